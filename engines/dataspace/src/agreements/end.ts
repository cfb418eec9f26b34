import type { Reason } from '../domain.ts';
import { endOf, type PolicyEnd } from '../policy/end-of.ts';
import type { Agreement } from '../policy/model.ts';
import { reasonOf } from '../policy/reason.ts';
import type { KeptAgreement } from '../postgres/agreements.ts';

/**
 * When an agreement ends by its terms, counted from its own timestamp, which both sides have; where that is no instant, from when this
 * side knew it in force.
 */
export function agreementEnd(agreement: Agreement, inForceSinceMs: number): PolicyEnd | undefined {
  const { timestamp = '' } = agreement;
  const agreedAtMs = /(Z|[+-]\d\d:\d\d)$/.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  return endOf(agreement, Number.isNaN(agreedAtMs) ? inForceSinceMs : agreedAtMs);
}

/** When and why an agreement is over: ended by one of its sides, or by its terms. Nothing of one that is in force. */
export function whyOver(
  { agreement, createdAtMs, ended }: KeptAgreement,
  nowMs: number,
): { readonly atMs: number; readonly reason: Reason } | undefined {
  if (ended) return ended;
  const end = agreementEnd(agreement, createdAtMs);
  return end && end.atMs <= nowMs ? { atMs: end.atMs, reason: reasonOf(end) } : undefined;
}
