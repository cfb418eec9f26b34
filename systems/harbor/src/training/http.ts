import {
  type Binning,
  type OpenedModel,
  readTrainingRecord,
  scorecardPmml,
  type TrainingRecord,
} from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import { namesAt } from '../paper/names.ts';
import { recordPaper } from '../paper/record-paper.ts';
import type { StoredModel } from '../store.ts';
import {
  getScorecardPmml,
  getTrainingRecord,
  getTrainingRecordPaper,
  getTrainingStatement,
} from './routes.ts';
import { statementUnder } from './statement.ts';

/** A node's endpoints about trainings: what one would tell, and what a finished one leaves. */
export function trainingEndpoints(ctx: NodeContext, printer: Printer): readonly Endpoint[] {
  return [
    endpoint(getTrainingStatement, async ({ params, query }) => ({
      status: 200,
      body: { leakage: await statementUnder(ctx, params.id, query.opened) },
    })),
    endpoint(getTrainingRecord, async ({ params }) => ({
      status: 200,
      body: await recordAt(ctx, params.id),
    })),
    endpoint(getTrainingRecordPaper, async ({ params, query: { language } }) => {
      const record = await recordAt(ctx, params.id);
      return printed(printer, recordPaper(record, language, await namesAt(ctx, language)));
    }),
    endpoint(getScorecardPmml, async ({ params }) => ({
      status: 200,
      body: new TextEncoder().encode(await pmmlAt(ctx, params.id)),
    })),
  ];
}

/** Errors: `job.not_found`, `job.not_done`, `record.not_found`. */
async function recordAt(ctx: NodeContext, jobId: string): Promise<TrainingRecord> {
  const record = (await trainedAt(ctx, jobId)).model?.record;
  return record
    ? readTrainingRecord(record)
    : fail(
        'record.not_found',
        'This party keeps no record of that job: it is no training, or one from before records.',
      );
}

async function pmmlAt(ctx: NodeContext, jobId: string): Promise<string> {
  const { model, opened } = await trainedAt(ctx, jobId);
  if (!model) fail('model.not_found', 'This job left no model at this party.');
  const binnings = { [ctx.party]: model.binnings as unknown as Record<string, Binning> };
  return scorecardPmml({ name: model.id, points: opened?.points, binnings });
}

/** The model of a job's finished attempt, and what was opened of it here. */
async function trainedAt(
  ctx: NodeContext,
  jobId: string,
): Promise<{ readonly model: StoredModel | undefined; readonly opened: OpenedModel | undefined }> {
  const job =
    (await ctx.store.jobs.get(jobId)) ?? fail('job.not_found', 'There is no such job at this node.');
  if (job.status !== 'done') fail('job.not_done', 'The job has no result yet.');
  const { opened } = (job.result ?? {}) as { readonly opened?: OpenedModel | null };
  return { model: await ctx.store.results.model(job.session), opened: opened ?? undefined };
}
