import {
  type IntersectionPlan,
  type JobProgress,
  type JobReport,
  planDigest,
  runIntersectionJob,
} from '@finharbor/fusion';
import { fail, type Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import { logReceipt } from '../receipts.ts';
import type { Session } from '../run-job.ts';
import { type MeteredStage, stageMeter } from '../stage-meter.ts';
import { type OwnPart, ownPart } from './find.ts';
import { firmsSource } from './source.ts';

/** A key is the only thing an intersection reads. */
const fieldsRead: readonly string[] = ['uscc'];

/**
 * A party's part in an intersection. The job's id is the session, whatever the attempt: parts that both sides have finished are kept
 * when it is run again. The receipt stands in the log before the first key leaves, since fusion tells matches part by part.
 */
export async function runIntersection({ ctx, job, mesh }: Omit<Session, 'dealer'>): Promise<Json> {
  const meter = stageMeter(ctx.clock, [...mesh.channels.values()]);
  meter.enter('agree');
  const part = await ownPart(ctx.store, ctx.party, job);
  const options = await optionsOf(ctx, job, part);
  await logReceiptOnce(ctx, job, options.plan);
  const total = await ctx.store.data.count(part.product);
  const outcome = await runIntersectionJob(
    { ...mesh, session: job.job },
    {
      ...options,
      onProgress: (progress) => {
        meter.enter(progress.stage);
        const { done, of } = progressOf(progress, total);
        mesh.progress(progress.stage, done, of);
      },
    },
  );
  if (outcome.kind === 'refused') {
    // Both sides know it by now; neither is to learn of the other's channel first.
    await Promise.all([...mesh.channels.values()].map((channel) => channel.close()));
    return fail(outcome.code, `The plan does not allow ${outcome.party} a table of ${outcome.rows} rows.`);
  }
  await ctx.work.remove(job.job);
  return resultOf(outcome, meter.end());
}

/** What fusion needs of this party, the same after a restart. */
async function optionsOf(ctx: NodeContext, job: Body<'job'>, { plan, product }: OwnPart) {
  if (plan.kind !== 'intersection') return fail('proposal.changed', 'The computation is no intersection.');
  const own = plan.sides.find(({ party }) => party === ctx.party);
  return {
    plan,
    source: firmsSource(ctx.store.computations, { product, job: job.job }),
    // Rows go into the database; fusion asks for the name of a file wherever there is a result.
    ...(own?.result === 'nothing' ? {} : { result: job.job }),
    folder: await ctx.work.folder(job.job),
    seal: ctx.work.seal,
    random: ctx.random,
  };
}

async function logReceiptOnce(ctx: NodeContext, job: Body<'job'>, plan: IntersectionPlan): Promise<void> {
  const [known] = await ctx.store.results.receipts({ limit: 1, jobId: job.job });
  if (!known) await logReceipt(ctx, job, { digest: planDigest(plan, job.job), fields: fieldsRead });
}

function progressOf({ stage, rows, shards }: JobProgress, total: number): { done: number; of: number } {
  if (stage === 'read') return { done: Math.min(rows, total), of: total };
  return stage === 'intersect' ? shards : { done: 0, of: 1 };
}

function resultOf(report: JobReport & { readonly protocol: string }, stages: readonly MeteredStage[]): Json {
  const { rows, usable, unusable, duplicates, peerRows, common, written, protocol } = report;
  return {
    rows,
    usable,
    unusable: unusable as unknown as Json,
    duplicates,
    peerRows,
    common: common ?? null,
    written: written ?? null,
    protocol,
    stages: stages as unknown as Json,
  };
}
