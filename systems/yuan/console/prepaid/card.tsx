import {
  Button,
  Callout,
  Card,
  ConfirmDialog,
  DescriptionList,
  Dialog,
  ErrorSummary,
  newId,
  PageHeader,
  Query,
  Section,
  Select,
  Stat,
  Timeline,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type AskView, type CardView, type DisputeReason, disputeReasons } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { AskBadge, CardBadge, Slices, useFen } from './parts.tsx';

/** One prepaid card: what is left, what waits for an answer, and its rest given back. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const card = useQuery({
    queryKey: ['yuan', 'card', id],
    queryFn: async ({ signal }) => (await yuan.getCard({ params: { id }, signal })).body,
    refetchInterval: 3_000,
  });
  return <Query query={card}>{(read) => <Read card={read} />}</Query>;
}

type Props = { readonly card: CardView };

function Read({ card }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const waiting = card.asks.find(({ state }) => state === 'asked');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/cards', label: text('title') }]}
        title={say(card.plan.name)}
        lead={say(card.plan.merchant.name)}
      />
      {waiting && (waiting.by === 'merchant' ? <Answer ask={waiting} /> : <Shown ask={waiting} />)}
      <div className="mb-6 max-w-xl">
        <Card>
          <p className="mb-2">
            <CardBadge {...card} />
          </p>
          {card.state === 'open' ? (
            <Stat label={text('left')} value={fen(card.leftMinor)} hint={text('leftHelp')} />
          ) : (
            <Stat label={text('returned')} value={fen(card.returnedMinor ?? 0n)} />
          )}
          <div className="mt-4">
            <Slices card={card} />
          </div>
        </Card>
      </div>
      {card.state === 'open' && <Acts card={card} canShow={!waiting} />}
      <Facts card={card} />
      <Section title={text('past')}>
        <Past asks={card.asks} />
      </Section>
    </>
  );
}

function useAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['yuan'] });
}

function Answer({ ask }: { readonly ask: AskView }): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const { dateTime } = useFormat();
  const again = useAgain();
  const [isDisputing, setDisputing] = useState(false);
  const answer = useMutation({
    mutationFn: (body: Parameters<typeof yuan.postAskDecision>[0]['body']) =>
      yuan.postAskDecision({ params: { id: ask.id }, body }),
    onSuccess: again,
    onError: again,
  });
  return (
    <div className="mb-6 max-w-xl rounded-lg border-2 border-warn bg-warn-soft p-4" role="status">
      <p className="font-semibold text-lg">{text('asks', { no: ask.slice, amount: fen(ask.amountMinor) })}</p>
      <p className="mb-3 text-sm">{text('asksHelp', { until: dateTime(ask.lapsesAtMs) })}</p>
      <ErrorSummary error={answer.error} />
      <div className="grid gap-2 sm:flex">
        <Button
          variant="primary"
          pending={answer.isPending}
          onPress={() => answer.mutate({ decision: 'confirm', reason: null })}
        >
          {text('confirm')}
        </Button>
        <Button onPress={() => answer.mutate({ decision: 'decline', reason: null })}>
          {text('decline')}
        </Button>
        <Button variant="quiet" onPress={() => setDisputing(true)}>
          {text('dispute')}
        </Button>
      </div>
      {isDisputing && (
        <Dispute
          onClose={() => setDisputing(false)}
          onDispute={(reason) => {
            setDisputing(false);
            answer.mutate({ decision: 'dispute', reason });
          }}
        />
      )}
    </div>
  );
}

type DisputeProps = { readonly onClose: () => void; readonly onDispute: (reason: DisputeReason) => void };

function Dispute({ onClose, onDispute }: DisputeProps): ReactElement {
  const text = useText('yuanPrepaid');
  const [reason, setReason] = useState<DisputeReason>('not_delivered');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('disputeTitle')}
      actions={
        <Button variant="danger" onPress={() => onDispute(reason)}>
          {text('dispute')}
        </Button>
      }
    >
      <Select
        label={text('why')}
        options={disputeReasons.map((id) => ({ id, label: text(`reason.${id}`) }))}
        selected={reason}
        onChange={setReason}
      />
      <p>{text('disputeHelp')}</p>
    </Dialog>
  );
}

function Shown({ ask }: { readonly ask: AskView }): ReactElement {
  const text = useText('yuanPrepaid');
  const { dateTime } = useFormat();
  const again = useAgain();
  const back = useMutation({
    mutationFn: () =>
      yuan.postAskDecision({ params: { id: ask.id }, body: { decision: 'decline', reason: null } }),
    onSettled: again,
  });
  return (
    <div className="mb-6 max-w-xl">
      <Callout title={text('showThis')}>
        <p className="my-2 font-mono font-semibold text-4xl tracking-widest">{ask.code}</p>
        <p className="mb-2 text-sm">{text('codeHelp', { until: dateTime(ask.lapsesAtMs) })}</p>
        <Button pending={back.isPending} onPress={() => back.mutate()}>
          {text('takeBack')}
        </Button>
      </Callout>
    </div>
  );
}

function Acts({ card, canShow }: Props & { readonly canShow: boolean }): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const again = useAgain();
  const [isGiving, setGiving] = useState(false);
  const params = { id: card.id };
  const show = useMutation({
    mutationFn: () => yuan.postCardCode({ params, body: { id: newId() } }),
    onSettled: again,
  });
  const refund = useMutation({
    mutationFn: () => yuan.postCardRefund({ params }),
    onSuccess: async () => {
      setGiving(false);
      await again();
    },
  });
  return (
    <div className="mb-6 max-w-xl">
      <ErrorSummary error={show.error} />
      <div className="mb-4 grid gap-2 sm:flex">
        {canShow && (
          <Button variant="primary" pending={show.isPending} onPress={() => show.mutate()}>
            {text('showCode')}
          </Button>
        )}
        <Button onPress={() => setGiving(true)}>{text('giveBack')}</Button>
      </div>
      <Standing card={card} />
      <ConfirmDialog
        isOpen={isGiving}
        onClose={() => setGiving(false)}
        title={text('giveBackTitle', { amount: fen(card.leftMinor) })}
        body={text('giveBackHelp', {
          used: card.asks.filter(({ state }) => state === 'released').length,
          all: card.plan.slices.length,
        })}
        confirmLabel={text('giveBackDo')}
        danger
        pending={refund.isPending}
        error={refund.error}
        onConfirm={() => refund.mutate()}
      />
    </div>
  );
}

function Standing({ card }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const again = useAgain();
  const set = useMutation({
    mutationFn: (weekly: number) => yuan.putCardStanding({ params: { id: card.id }, body: { weekly } }),
    onSettled: again,
  });
  return (
    <>
      <ErrorSummary error={set.error} />
      <Select
        label={text('standing')}
        description={text('standingHelp')}
        options={[0, 1, 2, 3, 4, 5, 6, 7].map((count) => ({
          id: String(count),
          label: count === 0 ? text('standingNone') : text('standingUpTo', { count }),
        }))}
        selected={String(card.weekly ?? 0)}
        onChange={(weekly) => set.mutate(Number(weekly))}
      />
    </>
  );
}

function Facts({ card }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const { date, dateTime } = useFormat();
  return (
    <DescriptionList
      items={[
        { term: text('number'), value: card.number },
        { term: text('price'), value: fen(card.priceMinor) },
        { term: text('bought'), value: dateTime(card.boughtAtMs) },
        { term: text('validUntil'), value: date(card.validUntilMs) },
        { term: text('coolingUntil'), value: date(card.coolingUntilMs) },
        { term: text('rules'), value: say(card.plan.rules) },
      ]}
    />
  );
}

function Past({ asks }: { readonly asks: readonly AskView[] }): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const { dateTime } = useFormat();
  if (asks.length === 0) return <p className="text-quiet">{text('noPast')}</p>;
  return (
    <Timeline
      items={asks.toReversed().map((ask) => ({
        at: dateTime(ask.decidedAtMs ?? ask.askedAtMs),
        title: text('use', { no: ask.slice, amount: fen(ask.amountMinor) }),
        body: (
          <>
            <AskBadge state={ask.state} />
            {ask.isStanding && text('byItself')}
            {ask.reason && text(`reason.${ask.reason}`)}
          </>
        ),
      }))}
    />
  );
}
