import { Badge, Callout, type Stage, StageList, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ExchangeView } from '@finharbor/yuan/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import { yuanOf } from '../amounts.ts';
import { useExchange } from './reads.ts';

/** How a top-up or redemption is getting on, step by step, until it has ended. */
export function Progress({
  number,
  id,
}: {
  readonly number: string;
  readonly id: string;
}): ReactElement | null {
  const { data } = useExchange(number, id);
  const client = useQueryClient();
  const isOver = data?.endedAtMs != null;
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: ['yuan'] });
  }, [isOver, client]);
  return data ? <Shown exchange={data} /> : null;
}

function Shown({ exchange }: { readonly exchange: ExchangeView }): ReactElement {
  const text = useText('yuanBank');
  const say = useBilingual();
  const { money } = useFormat();
  const { kind, state, reason, waiting, amountMinor } = exchange;
  const amount = money(yuanOf(amountMinor), 'CNY');
  return (
    <div aria-live="polite">
      {state === 'done' && (
        <Callout tone="good" title={text(`${kind}.done`, { amount })}>
          <p>{text(`${kind}.doneHelp`)}</p>
        </Callout>
      )}
      {reason && state !== 'returning' && (
        <Callout
          tone="bad"
          title={text(`${kind}.${state === 'returned' ? 'returned' : 'rejected'}`, { amount })}
        >
          <p>{say(reason.text)}</p>
        </Callout>
      )}
      {waiting && (
        <Callout tone="warn" title={text('waiting', { amount })}>
          <p>{say(waiting.text)}</p>
        </Callout>
      )}
      <StageList stages={stagesOf(exchange, text)} />
    </div>
  );
}

const order: { readonly [K in ExchangeView['kind']]: readonly ExchangeView['state'][] } = {
  top_up: ['asked', 'paid', 'done'],
  redemption: ['asked', 'sent', 'done'],
};

function stagesOf({ kind, state }: ExchangeView, text: ReturnType<typeof useText>): readonly Stage[] {
  const steps = order[kind];
  const isBack = state === 'returning' || state === 'returned';
  const reached = isBack ? 1 : steps.indexOf(state);
  const failedAt = state === 'rejected' ? 1 : -1;
  const stages = steps.map((step, at): Stage => {
    const label = text(`${kind}.step.${step}`);
    if (at === failedAt || (isBack && at === 2)) return { id: step, label, state: 'failed' };
    if (state === 'rejected') return { id: step, label, state: at === 0 ? 'done' : 'waiting' };
    if (at <= reached) return { id: step, label, state: 'done' };
    return { id: step, label, state: at === reached + 1 ? 'running' : 'waiting' };
  });
  if (!isBack) return stages;
  const label = text('top_up.step.returned');
  return [...stages, { id: 'returned', label, state: state === 'returned' ? 'done' : 'running' }];
}

const tones = {
  done: 'good',
  rejected: 'bad',
  returned: 'bad',
  returning: 'warn',
  asked: 'accent',
  sent: 'accent',
  paid: 'accent',
} as const;

/** The state of a top-up or redemption as a mark. */
export function StateMark({ state }: Pick<ExchangeView, 'state'>): ReactElement {
  const text = useText('yuanBank');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}
