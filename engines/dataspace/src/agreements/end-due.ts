import type { Act } from '../act.ts';
import type { ConnectorContext } from '../context.ts';
import type { Reason } from '../domain.ts';
import type { AgreementKey, KeptAgreement } from '../postgres/agreements.ts';
import { agreementEnd, whyOver } from './end.ts';

/**
 * Looks at an agreement that is due: ends it where its terms do, and what runs under it where it has ended. It is looked at once more a
 * lease later, when whatever was just being begun as it ended is there to be found.
 */
export async function endDue(context: ConnectorContext, act: Act, kept: KeptAgreement): Promise<void> {
  const { agreements, clock, settings } = context;
  const nowMs = clock.nowMs();
  const key = { id: kept.agreement['@id'], peer: kept.peer, role: kept.role };
  const over = whyOver(kept, nowMs);
  if (!over) return agreements.lookAt(key, agreementEnd(kept.agreement, kept.createdAtMs)?.atMs);
  if (!kept.ended) await agreements.end(key, { ...over, lookAtMs: nowMs + settings.leaseMs });
  await endTransfers(context, act, { key, reason: over.reason });
  if (nowMs - over.atMs >= settings.leaseMs) await agreements.lookAt(key, undefined);
}

type Early = { readonly key: AgreementKey; readonly reason: Reason };

/**
 * Ends an agreement before its terms do, and what runs under it. Where they have ended it already it is over by them, whether or not this
 * side had come to act on that: what it ended by is a matter of when, not of who looked first. False where it was over.
 */
export async function endEarly(
  context: ConnectorContext,
  act: Act,
  { key, reason }: Early,
): Promise<boolean> {
  const { agreements, clock, settings } = context;
  const nowMs = clock.nowMs();
  const kept = await agreements.find(key);
  const over = kept && whyOver(kept, nowMs);
  const ending = over ?? { atMs: nowMs, reason };
  const isEnded = await agreements.end(key, { ...ending, lookAtMs: nowMs + settings.leaseMs });
  await endTransfers(context, act, { key, reason: ending.reason });
  return isEnded && !over;
}

/** Ends all transfers that run under an agreement. */
async function endTransfers(
  { agreements }: ConnectorContext,
  act: Act,
  { key, reason }: Early,
): Promise<void> {
  for (const pid of await agreements.runningUnder(key))
    await act('transfer', pid, { kind: 'terminate', reason });
}
