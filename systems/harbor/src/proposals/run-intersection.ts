import {
  type IntersectionPlan,
  type JobOptions,
  type JobProgress,
  type JobReport,
  planDigest,
  runIntersectionJob,
} from '@finharbor/fusion';
import { codeOf, fail, type Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import { logReceipt } from '../receipts.ts';
import type { Session } from '../run-job.ts';
import { type MeteredStage, stageMeter } from '../stage-meter.ts';
import { ownPart } from './find.ts';
import { firmsSource } from './source.ts';

/** After these the job begins anew in an empty folder. */
const unusable: ReadonlySet<string> = new Set([
  'fusion.source_changed',
  'fusion.job_sealed',
  'fusion.job_damaged',
]);

/** A key is the only thing an intersection reads. */
const fieldsRead: readonly string[] = ['uscc'];

/**
 * A party's part in an intersection. The job's id is the session, whatever the attempt: parts that both sides have finished are kept
 * when it is run again. The receipt stands in the log before the first key leaves, since fusion tells matches part by part.
 */
export async function runIntersection({ ctx, job, mesh }: Omit<Session, 'dealer'>): Promise<Json> {
  const meter = stageMeter(ctx.clock, [...mesh.channels.values()]);
  meter.enter('agree');
  const options = await optionsOf(ctx, job);
  await logReceiptOnce(ctx, job, options.plan);
  const total = await ctx.store.data.count(options.product);
  const { product: _product, ...running } = options;
  const outcome = await runIntersectionJob(
    { ...mesh, session: job.job },
    {
      ...running,
      onProgress: (progress) => {
        meter.enter(progress.stage);
        const { done, of } = progressOf(progress, total);
        mesh.progress(progress.stage, done, of);
      },
    },
  ).catch(async (error: unknown) => {
    if (unusable.has(codeOf(error))) await ctx.work.remove(job.job);
    throw error;
  });
  if (outcome.kind === 'refused') {
    // Both sides know it by now; neither is to learn of the other's channel first.
    await Promise.all([...mesh.channels.values()].map((channel) => channel.close()));
    return fail(outcome.code, `The plan does not allow ${outcome.party} a table of ${outcome.rows} rows.`);
  }
  if (outcome.kind === 'withheld') return fail(outcome.code, 'The two parties have too few firms in common.');
  await ctx.work.remove(job.job);
  return resultOf(outcome, meter.end());
}

type Options = Pick<JobOptions, 'plan' | 'source' | 'result' | 'folder' | 'seal' | 'random'> & {
  readonly product: string;
};

/** What fusion needs of this party, the same after a restart. */
export async function optionsOf(ctx: NodeContext, job: Body<'job'>): Promise<Options> {
  const { plan, product } = await ownPart(ctx.store, ctx.party, job);
  if (plan.kind !== 'intersection') return fail('proposal.changed', 'The computation is no intersection.');
  const own = plan.sides.find(({ party }) => party === ctx.party);
  return {
    plan,
    product,
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

function progressOf(
  { stage, rows, shards, elements }: JobProgress,
  total: number,
): { done: number; of: number } {
  if (stage === 'read') return { done: Math.min(rows, total), of: total };
  return stage === 'intersect' ? (elements ?? shards) : { done: 0, of: 1 };
}

/** What a job's result says of an intersection. */
export function resultOf(report: JobReport, stages: readonly MeteredStage[]): Json {
  const { rows, usable, unusable, duplicates, peerRows, common, written, protocol, reason } = report;
  return {
    rows,
    usable,
    unusable: unusable as unknown as Json,
    duplicates,
    peerRows,
    common: common ?? null,
    written: written ?? null,
    protocol,
    why: reason,
    stages: stages as unknown as Json,
  };
}
