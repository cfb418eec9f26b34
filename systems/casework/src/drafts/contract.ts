import {
  defineRoute,
  emptyBody,
  instantSchema,
  queryInteger,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { caseIdSchema, nameSchema, shared, type Values, valuesSchema } from '../schemas.ts';
import type { CaseDraft } from './drafts.ts';

type ByStep = { readonly id: string; readonly step: string };

const byStep: z.ZodType<ByStep> = z.strictObject({
  id: caseIdSchema,
  step: nameSchema.meta({ description: 'A step that has a form, or "opinion"' }),
});
const revision = z.int().min(0).meta({ description: 'The revision you edit; 0 where there was none' });
const values = { form: valuesSchema, reason: textSchema(5_000) };

const draft: z.ZodType<CaseDraft> = z
  .strictObject({
    ...{ ...values, step: z.string(), revision: z.int(), savedAtMs: instantSchema },
    savedBy: z.strictObject({ account: z.string(), name: z.string() }),
    others: z
      .array(z.strictObject({ account: z.string(), name: z.string(), sinceMs: instantSchema }))
      .readonly()
      .meta({ description: 'Who else has saved it in the last minutes' }),
    isOpen: z.boolean().meta({ description: 'Whether the step could be taken now' }),
  })
  .meta({ id: 'CaseDraft' });
const found = z.strictObject({ draft: draft.nullable() });

const own = { ...shared, audit: { none: 'own' } } as const;
const places = [
  'case.not_found',
  'case.forgotten',
  'case.step_unknown',
  'case.step_not_yours',
  'case.no_panel',
] as const;

/** `GET /cases/:id/drafts`: the half-filled forms of a case that are the caller's. */
export const listCaseDrafts: Route<{
  params: { readonly id: string };
  replies: { 200: { readonly items: readonly CaseDraft[] } };
}> = defineRoute({
  ...own,
  method: 'GET',
  path: '/cases/:id/drafts',
  summary: { en: 'Half-filled forms of a case', zh: '事项的表单草稿' },
  params: z.strictObject({ id: caseIdSchema }),
  responses: { 200: z.strictObject({ items: z.array(draft).readonly() }) },
  errors: ['case.not_found', 'case.forgotten'],
});

/** `GET /cases/:id/drafts/:step`: a half-filled form; null where there is none. */
export const getCaseDraft: Route<{
  params: ByStep;
  replies: { 200: { readonly draft: CaseDraft | null } };
}> = defineRoute({
  ...own,
  method: 'GET',
  path: '/cases/:id/drafts/:step',
  summary: { en: 'Half-filled form of a step', zh: '步骤的表单草稿' },
  description: {
    en: 'An applicant’s people with the same role share it, so does the office; a seat has its own alone.',
    zh: '申请方具有相同角色的人员共用草稿，受理机关亦然；评审席位的草稿仅本人可见。',
  },
  params: byStep,
  responses: { 200: found },
  errors: places,
});

/** `PUT /cases/:id/drafts/:step`: keep a half-filled form, at most 64 kB of it. */
export const putCaseDraft: Route<{
  params: ByStep;
  body: { readonly revision: number; readonly form: Values; readonly reason: string };
  replies: { 200: { readonly draft: CaseDraft | null } };
}> = defineRoute({
  ...own,
  method: 'PUT',
  path: '/cases/:id/drafts/:step',
  summary: { en: 'Keep a half-filled form', zh: '保存表单草稿' },
  description: {
    en: 'case.draft_changed: somebody has saved another one since; read it, put both together, and name its revision.',
    zh: 'case.draft_changed 表示草稿已被他人保存；请重新读取、合并后以新的版本号保存。',
  },
  params: byStep,
  body: z.strictObject({ ...values, revision }),
  responses: { 200: found },
  errors: [...places, 'case.ended', 'case.form_invalid', 'case.draft_changed', 'case.draft_large'],
});

/** `DELETE /cases/:id/drafts/:step`: throw it away. */
export const deleteCaseDraft: Route<{
  params: ByStep;
  query: { readonly revision: number };
  replies: { 204: undefined };
}> = defineRoute({
  ...own,
  method: 'DELETE',
  path: '/cases/:id/drafts/:step',
  summary: { en: 'Throw a half-filled form away', zh: '删除表单草稿' },
  params: byStep,
  query: z.strictObject({ revision: queryInteger(0, 2_147_483_647) }),
  responses: { 204: emptyBody() },
  errors: [...places, 'case.draft_changed'],
});
