import { align, type BinnedFeature, type Binning, binOf, fitBinning, trainParty } from '@finharbor/fusion';
import { fail, type Json, sha256 } from '@finharbor/kernel';
import type { Field } from './documents.ts';
import { sessionLedger, trainingPlanOf } from './fusion-plan.ts';
import { logReceipt } from './receipts.ts';
import type { Session } from './run-job.ts';
import type { Row } from './store.ts';
import { type TrainingTerms, termsOf } from './training-terms.ts';

/** A party's part in a training: align, bin, train on shares; the receipt stands in the log before the last message leaves. */
export async function runTraining({ ctx, job, mesh, dealer }: Session): Promise<Json> {
  const terms = termsOf(job.plan);
  const product =
    terms.sources[ctx.party] ?? fail('job.malformed', 'The plan names no data set of this party.');
  const fields = terms.features[ctx.party] ?? [];
  const rows = await usableRows(ctx.store, product);
  const { rows: handles, sizes } = await align(mesh, { ids: [...rows.keys()], random: ctx.random });
  const own = [...rows.values()];
  const aligned = Array.from(handles, (at) => own[at]!);
  const { binnings, features } = binAll(fields, aligned, terms.smallestGroup);
  const plan = trainingPlanOf(job);
  const trained = await trainParty(mesh, dealer, {
    plan,
    rows: {
      count: aligned.length,
      features,
      ...(plan.labelHolder === ctx.party ? { outcome: outcomeOf(terms, aligned) } : {}),
    },
    ledger: sessionLedger(ctx.store),
    clock: ctx.clock,
    beforeLast: async (digest) => {
      await logReceipt(ctx, job, { digest, fields: fields.map(({ name }) => name) });
    },
  });
  const report = (trained.report ?? null) as unknown as Json;
  await ctx.store.results.putModel({
    id: job.session,
    jobId: job.job,
    contractId: job.contract,
    share: trained.share as unknown as Json,
    binnings: binnings as unknown as Json,
    report,
  });
  return {
    model: job.session,
    rows: aligned.length,
    sizes: Object.fromEntries(sizes),
    points: plan.points,
    report,
    stages: trained.stages as unknown as Json,
  };
}

/** A party's rows without the firms that have withdrawn. */
async function usableRows(
  store: Session['ctx']['store'],
  product: string,
): Promise<ReadonlyMap<string, Row>> {
  const [rows, withdrawals] = await Promise.all([
    store.data.rows(product),
    store.documents.find('withdrawal'),
  ]);
  const gone = new Set(withdrawals.map(({ body }) => body.uscc));
  return new Map([...rows].filter(([uscc]) => !gone.has(uscc)));
}

/** Bins are fitted on the aligned rows, by this party alone, without any label. */
function binAll(fields: readonly Field[], rows: readonly Row[], minRows: number) {
  const binnings: { [field: string]: Binning } = {};
  const features = fields.map(({ name, kind }): BinnedFeature => {
    const column = rows.map((row) => row[name] ?? null);
    const binning = fitBinning(column, { kind, minRows });
    binnings[name] = binning;
    const bin = Uint8Array.from(column, (value) => binOf(binning, value));
    return { feature: name, bins: binning.labels.length, bin };
  });
  return { binnings, features };
}

function outcomeOf(terms: TrainingTerms, rows: readonly Row[]) {
  return {
    label: Uint8Array.from(rows, (row) => Number(row[terms.label])),
    fold: Uint8Array.from(rows, (row) => foldOf(terms, String(row[terms.foldKey]))),
    period: Uint8Array.from(rows, (row) => (Number(row[terms.period]) >= terms.outOfTimeFrom ? 1 : 0)),
  };
}

/** The fold of a row: floor(folds · u), u the first 32 bits of SHA-256("seed:key") as a fraction. */
function foldOf({ foldSeed, folds }: TrainingTerms, key: string): number {
  const digest = sha256(`${foldSeed}:${key}`);
  return Math.floor((new DataView(digest.buffer).getUint32(0) / 2 ** 32) * folds);
}
