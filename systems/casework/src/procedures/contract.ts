import { defineRoute, queryInteger, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingual, nameSchema, shared, valuesSchema } from '../schemas.ts';
import type { ListedProcedure, ProcedureView } from './view.ts';

const listed = {
  name: nameSchema,
  version: z.int(),
  title: bilingual,
  prefix: z.string(),
  mayBegin: z.boolean(),
};
const named = { name: z.string(), title: bilingual };
const names = z.array(z.string()).readonly();

const panel = z.strictObject({
  ...{ by: z.string(), form: z.string(), seats: z.int(), quorum: z.int() },
  passesAt: z.int().meta({ description: 'Of the weights for and against, how many thousandths must be for' }),
  ...{ isBlind: z.boolean(), passed: z.string(), failed: z.string() },
});

const step = z.strictObject({
  ...named,
  from: names,
  to: z.string(),
  by: names.meta({ description: 'Actors who may take it; "clock" where a term or a panel does' }),
  form: z.string().nullable(),
  asksReason: z.boolean(),
  needs: names.meta({ description: 'Documents that must be attached first' }),
});

const term = z.strictObject({
  ...{ ...named, while: names, suspendedIn: names, days: z.int(), counts: z.enum(['business', 'calendar']) },
  ...{ promisedDays: z.int().nullable(), basis: bilingual.nullable(), over: z.string().nullable() },
  extensionDays: z.int().nullable(),
});

const procedureSchema: z.ZodType<ProcedureView> = z
  .strictObject({
    ...{ ...listed, office: z.string(), keptYears: z.int() },
    actors: z.array(z.strictObject({ ...named, side: z.enum(['applicant', 'office', 'seat']) })).readonly(),
    states: z
      .array(z.strictObject({ ...named, ends: z.string().nullable(), panel: panel.nullable() }))
      .readonly()
      .meta({ description: 'The first is where a case begins' }),
    steps: z.array(step).readonly(),
    forms: z
      .array(
        z.strictObject({
          ...named,
          schema: valuesSchema.meta({ description: 'JSON Schema 2020-12 of what the form holds' }),
        }),
      )
      .readonly(),
    documents: z.array(z.strictObject({ ...named, types: names, most: z.int() })).readonly(),
    terms: z.array(term).readonly(),
  })
  .meta({ id: 'Procedure' });

/** `GET /procedures`: what can be applied for here. */
export const listProcedures: Route<{
  replies: { 200: { readonly items: readonly ListedProcedure[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/procedures',
  summary: { en: 'Procedures', zh: '办事程序' },
  responses: { 200: z.strictObject({ items: z.array(z.strictObject(listed)).readonly() }) },
  links: {
    procedure: { to: 'GET /procedures/:name', parameters: { name: '/items/0/name' }, each: '/items' },
  },
  errors: [],
  audit: { none: 'public' },
});

/** `GET /procedures/:name`: a procedure as data, with the JSON Schema of each form. */
export const getProcedure: Route<{
  params: { readonly name: string };
  query: { readonly version?: number | undefined };
  replies: { 200: ProcedureView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/procedures/:name',
  summary: { en: 'One procedure', zh: '查看办事程序' },
  description: {
    en: 'States, steps, forms, documents, terms: whatever is filled in at a step is what the JSON Schema of its form says. The latest version, where none is named.',
    zh: '状态、步骤、表单、材料和期限；各步骤填写的内容以其表单的 JSON Schema 为准。未指定版本时为最新版。',
  },
  params: z.strictObject({ name: nameSchema }),
  query: z.strictObject({ version: queryInteger(1, 1_000_000).optional() }),
  responses: { 200: procedureSchema },
  errors: ['case.procedure_unknown'],
  audit: { none: 'public' },
});
