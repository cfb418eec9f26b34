import { defineRoute, emptyBody, instantSchema, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared } from '../schemas.ts';
import type { Draft } from './drafts.ts';

type ByForm = { readonly form: string };

const byForm: z.ZodType<ByForm> = z.strictObject({ form: z.string().regex(/^[a-z][a-z0-9.-]{0,99}$/) });
const json = textSchema(65_536).meta({ description: 'JSON, as the form wrote it' });

/** `GET /drafts/:form`: what the caller has begun to fill in; null where nothing is kept. */
export const getDraft: Route<{
  params: ByForm;
  replies: { 200: { readonly draft: Draft | null } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/drafts/:form',
  summary: { en: 'My draft of a form', zh: '我的表单草稿' },
  params: byForm,
  responses: {
    200: z.strictObject({
      draft: z.strictObject({ json, savedAtMs: instantSchema, expiresAtMs: instantSchema }).nullable(),
    }),
  },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'own' },
});

/** `PUT /drafts/:form`: keep a draft for thirty days, at most 64 kB of it. */
export const putDraft: Route<{
  params: ByForm;
  body: { readonly json: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/drafts/:form',
  summary: { en: 'Keep a draft', zh: '保存草稿' },
  params: byForm,
  body: z.strictObject({ json }),
  responses: { 204: emptyBody() },
  errors: ['draft.too_large', 'draft.too_many'],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'own' },
});

/** `DELETE /drafts/:form`: forget a draft. */
export const deleteDraft: Route<{ params: ByForm; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/drafts/:form',
  summary: { en: 'Forget a draft', zh: '删除草稿' },
  params: byForm,
  responses: { 204: emptyBody() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'own' },
});
