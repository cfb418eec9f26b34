import type { Reason, Transfer, TransferMove } from '@finharbor/dataspace';
import type { OpenTransfers } from './context.ts';
import type { NamedJob } from './named.ts';
import { refusalOf } from './provider-move.ts';

/**
 * Ends what an attempt of a job has left open: the consumer of one that is done completes it, anything else is terminated with its
 * reason. Where the agreement itself has ended, its transfers end with that.
 */
export async function closeTransfers(
  parts: OpenTransfers,
  { job, attempt, session }: NamedJob,
  outcome: 'done' | Reason,
): Promise<void> {
  const { links, connector } = parts;
  // A request that arrives after this node's answer is ended as the answer says, not as the job's error does.
  const ending = outcome === 'done' ? outcome : ((await refusalOf(parts, { job, attempt })) ?? outcome);
  for (const link of await links.ofJob(job, attempt)) {
    const transfer = link.session === session ? await connector.transfer(link.pid) : undefined;
    const move = transfer && closing(transfer, ending);
    if (!move || (await hasEnded(parts, transfer))) continue;
    await act(parts, link.pid, move);
  }
}

/** Moves a transfer on, unless its end is on its way already. */
export async function act(
  { connector, ending }: OpenTransfers,
  pid: string,
  move: TransferMove,
): Promise<void> {
  if (ending.has(pid)) return;
  if (move.kind === 'terminate' || move.kind === 'complete') ending.add(pid);
  const acted = await connector.actOnTransfer(pid, move);
  if (acted.kind !== 'begun') ending.delete(pid);
}

async function hasEnded({ connector }: OpenTransfers, transfer: Transfer): Promise<boolean> {
  const { agreementId: id, peer, role } = transfer;
  return (await connector.agreement({ id, peer, role }))?.ended !== undefined;
}

/** How a transfer ends with its job; undefined where that is the other side's to do, or done. */
export function closing({ state, role }: Transfer, outcome: 'done' | Reason): TransferMove | undefined {
  if (state === 'COMPLETED' || state === 'TERMINATED') return undefined;
  if (outcome !== 'done') return { kind: 'terminate', reason: outcome };
  return role === 'consumer' && state === 'STARTED' ? { kind: 'complete' } : undefined;
}
