import { codeOf, repeat } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import type { JobEvent } from '../store.ts';

const everyMs = 500;

/** How far a delivery is, in bytes; undefined while its size is not known. */
export type Moved = {
  readonly done: number;
  readonly total: number;
  readonly direction: 'sent' | 'received';
};

type Watched = {
  readonly job: Body<'job'>;
  readonly peer: string;
  readonly look: () => Promise<Moved | undefined>;
};

/** Tells a delivery's watchers how far it is, until what it waits for has come. */
export async function whileMoving<T>(
  ctx: NodeContext,
  { job, peer, look }: Watched,
  ended: () => Promise<T>,
): Promise<T> {
  let told = -1;
  const tell = async (): Promise<void> => {
    const moved = await look();
    if (!moved || moved.done === told) return;
    told = moved.done;
    const { done, total, direction } = moved;
    const traffic = {
      peer,
      bytesSent: direction === 'sent' ? done : 0,
      bytesReceived: direction === 'received' ? done : 0,
    };
    const event: JobEvent = { kind: 'stage', stage: 'deliver', done, total, traffic: [traffic] };
    await ctx.store.jobs.addEvent(job.job, event);
    ctx.watch.tell(job.job, event);
  };
  await ctx.store.jobs.change(job.job, { stage: 'deliver' });
  const over = new AbortController();
  const onFault = (error: unknown): void =>
    ctx.note('job.progress_lost', { jobId: job.job, code: codeOf(error) }, error);
  const telling = repeat(tell, { everyMs, signal: over.signal, onFault });
  try {
    return await ended();
  } finally {
    over.abort();
    await telling;
    await tell().catch(onFault);
  }
}
