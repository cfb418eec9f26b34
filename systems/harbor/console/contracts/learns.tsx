import type { Bilingual } from '@finharbor/harbor/contract';
import { Card, Grid, useBilingual } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';

type Statement = {
  /** What each side learns, as it was signed. */
  readonly sides: readonly { readonly who: string; readonly what: readonly string[] }[];
  readonly sentences: readonly string[];
};

/** What each side learns, in the very words the sides sign, put in order by who learns it. */
export function Learns({ leakage }: { readonly leakage: readonly Bilingual[] }): ReactElement {
  const say = useBilingual();
  const nameOf = usePartyName();
  return (
    <>
      {leakage.map((line) => {
        const { sides, sentences } = statementOf(say(line));
        return (
          <div key={line.en}>
            <Grid>
              {sides.map(({ who, what }) => (
                <Card key={who} title={nameOf(who)}>
                  <ul className="list-disc ps-5">
                    {what.map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </Card>
              ))}
            </Grid>
            {sentences.map((sentence) => (
              <p key={sentence} className="mt-3 max-w-prose">
                {sentence}
              </p>
            ))}
          </div>
        );
      })}
    </>
  );
}

function statementOf(text: string): Statement {
  const sides = new Map<string, string[]>();
  const sentences: string[] = [];
  for (const line of text.split('\n')) {
    const [, who, what] = /^- ([^:：]+)(?:: |：)(.+)$/.exec(line) ?? [];
    if (who === undefined || what === undefined) sentences.push(line);
    else sides.set(who, [...(sides.get(who) ?? []), what]);
  }
  return { sides: [...sides].map(([who, what]) => ({ who, what })), sentences };
}
