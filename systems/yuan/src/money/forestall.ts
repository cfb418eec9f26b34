import type { TillContext } from './carry-out.ts';
import { onceLink } from './chain.ts';
import { type MovementId, numberOfMovement } from './ids.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Takes what may come about once, so that no movement of money brings it about: a bill that is cancelled is never paid. */
export async function forestall(
  { ledger }: Pick<TillContext, 'ledger'>,
  id: MovementId,
  what: string,
): Promise<Outcome> {
  const link = onceLink({ id }, what);
  const results = await ledger.createTransfers([link.transfer]);
  if (results[0]!.status === 'created') return outcomeOf([link], results);
  const [taken] = await ledger.lookupTransfers([link.transfer.id]);
  return taken?.userData128 === numberOfMovement(id)
    ? { kind: 'done', isRepeated: true, atNs: taken.timestamp }
    : { kind: 'refused', reason: 'done_before' };
}
