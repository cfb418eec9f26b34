import type { TrainingRecord } from '@finharbor/fusion';
import {
  bytesOf,
  defineRoute,
  type PaperQuery,
  paperCodes,
  paperRoute,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual } from '../documents.ts';
import { documentIdSchema } from '../views.ts';
import { type PointsOpening, pointsOpenings } from './options.ts';

type ById = { readonly id: string };

const byJob = z.strictObject({ id: z.uuid() });
const notThere = ['job.not_found', 'job.not_done', 'record.not_found'] as const;
const record = z.strictObject({
  version: z.literal(1),
  standard: z.literal('JR/T 0221-2021'),
  model: z.string(),
  labelHolder: z.string(),
  entries: z.array(
    z.strictObject({
      subject: z.string(),
      clause: z.string(),
      checked: z.boolean(),
      heading: bilingualSchema,
      content: z.json().meta({ description: 'What the entry says, by its subject' }),
    }),
  ),
  digest: z.string().meta({ description: 'SHA-256 of all the rest in canonical JSON' }),
}) as unknown as z.ZodType<TrainingRecord>;

/** What a training under a contract would tell whom, before anything is signed. */
export const getTrainingStatement: Route<{
  params: ById;
  query: { readonly opened: PointsOpening };
  replies: { 200: { readonly leakage: readonly Bilingual[] } };
}> = defineRoute({
  method: 'GET',
  path: '/contracts/:id/training-statement',
  summary: { en: 'What a training under the contract would tell whom', zh: '预览合同下训练将公开的内容' },
  tags: ['contracts'],
  params: z.strictObject({ id: documentIdSchema }),
  query: z.strictObject({
    opened: z.enum(pointsOpenings).meta({ description: 'Who is to learn points and coefficients' }),
  }),
  responses: { 200: z.strictObject({ leakage: z.array(bilingualSchema) }) },
  errors: ['contract.not_found', 'contract.wrong_party', 'plan.points_closed'],
  access: [],
  audit: { none: 'party' },
});

/** This party's record of a finished training, after JR/T 0221-2021. */
export const getTrainingRecord: Route<{ params: ById; replies: { 200: TrainingRecord } }> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/record',
  summary: { en: 'The record of a training (JR/T 0221-2021)', zh: '训练记录（JR/T 0221-2021）' },
  tags: ['jobs'],
  params: byJob,
  responses: { 200: record },
  errors: [...notThere],
  access: [],
  audit: 'job.read',
});

/** The same on paper. */
export const getTrainingRecordPaper: Route<{
  params: ById;
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...paperRoute,
  path: '/jobs/:id/record/pdf',
  summary: { en: 'The record of a training as a PDF', zh: '训练记录（PDF）' },
  tags: ['jobs'],
  params: byJob,
  errors: [...notThere, ...paperCodes],
  access: [],
  audit: 'job.read',
});

/** The scorecard in plain points as PMML, where the training opened them to this party. */
export const getScorecardPmml: Route<{ params: ById; replies: { 200: Uint8Array } }> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/pmml',
  summary: { en: 'The opened scorecard as PMML 4.4', zh: '已公开的评分卡（PMML 4.4）' },
  tags: ['jobs'],
  params: byJob,
  responses: { 200: bytesOf('application/xml') },
  errors: ['job.not_found', 'job.not_done', 'model.not_found', 'fusion.points_closed'],
  access: [],
  audit: 'model.export',
});
