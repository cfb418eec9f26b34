import type { Clock } from '@finharbor/kernel';
import { appendToLedger, ledgerLines, oneAtATime } from '../durable.ts';

/** How many identifiers a querier may ask about: for ever, and within any stretch of time. */
export type LookupLimits = {
  readonly total: number;
  readonly rate: { readonly count: number; readonly windowMs: number };
};

/** A query as it is claimed before it is answered. */
export type LookupClaim = {
  readonly querier: string;
  /** SHA-256, in hex, of what is asked under which key: the same for the same bytes only. */
  readonly query: string;
  readonly count: number;
};

/** What a claim comes to; `left` counts identifiers. A query larger than a whole window's count never becomes possible: no `retryAfterMs`. */
export type LookupDecision =
  | { readonly kind: 'granted'; readonly left: number }
  | {
      readonly kind: 'refused';
      readonly reason: 'total' | 'rate';
      readonly left: number;
      readonly retryAfterMs?: number;
    };

/**
 * Where a holder counts, durably, what each querier has asked. Nothing but this keeps a querier from asking about every
 * identifier there can be. A query that was granted is granted again for nothing, since the same bytes have the same answer.
 */
export type LookupLedger = {
  readonly claim: (claim: LookupClaim) => Promise<LookupDecision>;
  /** Identifiers that a querier asked about so far. */
  readonly asked: (querier: string) => Promise<number>;
};

type Line = LookupClaim & { readonly atMs: number };

/**
 * A ledger in a file, appended and synced before an answer is returned, so it survives `kill -9`; one process at a time.
 * Errors: `fusion.ledger_damaged`.
 */
export function fileLookupLedger(
  path: string,
  { limits, clock }: { readonly limits: (querier: string) => LookupLimits; readonly clock: Clock },
): LookupLedger {
  const inTurn = oneAtATime();
  const linesOf = async (querier: string): Promise<readonly Line[]> =>
    ((await ledgerLines(path)) as readonly Line[]).filter((line) => line.querier === querier);
  return {
    claim: (claim) =>
      inTurn(async () => {
        const { querier, query, count } = claim;
        const lines = await linesOf(querier);
        const left = limits(querier).total - sumOf(lines);
        if (lines.some((line) => line.query === query)) return { kind: 'granted', left };
        const now = { lines, count, nowMs: clock.nowMs() };
        const refusal = refusalOf(now, limits(querier));
        if (refusal) return refusal;
        await appendToLedger(path, { querier, query, count, atMs: now.nowMs } satisfies Line);
        return { kind: 'granted', left: left - count };
      }),
    asked: (querier) => inTurn(async () => sumOf(await linesOf(querier))),
  };
}

type Asked = { readonly lines: readonly Line[]; readonly count: number; readonly nowMs: number };

function refusalOf(
  { lines, count, nowMs }: Asked,
  { total, rate }: LookupLimits,
): LookupDecision | undefined {
  const left = Math.max(0, total - sumOf(lines));
  if (count > left) return { kind: 'refused', reason: 'total', left };
  const recent = lines.filter(({ atMs }) => atMs > nowMs - rate.windowMs);
  let excess = sumOf(recent) + count - rate.count;
  if (excess <= 0) return undefined;
  // The oldest of the window leave it first; as soon as enough of them have, the query fits.
  const last = recent.find((line) => {
    excess -= line.count;
    return excess <= 0;
  });
  const wait = last && { retryAfterMs: last.atMs + rate.windowMs - nowMs };
  return { kind: 'refused', reason: 'rate', left, ...wait };
}

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0);
}
