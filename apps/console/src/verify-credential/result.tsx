import type { NamedClaim, PublishedCredential, Verified } from '@finharbor/credentials/contract';
import {
  Badge,
  Button,
  Callout,
  DescriptionList,
  SavePdf,
  Section,
  saveFile,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { type ReactElement, useEffect, useRef } from 'react';
import { credentials } from './api.ts';

const tones = { valid: 'good', invalid: 'bad', undecided: 'warn' } as const;
const outcomes: Readonly<Record<Verified['checks'][number]['outcome'], Tone>> = {
  ...{ passed: 'good', failed: 'bad', not_checked: 'neutral' },
};

/** What came of it: the answer, what the certificate says, each check, and what happened to it. */
export function Result({
  verified,
  page,
}: {
  readonly verified: Verified;
  readonly page?: PublishedCredential | undefined;
}): ReactElement {
  const text = useText('credentials');
  const say = useBilingual();
  const { kind, checks, number, title, claims } = verified;
  const why = checks.find(({ outcome, fault }) => outcome === 'failed' && fault)?.fault;
  const shown = useRef<HTMLDivElement>(null);
  // What was asked further down the page is answered above it.
  useEffect(() => {
    if (verified) shown.current?.focus();
  }, [verified]);
  return (
    <div role="status">
      <div ref={shown} tabIndex={-1} className="max-w-prose rounded-lg">
        <Callout tone={tones[kind]} title={text(`verdict.${kind}`)}>
          {why && <p>{text(`fault.${why}`)}</p>}
        </Callout>
      </div>
      {title && (
        <Section title={text('says')}>
          <DescriptionList
            items={[
              { term: say(title), value: <Verbatim>{number ?? ''}</Verbatim> },
              ...claims.map(({ label, value }) => ({
                term: say(label),
                value: <Verbatim>{plain(value)}</Verbatim>,
              })),
            ]}
          />
        </Section>
      )}
      {page && <Copies page={page} />}
      <Section title={text('checks')}>
        <DescriptionList
          items={checks.map(({ check, outcome }) => ({
            term: text(`check.${check}`),
            value: <Badge tone={outcomes[outcome]}>{text(`outcome.${outcome}`)}</Badge>,
          }))}
        />
      </Section>
      {page && <History page={page} />}
    </div>
  );
}

/** A public certificate to take along: on paper, and as it was signed. */
function Copies({ page: { number, credential } }: { readonly page: PublishedCredential }): ReactElement {
  const text = useText('credentials');
  return (
    <div className="mb-6 flex flex-wrap gap-2">
      <SavePdf
        name={number}
        read={(asked) => credentials.printCredential({ params: { number }, ...asked })}
      />
      <Button onPress={() => saveFile(`${number}.sd-jwt`, new Blob([credential], { type: 'text/plain' }))}>
        {text('saveOriginal')}
      </Button>
    </div>
  );
}

function History({ page }: { readonly page: PublishedCredential }): ReactElement {
  const text = useText('credentials');
  const { dateTime } = useFormat();
  return (
    <Section title={text('history')}>
      <DescriptionList
        items={page.events.map(({ status, atMs, reason, proof }) => ({
          term: dateTime(atMs),
          value: (
            <>
              {text(`status.${status}`)} {reason && <Verbatim>{reason}</Verbatim>}{' '}
              <Badge>{text(proof ? 'logged' : 'notLogged')}</Badge>
            </>
          ),
        }))}
      />
    </Section>
  );
}

function plain(value: NamedClaim['value']): string {
  return typeof value === 'object' ? value.join('、') : String(value);
}
