/** The scheme's days and years are the city's, wherever a process runs. */
export const schemeZone = 'Asia/Shanghai';

/** How well the holder of a personal wallet is known: 1 in person and in full, 4 by a telephone number alone (一类至四类钱包). */
export type Tier = 1 | 2 | 3 | 4;

/** What a wallet may do, in fen; null where nothing limits it. */
export type Limits = {
  /** The largest single payment. */
  readonly singleMinor: bigint | null;
  /** All payments of one day. */
  readonly dayMinor: bigint | null;
  /** All payments of one calendar year. */
  readonly yearMinor: bigint | null;
  /** The most that may be in the wallet when money comes in. */
  readonly balanceMinor: bigint | null;
};

/** The tiers' limits as they hold from the beginning of a day on. */
export type LimitsEntry = {
  /** `2021-07-01`. */
  readonly from: string;
  readonly tiers: { readonly [T in Tier]: Limits };
  /** Where the figures are from. */
  readonly source: { readonly en: string; readonly zh: string };
};

/** Limits over time, the earliest first: what held is kept beside what holds. */
export type LimitsSchedule = readonly LimitsEntry[];

/** Nothing is limited: corporate wallets, whose limits their operator agrees with them, and personal ones of tier 1. */
export const unlimited: Limits = { singleMinor: null, dayMinor: null, yearMinor: null, balanceMinor: null };

const yuan = (amount: bigint): bigint => amount * 100n;

function tier(single: bigint, day: bigint, rest: { balance: bigint; year?: bigint }): Limits {
  return {
    singleMinor: yuan(single),
    dayMinor: yuan(day),
    yearMinor: rest.year === undefined ? null : yuan(rest.year),
    balanceMinor: yuan(rest.balance),
  };
}

/** What the press has reported of the pilots; a simulation's starting point and no rule of the People's Bank. */
export const reportedLimits: LimitsSchedule = [
  {
    from: '2020-08-01',
    tiers: {
      1: unlimited,
      2: tier(5_000n, 10_000n, { balance: 10_000n, year: 300_000n }),
      3: tier(2_000n, 2_000n, { balance: 2_000n, year: 50_000n }),
      4: tier(500n, 1_000n, { balance: 1_000n, year: 10_000n }),
    },
    source: {
      en: 'A bank’s trial wallet, as reported in August 2020',
      zh: '2020年8月媒体报道的某银行内测钱包',
    },
  },
  {
    from: '2021-07-01',
    tiers: {
      1: unlimited,
      2: tier(50_000n, 100_000n, { balance: 500_000n }),
      // Of this tier the reports at hand say nothing newer: it may at least what the one below it may.
      3: tier(2_000n, 5_000n, { balance: 10_000n }),
      4: tier(2_000n, 5_000n, { balance: 10_000n }),
    },
    source: {
      en: 'Pilot wallets, as reported by Caixin in 2021',
      zh: '2021年财新报道的试点钱包',
    },
  },
];

/** The limits of a tier at a moment; before the first entry, the first. */
export function limitsAt(schedule: LimitsSchedule, tier: Tier, atMs: number): Limits {
  const day = dayOf(atMs);
  const entry = schedule.findLast(({ from }) => from <= day) ?? schedule[0]!;
  return entry.tiers[tier];
}

/** The day that was asked for last, as nearly all ask for today. */
let last = { fromMs: 0, untilMs: 0, day: '' };

/** The scheme's day of a moment, `2026-11-27`. */
export function dayOf(atMs: number): string {
  if (atMs >= last.fromMs && atMs < last.untilMs) return last.day;
  const day = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(schemeZone).toPlainDate();
  const beginMs = (of: Temporal.PlainDate): number => of.toZonedDateTime(schemeZone).epochMilliseconds;
  last = { fromMs: beginMs(day), untilMs: beginMs(day.add({ days: 1 })), day: day.toString() };
  return last.day;
}
