import { type TrainingData, trainingOptions } from '@finharbor/harbor/contract';
import { z } from 'zod';

/** A training as it is filled in: under which contract, with which part of which own data set. */
export type TrainingDraft = { readonly contract: string; readonly data: TrainingData };

const keptTraining: z.ZodType<TrainingDraft> = z.strictObject({
  contract: z.string(),
  data: z.strictObject({
    product: z.string(),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['numeric', 'category']),
        title: z.strictObject({ en: z.string(), zh: z.string() }),
      }),
    ),
    label: z.string(),
    foldKey: z.string(),
    foldSeed: z.string(),
    folds: z.number(),
    period: z.string(),
    outOfTimeFrom: z.number(),
    options: trainingOptions.exactOptional(),
  }),
});

/** What of this party's contracts and data sets a training can be of. */
type There = {
  readonly contracts: readonly string[];
  readonly datasets: readonly {
    readonly id: string;
    readonly columns: readonly { readonly name: string }[];
  }[];
};

/** A draft as it was kept, where its contract and its data set are still there with the columns it names. */
export function readTraining(kept: unknown, { contracts, datasets }: There): TrainingDraft | undefined {
  const { data: draft } = keptTraining.safeParse(kept);
  const dataset = datasets.find(({ id }) => id === draft?.data.product);
  if (!draft || !dataset || !contracts.includes(draft.contract)) return undefined;
  const { fields, label, foldKey, period, options } = draft.data;
  const columns = new Set(['', ...dataset.columns.map(({ name }) => name)]);
  const named = [label, foldKey, period, options?.offset ?? '', ...fields.map(({ name }) => name)];
  return named.every((name) => columns.has(name)) ? draft : undefined;
}
