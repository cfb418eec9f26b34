import type { SignedCertificate } from '@finharbor/access/personal-contract';
import {
  Badge,
  Card,
  Code,
  DescriptionList,
  Loading,
  Section,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { checkCertificate } from './check.ts';

type Of = { readonly certificate: SignedCertificate };

/** A certificate of erasure with the outcome of its check in this page. */
export function CheckedCertificate({ certificate }: Of): ReactElement {
  const checked = useQuery({
    queryKey: ['check', certificate],
    queryFn: () => checkCertificate(certificate),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (checked.isPending) return <Loading />;
  const { data } = checked;
  if (data?.check.kind !== 'valid')
    return <Invalid isAltered={data?.check.kind === 'refused' && data.check.code === 'document.altered'} />;
  return (
    <>
      <Valid certificate={certificate} fingerprint={data.fingerprint} />
      <Facts certificate={certificate} />
    </>
  );
}

function Invalid({ isAltered }: { readonly isAltered: boolean }): ReactElement {
  const text = useText('certificate');
  return (
    <div role="alert" className="mb-4">
      <Card title={text('invalid')}>
        <Badge tone="bad">✕</Badge> {text(isAltered ? 'altered' : 'badSignature')}
      </Card>
    </div>
  );
}

function Valid({ certificate, fingerprint }: Of & { readonly fingerprint: string }): ReactElement {
  const text = useText('certificate');
  return (
    <div role="status" className="mb-4">
      <Card title={text('valid')}>
        <DescriptionList
          items={[
            { term: text('signer'), value: <Verbatim>{certificate.issuer}</Verbatim> },
            { term: text('key'), value: <Code>{fingerprint}</Code> },
          ]}
        />
        <p className="max-w-prose">{text('compare')}</p>
      </Card>
    </div>
  );
}

function Facts({ certificate: { body } }: Of): ReactElement {
  const text = useText('certificate');
  const say = useBilingual();
  const { dateTime, number } = useFormat();
  return (
    <>
      <DescriptionList
        items={[
          { term: text('erasedAt'), value: dateTime(body.erasedAtMs) },
          { term: text('cause'), value: text(body.cause) },
          { term: text('subject'), value: <Code>{body.subject}</Code> },
        ]}
      />
      <Section title={text('erased')}>
        <ul className="list-disc ps-5">
          {body.erased.map(({ what, rows }) => (
            <li key={what.en}>{text('rows', { what: say(what), rows: number(rows) })}</li>
          ))}
        </ul>
      </Section>
      <Section title={text('kept')}>
        <ul className="list-disc ps-5">
          {body.kept.map(({ what, reason }) => (
            <li key={`${what.en}${reason.en}`}>{text('why', { what: say(what), reason: say(reason) })}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
