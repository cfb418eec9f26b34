import { defineRoute, instantSchema, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type ByNumber, byNumber } from '../project/contract.ts';
import { recordBody } from '../watch/record.ts';
import type { PublicRecord, UsedRecord } from './records.ts';

const seen = {
  ...{ id: z.uuid(), version: z.int(), atMs: instantSchema },
  review: z.strictObject({ verdict: z.enum(['accepted', 'refused']), opinion: z.string() }).nullable(),
};

const onFile = z.strictObject({
  state: z.string(),
  usesAllowed: z.int().nullable(),
  usesMade: z.int(),
  lastUseAtMs: instantSchema.nullable(),
});

const used: z.ZodType<UsedRecord> = z
  .strictObject({ ...seen, body: recordBody, onFile: onFile.nullable() })
  .meta({
    description: 'Of data also what the harbor has on file of the contract',
  }) as unknown as z.ZodType<UsedRecord>;

const publicData = z.strictObject({
  ...{ kind: z.literal('data'), product: textSchema(200), purpose: textSchema(2_000) },
  contract: z
    .enum(['live', 'not_live', 'unknown'])
    .meta({ description: 'Whether there is a contract of the harbor, and it is in force' }),
});

const published: z.ZodType<PublicRecord> = z.strictObject({
  ...seen,
  body: z.union([publicData, recordBody]),
}) as unknown as z.ZodType<PublicRecord>;

/** `GET /pilots/:number/records`: the records of a project, for its applicants and the hub; of data with the contract's live usage. */
export const listUsedRecords: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly UsedRecord[] } };
}> = defineRoute({
  tags: ['pilot'],
  method: 'GET',
  path: '/pilots/:number/records',
  summary: { en: 'Records of a pilot with live usage', zh: '试点记录及数据合约实时用量' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(used).readonly() }) },
  errors: ['pilot.not_found'],
  access: ['operator', 'bureau', 'auditor', { role: 'owner', over: 'party' }],
  audit: 'pilot.read',
});

/** `GET /public/pilots/:number/records`: what was disclosed of a project; of models what was accepted. */
export const listPilotRecords: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly PublicRecord[] } };
}> = defineRoute({
  tags: ['pilot'],
  method: 'GET',
  path: '/public/pilots/:number/records',
  summary: { en: 'What is disclosed of a pilot', zh: '试点信息披露' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(published).readonly() }) },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});
