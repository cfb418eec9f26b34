import { z } from 'zod';
import { boostingStatement } from '../boosting/disclosures.ts';
import type { BoostingPlan } from '../boosting/plan.ts';
import type { BoostedParty } from '../boosting/train.ts';
import type { Bilingual } from '../scorecard/disclosures.ts';
import { planDigest } from '../scorecard/plan.ts';
import type { RecordedData } from './entries.ts';
import {
  type EntryOf,
  entriesOf,
  entriesSchema,
  type RecordedCircumstances,
  readRecord,
  withDigest,
} from './form.ts';
import { type RecordedTreesContents, treesClauses, treesContents } from './trees-entries.ts';

/** An entry of a record of trees. */
export type TreesRecordEntry = EntryOf<RecordedTreesContents>;

/** The record of one boosting; `digest` is SHA-256 over the canonical JSON of all the rest. */
export type TreesTrainingRecord = {
  readonly version: 1;
  readonly standard: 'JR/T 0221-2021';
  readonly kind: 'boosted-trees';
  readonly model: string;
  readonly labelHolder: string;
  readonly entries: readonly TreesRecordEntry[];
  readonly digest: string;
};

/** What a party knows after a boosting, and what the parties say of their data. */
export type TreesRecordInput = RecordedCircumstances<RecordedData> & {
  readonly plan: BoostingPlan;
  readonly boosted: BoostedParty;
};

const objective: Bilingual = {
  en: 'Logistic loss of the sum of trees, each by its second-order approximation at the scores before it, plus ridge/2 times the squared leaves.',
  zh: '各树得分之和的对数损失，每棵树采用其之前得分处的二阶近似，加上岭系数的一半乘以叶节点取值的平方和。',
};

const protocol =
  'additive secret sharing with dealt randomness, questions told to their holders (Fang et al. 2021; Beaver 1991), semi-honest, all parties but one; docs/crypto.md, Boosted trees';

/**
 * The record that JR/T 0221-2021 asks of an algorithm's training for boosted trees, entry by entry, as the writing party can give it: null
 * where something was not opened to it or not measured. Pure: equal input gives an equal digest. How much of the standard could be
 * checked is said at `trainingRecord`; this claims no conformity either.
 */
export function treesTrainingRecord(input: TreesRecordInput): TreesTrainingRecord {
  const { plan, boosted } = input;
  return withDigest({
    ...({ version: 1, standard: 'JR/T 0221-2021', kind: 'boosted-trees' } as const),
    ...{ model: boosted.share.model, labelHolder: plan.labelHolder },
    entries: entriesOf<RecordedTreesContents>(treesClauses, contentsOf(input)),
  });
}

const schema: z.ZodType<TreesTrainingRecord> = z.strictObject({
  version: z.literal(1),
  standard: z.literal('JR/T 0221-2021'),
  kind: z.literal('boosted-trees'),
  ...{ model: z.string(), labelHolder: z.string(), digest: z.string() },
  entries: entriesSchema<RecordedTreesContents>(treesContents),
});

/** Reads a record of trees back. Errors: `fusion.bad_record` where a field is wrong or the digest is another's. */
export function readTreesTrainingRecord(json: unknown): TreesTrainingRecord {
  return readRecord(schema, json);
}

function contentsOf(input: TreesRecordInput): RecordedTreesContents {
  const { plan, boosted, data, labels, versions, startedAtMs, endedAtMs } = input;
  const { share, opened, figures, plainTrees, rows, stages } = boosted;
  const { ridge, learningRate, baseLogit, depth, classWeights } = plan;
  return {
    objective: {
      ...{ function: objective, ridge, learningRate, baseLogit, depth },
      classWeights: classWeights ?? { negative: 1, positive: 1 },
    },
    protection: { protocol, leakage: boostingStatement(plan), opened },
    libraries: { versions },
    data: { parties: data },
    process: {
      planDigest: Buffer.from(planDigest(plan, share.model)).toString('hex'),
      ...{ plan, startedAtMs, endedAtMs, trees: share.trees },
    },
    features: { features: featuresOf(boosted, labels) },
    trees: { trees: plainTrees ?? null },
    accuracy: { heldOut: figures ?? null, psi: input.psi ?? null, brier: input.brier ?? null },
    performance: {
      rows,
      stages: stages.map(({ stage, ms, bytesSent, bytesReceived }) => {
        return { stage, ms, bytesSent, bytesReceived };
      }),
    },
  };
}

function featuresOf(
  { features, importance }: BoostedParty,
  labels: TreesRecordInput['labels'],
): RecordedTreesContents['features']['features'] {
  return features.map(({ party, feature, bins }) => {
    const named = labels[party]?.[feature];
    const of = importance?.find((one) => one.party === party && one.feature === feature);
    return {
      ...{ party, feature, bins },
      ...(named && { labels: named }),
      importance: of ? { splits: of.splits, gain: of.gain, cover: of.cover } : null,
    };
  });
}
