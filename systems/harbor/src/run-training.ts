import { align, type TrainedParty, trainParty } from '@finharbor/fusion';
import { fail, type Json } from '@finharbor/kernel';
import { sessionLedger, trainingPlanOf } from './fusion-plan.ts';
import { logReceipt } from './receipts.ts';
import type { Session } from './run-session.ts';
import { type RecordedTraining, recordOf, type TrainedOn } from './training/record.ts';
import { binAll, offsetOf, outcomeOf, usableRows } from './training/rows.ts';
import { settingsOf } from './training/settings.ts';
import { termsOf } from './training-terms.ts';

/** A party's part in a training: align, bin, train on shares; the receipt stands in the log before the last message leaves. */
export async function runTraining(session: Session): Promise<Json> {
  const { ctx, job, mesh, dealer } = session;
  const startedAtMs = ctx.clock.nowMs();
  const plan = trainingPlanOf(job);
  const { on, rows, sizes } = await ownPart(session);
  const trained = await trainParty(mesh, dealer, {
    plan,
    rows,
    ledger: sessionLedger(ctx.store),
    clock: ctx.clock,
    beforeLast: async (digest) => {
      await logReceipt(session, { digest, fields: on.features.map(({ feature }) => feature) });
    },
  });
  const salt = ctx.random.bytes(32);
  const endedAtMs = ctx.clock.nowMs();
  await keep(session, { plan, session: job.session, trained, on, salt, startedAtMs, endedAtMs });
  const labels = Object.entries(on.binnings).map(([feature, binning]) => [feature, binning.labels] as const);
  return {
    model: job.session,
    rows: rows.count,
    sizes: Object.fromEntries(sizes),
    points: plan.points,
    report: reportOf(trained),
    opened: (trained.model ?? null) as unknown as Json,
    labels: Object.fromEntries(labels) as unknown as Json,
    stages: trained.stages as unknown as Json,
  };
}

/** This party's rows of the firms that all parties hold, as bins, in the order all of them share. */
async function ownPart({ ctx, job, mesh }: Session) {
  const terms = termsOf(job.plan);
  const source =
    terms.sources[ctx.party] ?? fail('job.malformed', 'The plan names no data set of this party.');
  const usable = await usableRows(ctx.store, source);
  const { rows: handles, sizes } = await align(mesh, { ids: [...usable.keys()], random: ctx.random });
  const [firms, own] = [[...usable.keys()], [...usable.values()]];
  const aligned = Array.from(handles, (at) => own[at]!);
  const binned = binAll(terms.features[ctx.party] ?? [], aligned, terms.smallestGroup);
  const on: TrainedOn = {
    ...{ party: ctx.party, source, firms: Array.from(handles, (at) => firms[at]!) },
    ...binned,
  };
  const { offset } = settingsOf(job.plan) ?? {};
  const isConsumer = job.roster[0] === ctx.party;
  const rows = {
    ...{ count: aligned.length, features: binned.features },
    ...(isConsumer && { outcome: outcomeOf(terms, aligned) }),
    ...(isConsumer && offset !== undefined && { offset: offsetOf(offset, aligned) }),
  };
  return { on, rows, sizes };
}

async function keep({ ctx, job }: Session, recorded: RecordedTraining): Promise<void> {
  const { trained, on, salt } = recorded;
  await ctx.store.results.putModel({
    id: job.session,
    jobId: job.job,
    contractId: job.contract,
    share: trained.share as unknown as Json,
    binnings: on.binnings as unknown as Json,
    report: reportOf(trained),
    record: recordOf(recorded) as unknown as Json,
    recordSalt: Buffer.from(salt).toString('hex'),
  });
}

/** What the label holder learned besides the model, which stands by itself; null at every other party. */
function reportOf({ report }: TrainedParty): Json {
  if (!report) return null;
  const { model: _opened, ...figures } = report;
  return figures as unknown as Json;
}
