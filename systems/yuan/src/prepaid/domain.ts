import type { Bilingual } from '@finharbor/kernel/contract';
import type { AskState, DisputeReason, Ending } from './words.ts';

/** A prepaid card as a merchant offers it. It never changes: what was bought is what it said. */
export type Plan = {
  readonly id: string;
  /** The merchant's wallet. */
  readonly merchant: string;
  readonly name: Bilingual;
  /** What each slice is worth, in fen; together the price. */
  readonly slices: readonly bigint[];
  readonly validDays: number;
  /** For how long an unused card given back counts as never bought. */
  readonly coolingDays: number;
  readonly rules: Bilingual;
  readonly state: 'offered' | 'withdrawn';
  readonly madeAtMs: number;
};

/** A card that somebody has bought. */
export type Card = {
  readonly id: string;
  /** What both sides call it; it says nothing of whose it is. */
  readonly number: string;
  readonly plan: string;
  readonly merchant: string;
  /** The wallet it was paid from, to which what is unspent goes back. */
  readonly wallet: string;
  readonly purse: string;
  readonly priceMinor: bigint;
  readonly state: 'buying' | 'open' | 'ending' | 'ended';
  readonly ending: Ending | null;
  /** How many asks of seven days confirm by themselves. */
  readonly weekly: number | null;
  readonly boughtAtMs: number;
  readonly validUntilMs: number;
  readonly endedAtMs: number | null;
  readonly returnedMinor: bigint | null;
};

/** An ask for one slice of a card. */
export type Ask = {
  readonly id: string;
  readonly card: string;
  readonly merchant: string;
  /** Which slice, from 1. */
  readonly slice: number;
  readonly amountMinor: bigint;
  readonly by: 'merchant' | 'consumer';
  /** What the consumer shows and the merchant types in. */
  readonly code: string | null;
  readonly state: AskState;
  /** Confirmed by itself, as the consumer has said beforehand. */
  readonly isStanding: boolean;
  readonly reason: DisputeReason | null;
  readonly askedAtMs: number;
  readonly lapsesAtMs: number;
  readonly decidedAtMs: number | null;
};

export const dayMs = 86_400_000;
/** For how long a merchant's ask waits. */
export const askValidMs: number = 24 * 3_600_000;
/** For how long a code that a consumer shows can be typed in. */
export const codeValidMs: number = 600_000;

/** What a plan costs. */
export function priceOf({ slices }: Pick<Plan, 'slices'>): bigint {
  return slices.reduce((sum, one) => sum + one, 0n);
}

/** What of a card is a slice that is taken or asked for; the others are left. */
function takenSlices(asks: readonly Ask[]): ReadonlyMap<number, Ask> {
  return new Map(
    asks.flatMap((ask) =>
      ask.state === 'asked' || ask.state === 'confirmed' || ask.state === 'released'
        ? [[ask.slice, ask]]
        : [],
    ),
  );
}

/** The first slice that is left, with what it is worth; undefined where all are taken. */
export function nextSlice(
  { slices }: Pick<Plan, 'slices'>,
  asks: readonly Ask[],
): { readonly slice: number; readonly amountMinor: bigint } | undefined {
  const taken = takenSlices(asks);
  const at = slices.findIndex((_, index) => !taken.has(index + 1));
  return at < 0 ? undefined : { slice: at + 1, amountMinor: slices[at]! };
}

/** True where an ask of a merchant's confirms by itself: so many a week the consumer has allowed. */
export function isConfirmedByItself(
  { weekly }: Pick<Card, 'weekly'>,
  asks: readonly Ask[],
  nowMs: number,
): boolean {
  if (weekly === null) return false;
  const recent = asks.filter(
    ({ isStanding, askedAtMs, state }) =>
      isStanding && askedAtMs > nowMs - 7 * dayMs && (state === 'confirmed' || state === 'released'),
  );
  return recent.length < weekly;
}

/** What has been released of a card, in fen. */
export function releasedOf(asks: readonly Ask[]): bigint {
  return asks.reduce((sum, { state, amountMinor }) => (state === 'released' ? sum + amountMinor : sum), 0n);
}

/** What comes about once where a slice is released. */
export function onceForSlice(card: string, slice: number): string {
  return `slice ${slice} of card ${card}`;
}
