import type { TransferView } from '@finharbor/harbor/contract';
import {
  Card,
  Code,
  DescriptionList,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { StateBadge } from '../contracts/state.tsx';
import { usePartyName } from '../parties/names.ts';
import { LeaveBadge, leaveOf, stateOf } from './leave.tsx';
import { usePlaceName } from './places.ts';
import { useTransfer } from './read.ts';
import { Rules } from './rules.tsx';

/** One contract whose data would leave the mainland: where to, whether it may, why, and all that was assessed. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  return <Query query={useTransfer(id)}>{(found) => <Transfer transfer={found} />}</Query>;
}

type Props = { readonly transfer: TransferView };

function Transfer({ transfer }: Props): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/transfers', label: text('title') }]}
        title={say(transfer.purpose)}
        lead={<LeaveBadge state={leaveOf(transfer)} />}
        object={transfer.contract}
        actions={<Assess transfer={transfer} />}
      />
      <Facts transfer={transfer} />
      <Leaves transfer={transfer} />
      <Assessments transfer={transfer} />
      <Rules />
    </>
  );
}

function Assess({ transfer: { contract, providers, state } }: Props): ReactElement | null {
  const text = useText('transfers');
  const { party } = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const isOpen = state !== 'declined' && state !== 'ended' && state !== 'expired';
  if (!isApprover || !isOpen || !providers.includes(party)) return null;
  return (
    <LinkButton href={`/app/transfers/${contract}/assess`} variant="primary">
      {text('assess.do')}
    </LinkButton>
  );
}

function Facts({ transfer }: Props): ReactElement {
  const text = useText('transfers');
  const harbor = useText('harbor');
  const nameOf = usePartyName();
  const placeName = usePlaceName();
  return (
    <DescriptionList
      items={[
        { term: text('recipient'), value: nameOf(transfer.consumer) },
        { term: text('place.column'), value: placeName(transfer.place) },
        { term: harbor('contract.state'), value: <StateBadge state={transfer.state} /> },
        {
          term: text('contract'),
          value: <TextLink href={`/app/contracts/${transfer.contract}`}>{text('toContract')}</TextLink>,
        },
      ]}
    />
  );
}

function Leaves({ transfer: { leaves } }: Props): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  const nameOf = usePartyName();
  return (
    <Section title={text('leave.title')}>
      <div className="grid gap-4">
        {leaves.map(({ party, leave }) => (
          <Card key={party} title={nameOf(party)}>
            <LeaveBadge state={stateOf(leave)} />
            {leave.kind === 'refused' && (
              <ul className="mt-2 max-w-prose list-disc ps-5">
                {leave.reasons.map((reason) => (
                  <li key={reason.en}>{say(reason)}</li>
                ))}
              </ul>
            )}
          </Card>
        ))}
      </div>
    </Section>
  );
}

function Assessments({ transfer: { assessments } }: Props): ReactElement {
  const text = useText('transfers');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  return (
    <Section title={text('assessments.title')}>
      {assessments.length === 0 && (
        <EmptyState title={text('assessments.none')} body={text('assessments.noneHelp')} />
      )}
      <div className="grid gap-4">
        {assessments.map(({ id, party, assessedAtMs, body }) => (
          <Card key={id} title={`${nameOf(party)}, ${dateTime(assessedAtMs)}`}>
            <Assessment id={id} body={body} />
          </Card>
        ))}
      </div>
    </Section>
  );
}

type AssessmentProps = Pick<TransferView['assessments'][number], 'id' | 'body'>;

function Assessment({ id, body }: AssessmentProps): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  const { dateTime, number } = useFormat();
  const { facts, filing, findings } = body;
  const grounds = [
    ...(facts.important ? [text('fact.important')] : []),
    ...(facts.criticalOperator ? [text('fact.criticalOperator')] : []),
    ...(facts.exemption === 'none' ? [] : [text(`exemption.${facts.exemption}`)]),
  ];
  return (
    <>
      <DescriptionList
        items={[
          { term: text('outcome.title'), value: text(`outcome.${body.outcome}`) },
          { term: text('path.label'), value: text(`path.${body.path}`) },
          { term: text('fact.personal'), value: number(facts.personal) },
          { term: text('fact.sensitive'), value: number(facts.sensitive) },
          ...(grounds.length > 0 ? [{ term: text('grounds'), value: grounds.join('; ') }] : []),
          ...(filing
            ? [
                {
                  term: text(`filing.${filing.kind}`),
                  value: <Verbatim>{filing.number}</Verbatim>,
                },
              ]
            : []),
          { term: text('validUntil'), value: dateTime(Date.parse(body.validUntil)) },
          { term: text('document'), value: <Code copyable>{id}</Code> },
        ]}
      />
      <ul className="mb-4 max-w-prose list-disc ps-5">
        {body.reasons.map((reason) => (
          <li key={reason.en}>{say(reason)}</li>
        ))}
      </ul>
      <DescriptionList
        items={findings.map(({ point, isAdequate, note }) => ({
          term: text(`point.${point}`),
          value: (
            <>
              {text(isAdequate ? 'adequate' : 'inadequate')}: <Verbatim>{note}</Verbatim>
            </>
          ),
        }))}
      />
    </>
  );
}
