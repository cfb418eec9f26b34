import { Badge, type Tone, useFormat, useText } from '@finharbor/ui';
import type { AskView, CardView, WalletView } from '@finharbor/yuan/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';

/** Writes fen as yuan. */
export function useFen(): (fen: bigint) => string {
  const { money } = useFormat();
  return (fen) => money(yuanOf(fen), 'CNY');
}

/** One's own wallets. */
export function useWallets(): UseQueryResult<readonly WalletView[]> {
  return useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
}

const tones: Readonly<Record<AskView['state'], Tone>> = {
  asked: 'warn',
  confirmed: 'accent',
  released: 'good',
  declined: 'neutral',
  disputed: 'bad',
  lapsed: 'neutral',
};

/** How an ask stands, in a word. */
export function AskBadge({ state }: Pick<AskView, 'state'>): ReactElement {
  const text = useText('yuanPrepaid');
  return <Badge tone={tones[state]}>{text(`ask.${state}`)}</Badge>;
}

/** How a card stands, in a word. */
export function CardBadge({ ending }: Pick<CardView, 'ending'>): ReactElement {
  const text = useText('yuanPrepaid');
  if (ending === null) return <Badge tone="good">{text('open')}</Badge>;
  return <Badge tone={ending === 'insolvency' ? 'bad' : 'neutral'}>{text(`ending.${ending}`)}</Badge>;
}

const looks = {
  used: 'border-good bg-good text-ground',
  asked: 'border-warn border-dashed bg-warn-soft text-warn',
  left: 'border-edge bg-raised text-ink',
  gone: 'border-line bg-sunken text-quiet line-through',
} as const;

/** The uses of a card as marks in a row: used, asked for, left; a reader is told their numbers. */
export function Slices({ card }: { readonly card: Pick<CardView, 'plan' | 'asks' | 'state'> }): ReactElement {
  const text = useText('yuanPrepaid');
  const states = new Map(card.asks.map(({ slice, state }) => [`${slice} ${state}`, state]));
  const isOver = card.state !== 'open';
  const marks = card.plan.slices.map((_, at): keyof typeof looks => {
    const is = (state: AskView['state']): boolean => states.has(`${at + 1} ${state}`);
    if (is('released')) return 'used';
    if (is('asked') || is('confirmed')) return 'asked';
    return isOver ? 'gone' : 'left';
  });
  const count = (mark: keyof typeof looks): number => marks.filter((one) => one === mark).length;
  const summary = text('slices', { used: count('used'), all: marks.length });
  return (
    <div>
      <p className="mb-1.5 font-medium text-sm">{summary}</p>
      <div aria-hidden="true" className="flex flex-wrap gap-1.5">
        {marks.map((mark, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the uses of a card have their places
            key={at}
            className={`grid size-8 place-items-center rounded-md border text-sm tabular-nums ${looks[mark]}`}
          >
            {mark === 'used' ? '✓' : at + 1}
          </span>
        ))}
      </div>
    </div>
  );
}
