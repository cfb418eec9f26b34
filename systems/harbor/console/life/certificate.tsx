import type { CertificateView, EntryView } from '@finharbor/harbor/contract';
import { codeOf } from '@finharbor/kernel/contract';
import {
  Callout,
  Code,
  DescriptionList,
  EmptyState,
  PageHeader,
  Query,
  SavePdf,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { ObjectTo, Revoke } from './certificate-acts.tsx';
import { useCertificate } from './read.ts';
import { EntryBadge } from './register.tsx';

/** A certificate as it stands, for whoever was handed it. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const text = useText('life');
  const certificate = useCertificate(id);
  if (codeOf(certificate.error) === 'rights.not_found')
    return (
      <>
        <h1 className="font-semibold text-2xl">{text('certificate.gone')}</h1>
        <EmptyState title={text('certificate.goneHelp')} />
      </>
    );
  return <Query query={certificate}>{(found) => <Certificate id={id} found={found} />}</Query>;
}

function Certificate({ id, found }: { readonly id: string; readonly found: CertificateView }): ReactElement {
  const text = useText('life');
  const { dateTime } = useFormat();
  const { entry, atMs } = found;
  const certified = entry.answer?.body.decision === 'accepted' ? entry.answer.body : undefined;
  const isOpen = certified !== undefined && atMs < Date.parse(certified.noticeUntil);
  return (
    <>
      <PageHeader
        title={text('certificate.title')}
        lead={text('certificate.lead')}
        actions={<Acts id={id} entry={entry} isOpen={isOpen} />}
      />
      <p className="mb-4">
        <EntryBadge state={entry.state} /> {dateTime(atMs)}
      </p>
      {isOpen && (
        <Callout>
          {text('certificate.noticeOpen', { until: dateTime(Date.parse(certified.noticeUntil)) })}
        </Callout>
      )}
      <EntryFacts entry={entry} title={found.title} />
    </>
  );
}

type ActsProps = { readonly id: string; readonly entry: EntryView; readonly isOpen: boolean };

function Acts({ id, entry, isOpen }: ActsProps): ReactElement {
  const place = usePlace();
  const roles = useWho()?.roles ?? [];
  const mayObject = roles.includes('steward') || roles.includes('approver');
  const isLive = ['on_notice', 'contested', 'in_force'].includes(entry.state);
  return (
    <>
      {place.role === 'node' && isOpen && mayObject && entry.owner !== place.party && (
        <ObjectTo entry={entry} />
      )}
      {place.role === 'hub' && (
        <SavePdf
          name={`rights-certificate-${id.slice(0, 16)}`}
          read={(ask) => hub.getRightsCertificatePaper({ params: { id }, ...ask })}
        />
      )}
      {place.role === 'hub' && roles.includes('operator') && isLive && <Revoke id={id} />}
    </>
  );
}

/** What was registered, in the words that were signed. */
export function EntryFacts({
  entry: { registration, answer, owner, entitled, rights },
  title,
}: {
  readonly entry: EntryView;
  readonly title: CertificateView['title'];
}): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  const { body } = registration;
  const certified = answer?.body.decision === 'accepted' ? answer.body : undefined;
  const dated = certified
    ? [
        { term: text('facts.number'), value: <Code copyable>{certified.number}</Code> },
        { term: text('facts.notice'), value: dateTime(Date.parse(certified.noticeUntil)) },
        { term: text('facts.valid'), value: dateTime(Date.parse(certified.validUntil)) },
      ]
    : [];
  return (
    <DescriptionList
      items={[
        ...dated,
        {
          term: text('facts.product'),
          value: title ? <Verbatim>{say(title)}</Verbatim> : <Code>{body.product}</Code>,
        },
        { term: text('facts.kind'), value: text(`kind.${body.kind}`) },
        { term: text('facts.holder'), value: nameOf(owner) },
        ...(entitled === owner ? [] : [{ term: text('facts.entitled'), value: nameOf(entitled) }]),
        { term: text('facts.rights'), value: rights.map((right) => text(`right.${right}`)).join(' · ') },
        { term: text('facts.origin'), value: text(`origin.${body.origin}`) },
        { term: text('facts.basis'), value: <Verbatim>{say(body.basis)}</Verbatim> },
        { term: text('facts.scope'), value: <Verbatim>{say(body.scope)}</Verbatim> },
        {
          term: text('facts.evidence'),
          value:
            body.evidence.length === 0 ? (
              text('facts.noEvidence')
            ) : (
              <ul>
                {body.evidence.map(({ name, digest }) => (
                  <li key={digest}>
                    <Verbatim>{name}</Verbatim> <Code>{digest}</Code>
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
