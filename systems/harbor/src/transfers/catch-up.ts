import type { ProcessQuery, Reason, Transfer } from '@finharbor/dataspace';
import type { Job } from '../store.ts';
import { act, closing } from './close.ts';
import type { OpenTransfers } from './context.ts';
import type { NamedJob } from './named.ts';
import { refusalOf } from './provider-move.ts';
import * as reasons from './reasons.ts';

/** As long as a job's document may be later than its transfer, many times over. */
const strayMs = 60_000;

/** Ends transfers whose job does not run: what a killed process left behind, and what was asked for a job that never came. */
export async function endLeft(parts: OpenTransfers): Promise<void> {
  const { ctx, links } = parts;
  for await (const transfer of openTransfers(parts)) {
    const named = await links.of(transfer.pid);
    const job = named && (await ctx.store.jobs.get(named.job));
    const refusal = job?.error ? await refusalOf(parts, named!) : undefined;
    const move = named && moveFor(transfer, { named, job, refusal, nowMs: ctx.clock.nowMs() });
    if (move) await act(parts, transfer.pid, move);
  }
}

type Left = {
  readonly named: NamedJob;
  readonly job: Job | undefined;
  readonly refusal: Reason | undefined;
  readonly nowMs: number;
};

function moveFor(transfer: Transfer, { named, job, refusal, nowMs }: Left) {
  if (job && job.attempt > named.attempt) return closing(transfer, reasons.names.over);
  if (!job || job.session !== named.session)
    return nowMs - transfer.createdAtMs > strayMs ? closing(transfer, reasons.names.stray) : undefined;
  if (job.error) return closing(transfer, refusal ?? reasons.ofError(job.error));
  if (job.status !== 'done') return undefined;
  return transfer.state === 'REQUESTED' ? closing(transfer, reasons.names.over) : closing(transfer, 'done');
}

async function* openTransfers({ connector }: OpenTransfers): AsyncGenerator<Transfer> {
  for (const state of ['REQUESTED', 'STARTED', 'SUSPENDED'] as const) {
    let cursor: ProcessQuery['cursor'];
    do {
      const page = await connector.transfers({ state, ...(cursor !== undefined && { cursor }) });
      yield* page.items;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
