import type { Waiting } from '@finharbor/harbor/contract';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  LinkButton,
  NumberField,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';
import { EntryFacts } from './certificate.tsx';
import { useAct } from './certificate-acts.tsx';
import { useQueue } from './read.ts';
import { ReviewForm } from './review-form.tsx';

/** One thing of the queue, and the decision on it. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  const text = useText('life');
  const queue = useQueue();
  const back = <LinkButton href="/app/rights-queue">{text('queue.back')}</LinkButton>;
  return (
    <Query query={queue}>
      {(all) => {
        const item = all.find((one) => one.id === id);
        if (item) return <Item key={item.id} item={item} />;
        return (
          <>
            <h1 className="font-semibold text-2xl">{text('queue.gone')}</h1>
            <EmptyState title={text('queue.noneHelp')} action={back} />
          </>
        );
      }}
    </Query>
  );
}

type Props = { readonly item: Waiting };

function Item({ item }: Props): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const isOperator = useWho()?.roles.includes('operator') ?? false;
  const { kind, title, entry, version, id } = item;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/rights-queue', label: text('queue.title') }]}
        title={title ? say(title) : text(`queue.kind.${kind}`)}
        lead={text(`queue.kind.${kind}`)}
        actions={
          kind === 'registration' && isOperator ? (
            <Answer id={id} />
          ) : kind === 'objection' && isOperator ? (
            <Hear id={id} />
          ) : null
        }
      />
      {version && (
        <p className="mb-4">
          <TextLink href={`/app/catalogue/${version}`}>{text('own.openCatalogue')}</TextLink>
        </p>
      )}
      {kind !== 'review' && !isOperator && <p className="mb-4">{text('queue.bureauOnly')}</p>}
      {kind === 'objection' && <Grounds item={item} />}
      {entry && <EntryFacts entry={entry} title={title} />}
      {kind === 'review' && <ReviewForm version={id} />}
    </>
  );
}

function Grounds({ item: { id, entry } }: Props): ReactElement | null {
  const text = useText('life');
  const say = useBilingual();
  const found = entry?.objections.find(({ objection }) => objection.id === id);
  if (!found) return null;
  return (
    <Section title={text('queue.kind.objection')}>
      <p className="max-w-prose">
        <Verbatim>{say(found.objection.body.basis)}</Verbatim>
      </p>
    </Section>
  );
}

const usualNoticeDays = 10;
const usualYears = 3;

function Answer({ id }: { readonly id: string }): ReactElement {
  const text = useText('life');
  const leave = useLeave();
  const [noticeDays, setNoticeDays] = useState<number | undefined>(usualNoticeDays);
  const [validYears, setValidYears] = useState<number | undefined>(usualYears);
  const days = noticeDays ?? usualNoticeDays;
  const years = validYears ?? usualYears;
  const accept = useAct(text('queue.done'), async () => {
    const body = { decision: 'accepted', noticeDays: days, validYears: years } as const;
    await hub.postRightsAnswer({ params: { id }, body });
    await leave();
  });
  const sendBack = useAct(text('queue.done'), async (reason) => {
    await hub.postRightsAnswer({ params: { id }, body: { decision: 'returned', findings: [reason] } });
    await leave();
  });
  return (
    <>
      <Button variant="primary" onPress={accept.ask}>
        {text('queue.accept')}
      </Button>
      <Button onPress={sendBack.ask}>{text('queue.sendBack')}</Button>
      <ConfirmDialog
        {...accept.dialog}
        title={text('queue.acceptTitle')}
        confirmLabel={text('queue.accept')}
        body={
          <>
            <NumberField
              label={text('queue.noticeDays')}
              value={noticeDays}
              onChange={setNoticeDays}
              minValue={0}
              maxValue={90}
            />
            <NumberField
              label={text('queue.validYears')}
              value={validYears}
              onChange={setValidYears}
              minValue={1}
              maxValue={20}
            />
            <p>{text('queue.acceptBody', { days, years })}</p>
          </>
        }
      />
      <ConfirmDialog
        {...sendBack.dialog}
        title={text('queue.sendBackTitle')}
        body={text('queue.sendBackBody')}
        confirmLabel={text('queue.sendBack')}
        reasonLabel={text('queue.finding')}
      />
    </>
  );
}

function Hear({ id }: { readonly id: string }): ReactElement {
  return (
    <>
      <Decide id={id} decision="dismissed" />
      <Decide id={id} decision="upheld" />
    </>
  );
}

const labels = { upheld: 'queue.uphold', dismissed: 'queue.dismiss' } as const;

function Decide({
  id,
  decision,
}: {
  readonly id: string;
  readonly decision: 'upheld' | 'dismissed';
}): ReactElement {
  const text = useText('life');
  const leave = useLeave();
  const act = useAct(text('queue.done'), async (reason) => {
    await hub.postObjectionDecision({ params: { id }, body: { decision, reason } });
    await leave();
  });
  return (
    <>
      <Button onPress={act.ask}>{text(labels[decision])}</Button>
      <ConfirmDialog
        {...act.dialog}
        danger={decision === 'upheld'}
        title={text('queue.objectionTitle')}
        body={text(`queue.objectionBody.${decision}`)}
        confirmLabel={text(labels[decision])}
        reasonLabel={text('queue.reason')}
      />
    </>
  );
}

/** What has been decided leaves the queue. */
function useLeave(): () => Promise<void> {
  const navigate = useNavigate();
  return () => navigate({ to: '/app/rights-queue' });
}
