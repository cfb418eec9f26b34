import { z } from 'zod';

const figures = z.object({
  auc: z.number(),
  ks: z.number(),
  outOfTime: z.object({ auc: z.number(), ks: z.number() }),
});
const curve = z.array(z.object({ threshold: z.number(), bad: z.number(), good: z.number() }));

/** What the consumer learned from a training, as far as the page shows it. */
export const trainingResult = z.object({
  rows: z.number(),
  sizes: z.record(z.string(), z.number()),
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
    z.object({
      stage: z.string(),
      ms: z.number(),
      bytesSent: z.number(),
      bytesReceived: z.number(),
    }),
  ),
});

/** A training's result, read. */
export type TrainingResult = z.infer<typeof trainingResult>;
/** The report, which only the consumer has. */
export type Report = NonNullable<TrainingResult['report']>;
type Curve = Report['roc']['joint'];

/** The ROC curve as points: share of good above each threshold, share of bad above it. */
export function rocPoints(roc: Curve): readonly (readonly [number, number])[] {
  const [bads, goods] = [Math.max(...roc.map(({ bad }) => bad)), Math.max(...roc.map(({ good }) => good))];
  const points = roc.map(({ bad, good }) => [good / goods, bad / bads] as const);
  return [[0, 0] as const, ...points, [1, 1] as const].toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Shares of bad and good at or above each threshold: their distance is what KS measures. */
export function ksLines(roc: Curve): { readonly bad: [number, number][]; readonly good: [number, number][] } {
  const [bads, goods] = [Math.max(...roc.map(({ bad }) => bad)), Math.max(...roc.map(({ good }) => good))];
  const sorted = roc.toSorted((a, b) => a.threshold - b.threshold);
  return {
    bad: sorted.map(({ threshold, bad }) => [threshold, bad / bads]),
    good: sorted.map(({ threshold, good }) => [threshold, good / goods]),
  };
}
