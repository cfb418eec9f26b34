import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { OwnDataset, OwnModel } from './own-data.ts';

/** This party's own data sets with their columns, to choose from. */
export const listDatasets: Route<{ replies: { 200: readonly OwnDataset[] } }> = defineRoute({
  method: 'GET',
  path: '/datasets',
  summary: { en: 'Own data sets and their columns', zh: '本方数据集及其列' },
  tags: ['catalogue'],
  responses: {
    200: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string().nullable(),
        loadedAtMs: z.number().nullable().meta({ description: 'Milliseconds since the Unix epoch' }),
        rows: z.int(),
        sampled: z.int().meta({ description: 'How many rows the columns are described by' }),
        columns: z.array(
          z.strictObject({
            name: z.string(),
            kind: z.enum(['numeric', 'category']),
            missing: z.number().meta({ description: 'Share of the sampled rows without a value' }),
            values: z.array(z.union([z.string(), z.number()])),
            range: z
              .strictObject({ min: z.number(), max: z.number(), decimals: z.int() })
              .nullable()
              .meta({ description: 'Of numbers the least, the greatest and their decimal places' }),
          }),
        ),
      }),
    ),
  },
  errors: [],
  access: ['analyst', 'steward'],
  audit: { none: 'party' },
});

/** The models this party has trained as a consumer and can score with. */
export const listModels: Route<{ replies: { 200: readonly OwnModel[] } }> = defineRoute({
  method: 'GET',
  path: '/models',
  summary: { en: 'Models this party has trained', zh: '本方训练的模型' },
  tags: ['jobs'],
  responses: {
    200: z.array(
      z.strictObject({
        id: z.string(),
        job: z.string(),
        contract: z.string(),
        trainedAtMs: z.number(),
        columns: z.array(
          z.strictObject({
            name: z.string(),
            title: z.strictObject({ en: z.string(), zh: z.string() }),
            kind: z.enum(['numeric', 'category']),
            options: z.array(z.string()),
          }),
        ),
      }),
    ),
  },
  errors: [],
  access: ['analyst', 'approver'],
  audit: { none: 'party' },
});
