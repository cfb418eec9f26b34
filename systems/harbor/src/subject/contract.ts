import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import { contractKinds } from '../documents.ts';
import { documentIdSchema } from '../views.ts';
import type { SubjectConsent, SubjectData, SubjectHolder, SubjectUse } from './data.ts';

const count = z.int().nonnegative();
const atMs = z.number().meta({ description: 'Milliseconds since the Unix epoch' });

const holder: z.ZodType<SubjectHolder> = z.strictObject({
  party: z.string(),
  products: z.array(
    z.strictObject({ version: documentIdSchema, title: bilingualSchema, fields: z.array(bilingualSchema) }),
  ),
  uses: count,
});
const consent: z.ZodType<SubjectConsent> = z.strictObject({
  id: documentIdSchema,
  contract: documentIdSchema,
  consumer: z.string().nullable(),
  purpose: bilingualSchema,
  givenAtMs: atMs,
  validUntil: z.string(),
  state: z.enum(['valid', 'expired', 'withdrawn']),
  uses: count,
});
const use: z.ZodType<SubjectUse> = z.strictObject({
  id: documentIdSchema,
  job: z.uuid(),
  holder: z.string(),
  consumer: z.string(),
  kind: z.enum(contractKinds),
  contract: documentIdSchema,
  purpose: bilingualSchema.nullable(),
  consent: documentIdSchema.nullable(),
  fields: z.array(z.string()),
  usedAtMs: atMs,
  logIndex: count,
  commitment: documentIdSchema,
});

/** Which data of the caller's firm are where, by whose consent they are used, and for what. */
export const getMyData: Route<{ replies: { 200: SubjectData } }> = defineRoute({
  method: 'GET',
  path: '/my-data',
  summary: { en: 'Data of my firm, consents and uses', zh: '本企业的数据、授权与使用' },
  description: {
    en: 'Holders that offer data on firms, the consents the firm gave, and the uses that holders have published.',
    zh: '提供企业数据的机构、本企业作出的授权，以及各提供方公布的使用记录。',
  },
  tags: ['firm'],
  responses: {
    200: z.strictObject({
      holders: z.array(holder),
      consents: z.array(consent),
      uses: z.array(use),
      withdrawnAtMs: atMs.nullable(),
    }),
  },
  errors: [],
  access: ['owner'],
  audit: { none: 'own' },
});
