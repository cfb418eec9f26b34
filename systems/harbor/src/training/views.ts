import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual } from '../documents.ts';
import { type TrainingSettings, trainingSettings } from './options.ts';

/** A training as all its parties signed it, and what exactly this plan tells whom. */
export type TrainingView = {
  readonly folds: number;
  readonly smallestGroup: number;
  readonly settings: TrainingSettings;
  readonly leakage: readonly Bilingual[];
};

/** The same, as zod. */
export const trainingView: z.ZodType<TrainingView> = z.strictObject({
  folds: z.int(),
  smallestGroup: z.int(),
  settings: trainingSettings,
  leakage: z.array(bilingualSchema),
});
