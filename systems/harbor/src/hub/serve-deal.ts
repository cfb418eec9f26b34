import { serveDealer, serveStatisticsDealer } from '@finharbor/fusion';
import { codeOf, fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Body, Verified } from '../documents.ts';
import { dealerPlan, sessionLedger } from '../fusion-plan.ts';
import { isDealt, sessionContext } from '../meet.ts';
import { planOfJob } from '../proposals/find.ts';
import type { HubContext } from './context.ts';

const meetMs = 10_000;

/** The hub's part in jobs: it deals correlated randomness to the parties of a session and sees none of their data. */
export type Deals = { readonly take: (job: Verified<'job'>) => void; readonly stop: () => Promise<void> };

/** Makes the dealer; each session is served once, ever. */
export function dealRunner(ctx: HubContext): Deals {
  const running = new Map<Promise<void>, AbortController>();
  return {
    take(job) {
      if (job.body.dealer !== ctx.party || !isDealt(job.body)) return;
      const abort = new AbortController();
      const done = deal(ctx, job, abort.signal).catch((error: unknown) =>
        ctx.note('deal.failed', { jobId: job.body.job, code: codeOf(error) }, error),
      );
      running.set(done, abort);
      done.finally(() => running.delete(done));
    },
    async stop() {
      for (const abort of running.values()) abort.abort();
      await Promise.allSettled(running.keys());
    },
  };
}

async function deal(ctx: HubContext, job: Verified<'job'>, signal: AbortSignal): Promise<void> {
  const { body } = job;
  const options = { context: sessionContext(body), waitMs: meetMs, signal };
  const met = await Promise.allSettled(
    body.roster.map(async (party) => [party, await ctx.link.accept(body.session, party, options)] as const),
  );
  const channels = new Map<string, Channel>(
    met.filter((one) => one.status === 'fulfilled').map((one) => one.value),
  );
  const end = (code: string): void => {
    for (const channel of channels.values()) channel.abort(code);
  };
  const onAbort = (): void => end('job.interrupted');
  signal.addEventListener('abort', onAbort);
  try {
    const failed = met.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    signal.throwIfAborted();
    await serve(ctx, body, channels);
    await Promise.all([...channels.values()].map((channel) => channel.close()));
  } catch (error) {
    end(codeOf(error));
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function serve(
  ctx: HubContext,
  job: Body<'job'>,
  channels: ReadonlyMap<string, Channel>,
): Promise<void> {
  const dealing = { session: job.session, ledger: sessionLedger(ctx.store) };
  if (job.kind !== 'statistics') return serveDealer(channels, { plan: dealerPlan(job), ...dealing });
  const plan = await planOfJob(ctx.store, job);
  if (plan?.kind !== 'statistics')
    return fail('proposal.not_found', 'The board holds no computation to deal for.');
  return serveStatisticsDealer(channels, { plan, ...dealing });
}
