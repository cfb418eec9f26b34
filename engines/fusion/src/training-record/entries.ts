import { z } from 'zod';
import type { Bilingual } from '../scorecard/disclosures.ts';
import type { Figures } from '../scorecard/metrics.ts';
import type { ScorecardCoefficient } from '../scorecard/opened-model.ts';

/** What one party brought: how many rows, a hash that binds it to them, and what else it says of them. */
export type RecordedData = {
  readonly party: string;
  readonly rows: number;
  /** SHA-256 in hex of the party's rows and bins, salted as its holder does. */
  readonly commitment: string;
  readonly source?: string | undefined;
  readonly obtainedAtMs?: number | undefined;
  readonly sampling?: string | undefined;
};

/** A feature: its information value where the party that writes knows it, and what its holder calls the bins where it says so. */
export type RecordedFeature = {
  readonly party: string;
  readonly feature: string;
  readonly bins: number;
  readonly iv?: number | undefined;
  readonly labels?: readonly string[] | undefined;
};

/** How well one model separates, and how much its folds differ. */
export type RecordedFigures = Figures & { readonly aucDeviation: number; readonly ksDeviation: number };

/** What one stage took. */
export type RecordedStage = {
  readonly stage: string;
  readonly ms: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
};

/** What entries say, by subject. */
export type RecordedContents = {
  readonly objective: {
    readonly function: Bilingual;
    readonly ridge: number;
    readonly classWeights: { readonly good: number; readonly bad: number };
    readonly offsetHolder: string | null;
    readonly kept: { readonly good: number; readonly bad: number };
  };
  readonly protection: {
    readonly protocol: string;
    readonly leakage: Bilingual;
    readonly opened: readonly { readonly label: string; readonly count: number }[];
  };
  readonly libraries: { readonly versions: Readonly<Record<string, string>> };
  readonly data: { readonly parties: readonly RecordedData[] };
  readonly process: {
    readonly planDigest: string;
    readonly plan: Readonly<Record<string, unknown>>;
    readonly startedAtMs: number;
    readonly endedAtMs: number;
    readonly steps: number;
  };
  readonly features: { readonly features: readonly RecordedFeature[] };
  /** Null where the plan opens the coefficients to nobody. */
  readonly coefficients: {
    readonly coefficients:
      | readonly (ScorecardCoefficient & { readonly signAsExpected: boolean | null })[]
      | null;
  };
  readonly accuracy: {
    readonly joint: RecordedFigures;
    readonly offices: RecordedFigures;
    readonly alone: RecordedFigures;
    /** Null where it was not measured. */
    readonly psi: number | null;
    readonly brier: number | null;
  };
  readonly performance: { readonly rows: number; readonly stages: readonly RecordedStage[] };
};

const bilingual = z.strictObject({ en: z.string(), zh: z.string() });
const shares = z.strictObject({ good: z.number(), bad: z.number() });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().optional();
const separation = { auc: z.number(), ks: z.number() };
const figures = z.strictObject({
  ...separation,
  aucByFold: z.array(z.number()),
  ksByFold: z.array(z.number()),
  outOfTime: z.strictObject(separation),
  aucDeviation: z.number(),
  ksDeviation: z.number(),
});
const feature = { party: z.string(), feature: z.string() };
const wald = { value: z.number(), standardError: z.number(), z: z.number(), p: z.number() };

/** The same as zod, field by field. */
export const contents: { readonly [K in keyof RecordedContents]: z.ZodType<RecordedContents[K]> } = {
  objective: z.strictObject({
    function: bilingual,
    ridge: z.number(),
    classWeights: shares,
    offsetHolder: z.string().nullable(),
    kept: shares,
  }),
  protection: z.strictObject({
    protocol: z.string(),
    leakage: bilingual,
    opened: z.array(z.strictObject({ label: z.string(), count: z.int() })),
  }),
  libraries: z.strictObject({ versions: z.record(z.string(), z.string()) }),
  data: z.strictObject({
    parties: z.array(
      z.strictObject({
        ...{ party: z.string(), rows: z.int(), commitment: hash },
        ...{ source: text, obtainedAtMs: z.number().optional(), sampling: text },
      }),
    ),
  }),
  process: z.strictObject({
    planDigest: hash,
    plan: z.record(z.string(), z.unknown()),
    startedAtMs: z.number(),
    endedAtMs: z.number(),
    steps: z.int(),
  }),
  features: z.strictObject({
    features: z.array(
      z.strictObject({
        ...{ ...feature, bins: z.int(), iv: z.number().optional() },
        labels: z.array(z.string()).optional(),
      }),
    ),
  }),
  coefficients: z.strictObject({
    coefficients: z
      .array(z.strictObject({ ...feature, ...wald, signAsExpected: z.boolean().nullable() }))
      .nullable(),
  }),
  accuracy: z.strictObject({
    ...{ joint: figures, offices: figures, alone: figures },
    ...{ psi: z.number().nullable(), brier: z.number().nullable() },
  }),
  performance: z.strictObject({
    rows: z.int(),
    stages: z.array(
      z.strictObject({
        ...{ stage: z.string(), ms: z.number() },
        ...{ bytesSent: z.number(), bytesReceived: z.number() },
      }),
    ),
  }),
};
