import { z } from 'zod';
import type { FeatureImportance } from '../boosting/importance.ts';
import type { OpenedTrees } from '../boosting/open-trees.ts';
import type { Bilingual } from '../scorecard/disclosures.ts';
import { type Clause, clauses } from './clauses.ts';
import { contents, type RecordedContents } from './entries.ts';

/** A feature: what its holder calls the bins where it says so, and what it contributes where the plan opens it. */
export type RecordedTreeFeature = {
  readonly party: string;
  readonly feature: string;
  readonly bins: number;
  readonly labels?: readonly string[] | undefined;
  readonly importance: Pick<FeatureImportance, 'splits' | 'gain' | 'cover'> | null;
};

/** What entries of a record of boosted trees say, by subject; those not named here say what a scorecard's say. */
export type RecordedTreesContents = Pick<
  RecordedContents,
  'protection' | 'libraries' | 'data' | 'performance'
> & {
  readonly objective: {
    readonly function: Bilingual;
    readonly ridge: number;
    readonly learningRate: number;
    readonly baseLogit: number;
    readonly depth: number;
    readonly classWeights: { readonly negative: number; readonly positive: number };
  };
  readonly process: {
    readonly planDigest: string;
    readonly plan: Readonly<Record<string, unknown>>;
    readonly startedAtMs: number;
    readonly endedAtMs: number;
    /** How many trees were kept. */
    readonly trees: number;
  };
  readonly features: { readonly features: readonly RecordedTreeFeature[] };
  /** Null where the plan opens the trees to nobody here. */
  readonly trees: { readonly trees: OpenedTrees | null };
  readonly accuracy: {
    /** Null where no rows were held out, or their figures go to others. */
    readonly heldOut: { readonly auc: number; readonly ks: number } | null;
    /** Null where it was not measured. */
    readonly psi: number | null;
    readonly brier: number | null;
  };
};

const { objective, protection, libraries, data, process, features, coefficients, ...results } = clauses;

/** Every subject of a record of trees, in the order of the standard's chapters. */
export const treesClauses: { readonly [K in keyof RecordedTreesContents]: Clause } = {
  ...{ objective, protection, libraries, data, process, features },
  trees: {
    ...coefficients,
    heading: { en: 'Interpretability: modelling, trees', zh: '可解释性：建模过程（树结构与叶节点）' },
  },
  ...results,
};

const feature = { party: z.string(), feature: z.string() };
const importance = z.strictObject({ splits: z.int(), gain: z.number(), cover: z.number() });

/** The same as zod, field by field. */
export const treesContents: {
  readonly [K in keyof RecordedTreesContents]: z.ZodType<RecordedTreesContents[K]>;
} = {
  objective: z.strictObject({
    function: z.strictObject({ en: z.string(), zh: z.string() }),
    ...{ ridge: z.number(), learningRate: z.number(), baseLogit: z.number(), depth: z.int() },
    classWeights: z.strictObject({ negative: z.number(), positive: z.number() }),
  }),
  protection: contents.protection,
  libraries: contents.libraries,
  data: contents.data,
  process: z.strictObject({
    planDigest: z.string().regex(/^[0-9a-f]{64}$/),
    plan: z.record(z.string(), z.unknown()),
    ...{ startedAtMs: z.number(), endedAtMs: z.number(), trees: z.int() },
  }),
  features: z.strictObject({
    features: z.array(
      z.strictObject({
        ...{ ...feature, bins: z.int() },
        labels: z.array(z.string()).optional(),
        importance: importance.nullable(),
      }),
    ),
  }),
  trees: z.strictObject({
    trees: z
      .strictObject({
        ...{ base: z.number(), depth: z.int() },
        features: z.array(z.strictObject({ ...feature, bins: z.int() })),
        trees: z.array(
          z.strictObject({
            questions: z.array(z.strictObject({ ...feature, bin: z.int() })),
            leaves: z.array(z.number()),
          }),
        ),
      })
      .nullable(),
  }),
  accuracy: z.strictObject({
    heldOut: z.strictObject({ auc: z.number(), ks: z.number() }).nullable(),
    ...{ psi: z.number().nullable(), brier: z.number().nullable() },
  }),
  performance: contents.performance,
};
