import { Card, SavePdf, Section, TextLink, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { cases } from '../api.ts';
import type { CaseProps } from './page.tsx';

/** What leaves a case: its letters, what was objected to it, and the whole of it with proofs. */
export function Papers({ one }: Pick<CaseProps, 'one'>): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  const { id, number, letters, objections, objectsTo } = one;
  return (
    <Section title={text('papers')}>
      <Card>
        {letters.length > 0 && (
          <ul className="mb-3 grid gap-2">
            {letters.map(({ seq, atMs, title }) => (
              <li key={seq} className="flex flex-wrap items-center justify-between gap-3">
                <span>
                  {say(title)} <span className="text-quiet text-sm">{date(atMs)}</span>
                </span>
                <SavePdf
                  name={`${number}-${seq}`}
                  label={text('saveLetter', { title: say(title) })}
                  read={(asked) => cases.getLetter({ params: { id, seq }, ...asked })}
                />
              </li>
            ))}
          </ul>
        )}
        {objectsTo !== null && (
          <p className="mb-3">
            <TextLink href={`/app/public-cases/${objectsTo}`}>
              {text('objectsTo', { number: objectsTo })}
            </TextLink>
          </p>
        )}
        {objections.length > 0 && (
          <ul className="mb-3">
            {objections.map((objection) => (
              <li key={objection.id}>
                <TextLink href={`/app/cases/${objection.id}`}>
                  {text('objection', { number: objection.number })}
                </TextLink>
              </li>
            ))}
          </ul>
        )}
        <TextLink href={`/cases/${id}/export`} download={`${number}.zip`}>
          {text('export')}
        </TextLink>
        <p className="mt-1 text-quiet text-sm">{text('exportHelp')}</p>
      </Card>
    </Section>
  );
}
