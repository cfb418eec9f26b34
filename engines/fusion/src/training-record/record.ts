import { fail } from '@finharbor/kernel';
import { z } from 'zod';
import { type Bilingual, leakageStatement } from '../scorecard/disclosures.ts';
import type { Figures } from '../scorecard/metrics.ts';
import { planDigest, ridgeOf, type TrainingPlan } from '../scorecard/plan.ts';
import type { TrainingReport } from '../scorecard/report.ts';
import type { TrainedParty } from '../scorecard/train.ts';
import { clauses } from './clauses.ts';
import {
  contents,
  type RecordedContents,
  type RecordedData,
  type RecordedFeature,
  type RecordedFigures,
} from './entries.ts';
import {
  type EntryOf,
  entriesOf,
  entriesSchema,
  type RecordedCircumstances,
  readRecord,
  withDigest,
} from './form.ts';

/** An entry of a training record. */
export type RecordEntry = EntryOf<RecordedContents>;

/** The record of one training; `digest` is SHA-256 over the canonical JSON of all the rest. */
export type TrainingRecord = {
  readonly version: 1;
  readonly standard: 'JR/T 0221-2021';
  readonly model: string;
  readonly labelHolder: string;
  readonly entries: readonly RecordEntry[];
  readonly digest: string;
};

/** What one party knows after a training, and what is said of the parties' data, its own among them. */
export type TrainingRecordInput = RecordedCircumstances<RecordedData> & {
  readonly plan: TrainingPlan;
  /** The training's session, which is the model's id. */
  readonly session: string;
  /** The label holder's alone: what rests on it stands in no other party's record. */
  readonly report?: TrainingReport | undefined;
  readonly trained: Pick<TrainedParty, 'stages' | 'opened' | 'share' | 'model'>;
};

const objective: Bilingual = {
  en: 'Log-likelihood of a logistic regression on weights of evidence, less ridge/2 times the squared coefficients without the intercept.',
  zh: '以证据权重为自变量的逻辑回归对数似然，减去岭系数的一半乘以（不含截距的）系数平方和。',
};

const protocol =
  'additive secret sharing with dealt randomness (Beaver 1991; SecureML 2017), semi-honest, all parties but one; docs/crypto.md, Training';

/**
 * The record that JR/T 0221-2021 asks of an algorithm's training, entry by entry, as far as the party that writes it knows: accuracy and
 * information values are the label holder's. Pure: equal input gives an equal digest. Of the standard only its table of contents up to 7.3,
 * the list of what 6.4 has recorded and the names of its four aspects could be checked; its demands on accuracy and performance and
 * whatever 7.4 says could not, so this claims no conformity. Not recorded, as no computation knows it: operators, storage media, scripts,
 * deployment (6.4), internal control (6.5).
 */
export function trainingRecord(input: TrainingRecordInput): TrainingRecord {
  const { plan, session } = input;
  return withDigest({
    ...({ version: 1, standard: 'JR/T 0221-2021', model: session } as const),
    labelHolder: plan.labelHolder,
    entries: entriesOf<RecordedContents>(clauses, contentsOf(input)),
  });
}

/** A training record as zod: its shape, not its digest. */
export const trainingRecordSchema: z.ZodType<TrainingRecord> = z.strictObject({
  version: z.literal(1),
  standard: z.literal('JR/T 0221-2021'),
  model: z.string(),
  labelHolder: z.string(),
  entries: entriesSchema<RecordedContents>(contents),
  digest: z.string(),
});

/** Reads a training record back. Errors: `fusion.bad_record` where a field is wrong or the digest is another's. */
export function readTrainingRecord(json: unknown): TrainingRecord {
  return readRecord(trainingRecordSchema, json);
}

function contentsOf(input: TrainingRecordInput): Partial<RecordedContents> {
  const { plan, session, report, trained, data, versions, startedAtMs, endedAtMs } = input;
  const { ridge, even } = { ridge: ridgeOf(plan), even: { good: 1, bad: 1 } };
  return {
    objective: {
      ...{ function: objective, ridge, classWeights: plan.classWeights ?? even },
      ...{ offsetHolder: plan.offsetHolder ?? null, kept: plan.kept ?? even },
    },
    protection: { protocol, leakage: leakageStatement(plan), opened: trained.opened },
    libraries: { versions },
    data: { parties: data },
    process: {
      planDigest: Buffer.from(planDigest(plan, session)).toString('hex'),
      ...{ plan, startedAtMs, endedAtMs },
      steps: plan.leadSteps + plan.steps,
    },
    features: { features: featuresOf(input) },
    coefficients: { coefficients: signed(trained) },
    ...(report && { accuracy: accuracyOf(report, input) }),
    performance: {
      rows: rowsOf(input),
      stages: trained.stages.map(({ stage, ms, bytesSent, bytesReceived }) => {
        return { stage, ms, bytesSent, bytesReceived };
      }),
    },
  };
}

function featuresOf({ plan, report, trained, labels }: TrainingRecordInput): RecordedFeature[] {
  const all = plan.parties.flatMap((party) =>
    trained.share.features[party]!.map((shape) => ({ party, ...shape })),
  );
  return all.map(({ party, feature, bins }, at) => {
    const [iv, named] = [report?.features[at]?.iv, labels[party]?.[feature]];
    return { party, feature, bins, ...(iv !== undefined && { iv }), ...(named && { labels: named }) };
  });
}

function rowsOf({ data, trained: { share } }: TrainingRecordInput): number {
  const own = data.find(({ party }) => party === share.party);
  return own?.rows ?? fail('fusion.bad_record', 'A record needs what its own party says of its data.');
}

function accuracyOf(
  { joint, offices, alone }: TrainingReport,
  { psi, brier }: TrainingRecordInput,
): RecordedContents['accuracy'] {
  return {
    joint: withDeviations(joint),
    offices: withDeviations(offices),
    alone: withDeviations(alone),
    ...{ psi: psi ?? null, brier: brier ?? null },
  };
}

// Weights of evidence rise with defaults, so every coefficient is expected to be positive; the intercept may be anything.
function signed({ model }: Pick<TrainedParty, 'model'>): RecordedContents['coefficients']['coefficients'] {
  if (!model?.coefficients) return null;
  return model.coefficients.map((one) => ({
    ...one,
    signAsExpected: one.feature === '' ? null : one.value > 0,
  }));
}

function withDeviations(figures: Figures): RecordedFigures {
  return {
    ...figures,
    aucDeviation: deviation(figures.aucByFold),
    ksDeviation: deviation(figures.ksByFold),
  };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
