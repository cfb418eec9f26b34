import type { ScorecardCoefficient, ScorecardPoints } from '@finharbor/fusion';
import { z } from 'zod';
import type { Bilingual } from './documents.ts';

type Stages = readonly {
  readonly stage: string;
  readonly ms: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}[];
type Separation = { readonly auc: number; readonly ks: number };
type Figures = Separation & { readonly outOfTime: Separation };
type Curve = readonly { readonly threshold: number; readonly bad: number; readonly good: number }[];

/** What a party learned from a training, as far as people are shown it; `report` is null at every party but the consumer. */
export type TrainingResult = {
  readonly rows: number;
  readonly points?: { readonly score: number; readonly odds: number; readonly pdo: number } | undefined;
  readonly report: {
    readonly joint: Figures;
    readonly offices: Figures;
    readonly alone: Figures;
    readonly roc: { readonly joint: Curve; readonly offices: Curve };
    readonly features: readonly {
      readonly party: string;
      readonly feature: string;
      readonly iv: number;
      readonly bins: readonly {
        readonly woe: number;
        readonly bad?: number | undefined;
        readonly good?: number | undefined;
      }[];
    }[];
  } | null;
  /** What the plan opened of the scorecard to this party; null where nothing. */
  readonly opened?:
    | {
        readonly points?: ScorecardPoints | undefined;
        readonly coefficients?: readonly ScorecardCoefficient[] | undefined;
      }
    | null
    | undefined;
  /** What this party's own bins are, by feature. */
  readonly labels?: { readonly [feature: string]: readonly string[] } | undefined;
  readonly stages: Stages;
};

/** What a score's consumer learned; the other parties learned nothing. */
export type ScoreResult = { readonly points: number; readonly reasons: readonly Bilingual[] };

/** Sum and mean of a column over the firms both have, in the column's own unit; `bins` are the values between `edges`, one more than these. */
export type IntersectionSum = {
  readonly field: string;
  readonly decimals: number;
  readonly total: number;
  readonly mean: number;
  readonly edges: readonly number[];
  readonly bins: readonly number[];
};

/** What one party learned from an intersection. `common`, `written` and `sum` are null where the plan tells it none. */
export type IntersectionResult = {
  /** Rows where it does not say, as before there were figures. */
  readonly asked?: 'rows' | 'count' | 'sum' | undefined;
  readonly rows: number;
  readonly usable: number;
  /** Own rows left out, by fault of their key; `rows` numbers the first of them from 0, in the order of the firms' codes. */
  readonly unusable: readonly {
    readonly fault: string;
    readonly count: number;
    readonly rows: readonly number[];
  }[];
  readonly duplicates: number;
  readonly peerRows: number;
  readonly common: number | null;
  readonly written: number | null;
  readonly sum?: IntersectionSum | null | undefined;
  readonly protocol: string;
  readonly why?: Bilingual | undefined;
  readonly stages: Stages;
};

/** An intersection that told nobody anything, for fewer firms than `atLeast` are common. */
export type WithheldResult = { readonly withheld: { readonly atLeast: number }; readonly stages: Stages };

type Named = { readonly name: string; readonly noise?: readonly number[] | undefined };

/**
 * One statistic as its recipient learned it, numbers in the plan's whole units: a column of two decimals counts in hundredths.
 * What is missing, or null in a list, is withheld or does not exist.
 */
export type StatisticsAnswer =
  | (Named & {
      readonly kind: 'groups';
      readonly cells: readonly {
        readonly groups: readonly number[];
        readonly rows?: number | undefined;
        /** A whole number as text. */
        readonly sum?: string | undefined;
        readonly mean?: number | undefined;
        readonly variance?: number | undefined;
      }[];
    })
  | (Named & {
      readonly kind: 'correlation';
      readonly rows?: number | undefined;
      readonly r?: number | undefined;
    })
  | (Named & {
      readonly kind: 'woe';
      readonly bins: readonly {
        readonly good?: number | undefined;
        readonly bad?: number | undefined;
        readonly woe?: number | undefined;
      }[];
      readonly iv?: number | undefined;
    })
  | (Named & {
      readonly kind: 'quantiles';
      readonly counts: readonly (number | null)[];
      readonly quantiles?:
        | readonly {
            readonly at: number;
            readonly above?: number | undefined;
            readonly upTo?: number | undefined;
          }[]
        | undefined;
    });

