/** What is known of a merchant's prepaid cards, in fen and counts. */
export type Figures = {
  readonly cards: number;
  readonly openCards: number;
  readonly soldMinor: bigint;
  readonly releasedMinor: bigint;
  readonly returnedMinor: bigint;
  /** What is on open cards: the consumers' money. */
  readonly outstandingMinor: bigint;
  readonly firstSaleAtMs: number | null;
  readonly lastReleaseAtMs: number | null;
  /** Within the last 30 days. */
  readonly asks30: number;
  readonly disputes30: number;
  readonly sold30: number;
  /** Given back by their consumers after the cooling-off days. */
  readonly refunds30: number;
  /** Sales of the last 7 days, and of the 56 days before them. */
  readonly sales7Minor: bigint;
  readonly sales56Minor: bigint;
};

/** The rules by which a merchant is at risk, as they are applied and shown. */
export const riskRules = {
  /** Cards sold for at least this, of which less than this share has been delivered, since this many days. */
  little_delivered: { leastSoldMinor: 1_000_00n, mostPercent: 10, days: 30 },
  /** Money on open cards, and none released in this many days. */
  no_releases: { days: 30 },
  /** Of at least this many asks, or cards sold, within 30 days at least this share was disputed, or given back. */
  many_disputes: { least: 5, percent: 20 },
  /** Sales of 7 days at least this much, and this many times those of an average week of the 8 before. */
  sales_jump: { leastMinor: 5_000_00n, times: 3n },
} as const;

/** A rule that a merchant meets. */
export type Risk = keyof typeof riskRules;
/** The rules in their order. */
export const risks: readonly Risk[] = ['little_delivered', 'no_releases', 'many_disputes', 'sales_jump'];

const dayMs = 86_400_000;

/** The rules that a merchant meets now. One without money on open cards meets none. */
export function risksOf(figures: Figures, nowMs: number): readonly Risk[] {
  return figures.outstandingMinor === 0n ? [] : risks.filter((risk) => meets[risk](figures, nowMs));
}

const meets: { readonly [R in Risk]: (figures: Figures, nowMs: number) => boolean } = {
  little_delivered({ soldMinor, releasedMinor, firstSaleAtMs }, nowMs) {
    const { leastSoldMinor, mostPercent, days } = riskRules.little_delivered;
    const isOld = firstSaleAtMs !== null && firstSaleAtMs <= nowMs - days * dayMs;
    return isOld && soldMinor >= leastSoldMinor && releasedMinor * 100n < soldMinor * BigInt(mostPercent);
  },
  no_releases({ lastReleaseAtMs, firstSaleAtMs }, nowMs) {
    const since = lastReleaseAtMs ?? firstSaleAtMs;
    return since !== null && since <= nowMs - riskRules.no_releases.days * dayMs;
  },
  many_disputes({ asks30, disputes30, sold30, refunds30 }) {
    const { least, percent } = riskRules.many_disputes;
    const isMany = (some: number, all: number): boolean => all >= least && some * 100 >= all * percent;
    return isMany(disputes30, asks30) || isMany(refunds30, sold30);
  },
  sales_jump({ sales7Minor, sales56Minor }) {
    const { leastMinor, times } = riskRules.sales_jump;
    return sales7Minor >= leastMinor && sales7Minor * 8n >= sales56Minor * times;
  },
};
