import {
  type IntersectionPlan,
  type JobOptions,
  type JobProgress,
  planDigest,
  runIntersectionJob,
  type Source,
} from '@finharbor/fusion';
import { codeOf, fail, type Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import { partyNames } from '../party-names.ts';
import { logReceipt } from '../receipts.ts';
import type { Session } from '../run-session.ts';
import { stageMeter } from '../stage-meter.ts';
import { ownPart } from './find.ts';
import { resultOf, withheldResult } from './intersection-outcome.ts';
import { operationOf } from './intersection-terms.ts';
import { numbersSource } from './numbers-source.ts';
import { firmsSource } from './source.ts';

/** After these the job begins anew in an empty folder. */
const unusable: ReadonlySet<string> = new Set([
  'fusion.source_changed',
  'fusion.job_sealed',
  'fusion.job_damaged',
]);

/**
 * A party's part in an intersection. The job's id is the session, whatever the attempt: parts that both sides have finished are kept
 * when it is run again. The receipt stands in the log before the first key leaves, since fusion tells matches part by part.
 */
export async function runIntersection(session: Omit<Session, 'dealer'>): Promise<Json> {
  const { ctx, job, mesh } = session;
  const meter = stageMeter(ctx.clock, [...mesh.channels.values()]);
  meter.enter('agree');
  const options = await optionsOf(ctx, job);
  await logReceiptOnce(session, options);
  const total = await ctx.store.data.count(options.product);
  const { product: _product, columns: _columns, ...running } = options;
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
    return fail(outcome.code, await refusalOf(ctx, options.plan, outcome));
  }
  await ctx.work.remove(job.job);
  const stages = meter.end();
  return outcome.kind === 'withheld'
    ? withheldResult(outcome.atLeast, stages)
    : resultOf(options.plan, outcome, stages);
}

async function refusalOf(
  ctx: NodeContext,
  { sides }: IntersectionPlan,
  { party, rows }: { readonly party: string; readonly rows: number },
): Promise<string> {
  const { fewestRows, mostRows } = sides.find((side) => side.party === party)!;
  const { en } = (await partyNames(ctx))(party);
  return `${en} has ${rows} usable rows; the plan asks for ${fewestRows} to ${mostRows}.`;
}

type Options = Pick<JobOptions, 'plan' | 'source' | 'result' | 'folder' | 'seal' | 'random'> & {
  readonly product: string;
  readonly columns: readonly string[];
};

/** What fusion needs of this party, the same after a restart. */
export async function optionsOf(ctx: NodeContext, job: Body<'job'>): Promise<Options> {
  const { plan, product, columns } = await ownPart(ctx.store, ctx.party, job);
  if (plan.kind !== 'intersection') return fail('proposal.changed', 'The computation is no intersection.');
  const own = plan.sides.find(({ party }) => party === ctx.party);
  return {
    plan,
    product,
    columns,
    source: sourceOf(ctx, plan, { product, job: job.job }),
    // Rows go into the database; fusion asks for the name of a file wherever there is a result.
    ...(own?.result === 'nothing' ? {} : { result: job.job }),
    folder: await ctx.work.folder(job.job),
    seal: ctx.work.seal,
    random: ctx.random,
  };
}

/** Whoever does not receive brings the numbers that are summed. */
function sourceOf(
  { store: { computations }, party }: NodeContext,
  plan: IntersectionPlan,
  { product, job }: { readonly product: string; readonly job: string },
): Source {
  const operation = operationOf(plan);
  return operation.kind === 'sum' && party !== plan.receiver
    ? numbersSource(computations, { product, column: operation.column })
    : firmsSource(computations, { product, job });
}

async function logReceiptOnce(
  session: Omit<Session, 'dealer'>,
  { plan, columns }: Pick<Options, 'plan' | 'columns'>,
): Promise<void> {
  const { ctx, job } = session;
  const [known] = await ctx.store.results.receipts({ limit: 1, jobId: job.job });
  if (!known) await logReceipt(session, { digest: planDigest(plan, job.job), fields: ['uscc', ...columns] });
}

function progressOf(
  { stage, rows, shards, elements }: JobProgress,
  total: number,
): { done: number; of: number } {
  if (stage === 'read') return { done: Math.min(rows, total), of: total };
  return stage === 'intersect' ? (elements ?? shards) : { done: 0, of: 1 };
}