/** What one party learned from a computation of statistics: the answers meant for it, or why there are none. */
export type StatisticsResult = {
  readonly rows: number;
  readonly results: readonly StatisticsAnswer[];
  /** Null where the contract has no budget. */
  readonly budget: { readonly spentMicro: number; readonly leftMicro: number } | null;
  /** `query` names the earlier computation, by proposal, whose rows differ from these by too few. */
  readonly refused?: { readonly code: string; readonly query?: string | undefined } | undefined;
  readonly stages: Stages;
};

const separation = { auc: z.number(), ks: z.number() };
const figures = z.object({ ...separation, outOfTime: z.object(separation) });
const curve = z.array(z.object({ threshold: z.number(), bad: z.number(), good: z.number() }));

const stages = z.array(
  z.object({ stage: z.string(), ms: z.number(), bytesSent: z.number(), bytesReceived: z.number() }),
);

const feature = { party: z.string(), feature: z.string() };
const opened = z.object({
  points: z
    .object({
      base: z.number(),
      features: z.array(z.object({ ...feature, points: z.array(z.number()) })),
    })
    .optional(),
  coefficients: z
    .array(
      z.object({
        ...feature,
        ...{ value: z.number(), standardError: z.number(), z: z.number(), p: z.number() },
      }),
    )
    .optional(),
});

/** A training's result, as zod: a job keeps it as plain JSON. */
export const trainingResult: z.ZodType<TrainingResult> = z.object({
  rows: z.number(),
  points: z.object({ score: z.number(), odds: z.number(), pdo: z.number() }).optional(),
  report: z
    .object({
      joint: figures,
      offices: figures,
      alone: figures,
      roc: z.object({ joint: curve, offices: curve }),
      features: z.array(
        z.object({
          party: z.string(),
          feature: z.string(),
          iv: z.number(),
          bins: z.array(
            z.object({ woe: z.number(), bad: z.number().optional(), good: z.number().optional() }),
          ),
        }),
      ),
    })
    .nullable(),
  opened: opened.nullish(),
  labels: z.record(z.string(), z.array(z.string())).optional(),
  stages,
});

/** A score's result, as zod. */
export const scoreResult: z.ZodType<ScoreResult> = z.strictObject({
  points: z.number(),
  reasons: z.array(z.strictObject({ en: z.string(), zh: z.string() })),
});

/** An intersection's result, as zod. */
export const intersectionResult: z.ZodType<IntersectionResult> = z.object({
  asked: z.enum(['rows', 'count', 'sum']).optional(),
  rows: z.number(),
  usable: z.number(),
  unusable: z.array(z.object({ fault: z.string(), count: z.number(), rows: z.array(z.number()) })),
  duplicates: z.number(),
  peerRows: z.number(),
  common: z.number().nullable(),
  written: z.number().nullable(),
  sum: z
    .object({
      field: z.string(),
      decimals: z.number(),
      total: z.number(),
      mean: z.number(),
      edges: z.array(z.number()),
      bins: z.array(z.number()),
    })
    .nullable()
    .optional(),
  protocol: z.string(),
  why: z.object({ en: z.string(), zh: z.string() }).optional(),
  stages,
});

/** An intersection that was withheld, as zod. */
export const withheldResult: z.ZodType<WithheldResult> = z.object({
  withheld: z.object({ atLeast: z.number() }),
  stages,
});

const named = { name: z.string(), noise: z.array(z.number()).optional() };
const figure = z.number().optional();
const statisticsAnswer: z.ZodType<StatisticsAnswer> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('groups'),
    ...named,
    cells: z.array(
      z.object({
        groups: z.array(z.number()),
        rows: figure,
        sum: z.string().optional(),
        mean: figure,
        variance: figure,
      }),
    ),
  }),
  z.object({ kind: z.literal('correlation'), ...named, rows: figure, r: figure }),
  z.object({
    kind: z.literal('woe'),
    ...named,
    bins: z.array(z.object({ good: figure, bad: figure, woe: figure })),
    iv: figure,
  }),
  z.object({
    kind: z.literal('quantiles'),
    ...named,
    counts: z.array(z.number().nullable()),
    quantiles: z.array(z.object({ at: z.number(), above: figure, upTo: figure })).optional(),
  }),
]);

/** The result of a computation of statistics, as zod. */
export const statisticsResult: z.ZodType<StatisticsResult> = z.object({
  rows: z.number(),
  results: z.array(statisticsAnswer),
  budget: z.object({ spentMicro: z.number(), leftMicro: z.number() }).nullable(),
  refused: z.object({ code: z.string(), query: z.string().optional() }).optional(),
  stages,
});
