import { z } from 'zod';
import type { Bilingual } from './documents.ts';

type Separation = { readonly auc: number; readonly ks: number };
type Figures = Separation & { readonly outOfTime: Separation };
type Curve = readonly { readonly threshold: number; readonly bad: number; readonly good: number }[];

/** What a training's consumer learned, as far as people are shown it; `report` is null at every other party. */
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
  readonly stages: readonly {
    readonly stage: string;
    readonly ms: number;
    readonly bytesSent: number;
    readonly bytesReceived: number;
  }[];
};

/** What a score's consumer learned; the other parties learned nothing. */
export type ScoreResult = { readonly points: number; readonly reasons: readonly Bilingual[] };

const separation = { auc: z.number(), ks: z.number() };
const figures = z.object({ ...separation, outOfTime: z.object(separation) });
const curve = z.array(z.object({ threshold: z.number(), bad: z.number(), good: z.number() }));

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
  stages: z.array(
    z.object({ stage: z.string(), ms: z.number(), bytesSent: z.number(), bytesReceived: z.number() }),
  ),
});

/** A score's result, as zod. */
export const scoreResult: z.ZodType<ScoreResult> = z.strictObject({
  points: z.number(),
  reasons: z.array(z.strictObject({ en: z.string(), zh: z.string() })),
});
