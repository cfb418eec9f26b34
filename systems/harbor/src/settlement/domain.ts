/** The city's months: what is charged is stated by these, wherever the hub runs. */
export const settlementZone = 'Asia/Shanghai';

/** Why a line costs what it costs. The last three are uses that nobody pays for, and why. */
export const priceReasons = [
  'free',
  'per_use',
  'per_result',
  'subscription',
  'month',
  'corrected',
  'refunded',
  'same_use',
  'no_result',
  'not_in_force',
  'not_asked',
  'not_logged',
] as const;
/** One of them. */
export type PriceReason = (typeof priceReasons)[number];

/**
 * Where the money of a line is. `awaiting`: nobody knows yet whether there is a result to pay for; `posting`, `owing`, `settling`: the
 * ledger has been asked; `owed`: the consumer had not enough, and the provider waits; `stuck`: the ledger has refused what it never should.
 */
export const chargeStates = [
  'free',
  'awaiting',
  'posting',
  'paid',
  'owing',
  'owed',
  'settling',
  'stuck',
] as const;
/** One of them. */
export type ChargeState = (typeof chargeStates)[number];

/** What the platform keeps of a price, from a moment on; in ten-thousandths. */
export type Tariff = { readonly version: number; readonly fromMs: number; readonly feeBp: number };

/** The tariff at a moment: the last that has begun. */
export function tariffAt(tariffs: readonly Tariff[], atMs: number): Tariff {
  const begun = tariffs.filter(({ fromMs }) => fromMs <= atMs);
  return begun.reduce((latest, one) => (one.fromMs > latest.fromMs ? one : latest));
}

/** The platform's part of a price, in fen, half a fen rounded up; of a price taken back, what is given back of the fee. */
export function feeOf(priceMinor: bigint, { feeBp }: Pick<Tariff, 'feeBp'>): bigint {
  const size = priceMinor < 0n ? -priceMinor : priceMinor;
  const fee = (size * BigInt(feeBp) + 5_000n) / 10_000n;
  return priceMinor < 0n ? -fee : fee;
}

/** The month of an instant as `YYYY-MM`, in the city's time. */
export function monthOf(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(settlementZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

/** When a month begins, and the one after it: the instant that no longer belongs to it. */
export function spanOf(month: string): { readonly fromMs: number; readonly untilMs: number } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const begin = (day: Temporal.PlainDate): number => day.toZonedDateTime(settlementZone).epochMilliseconds;
  return { fromMs: begin(first), untilMs: begin(first.add({ months: 1 })) };
}

/** All months that a span from one instant up to another touches, the earliest first. */
export function monthsFrom(fromMs: number, untilMs: number): readonly string[] {
  const months: string[] = [];
  for (let month = monthOf(fromMs); untilMs > fromMs && spanOf(month).fromMs < untilMs; ) {
    months.push(month);
    month = monthOf(spanOf(month).untilMs);
  }
  return months;
}

/** A consumer has so long to say that a result did not come before it counts as delivered. */
export const resultDueMs: number = 72 * 3_600_000;
