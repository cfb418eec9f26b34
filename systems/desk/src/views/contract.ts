import { defineRoute, emptyBody, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared } from '../schemas.ts';
import type { ListedView, SavedView } from './domain.ts';

type ById = { readonly id: string };

const byId = z.strictObject({ id: z.uuid() });
const path = textSchema(200, 1).refine(
  (text) => /^(\/[A-Za-z0-9:._-]+)+$/.test(text),
  'A path like /contracts',
);
const view = {
  path,
  name: z.string().trim().pipe(textSchema(80, 1)),
  search: textSchema(2000),
  isShared: z.boolean(),
};

/** `GET /views`: the caller's saved views and those shared in the caller's party. */
export const listViews: Route<{
  query: { readonly path?: string | undefined };
  replies: { 200: readonly ListedView[] };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/views',
  summary: { en: 'Saved views', zh: '已保存的视图' },
  query: z.strictObject({ path: path.optional() }),
  responses: {
    200: z.array(z.strictObject({ id: z.uuid(), ...view, isOwn: z.boolean() })).readonly(),
  },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'party' },
});

/** `PUT /views/:id`: save a view under an id of the caller's choice, rename it, share it. */
export const putView: Route<{ params: ById; body: SavedView; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/views/:id',
  summary: { en: 'Save a view', zh: '保存视图' },
  params: byId,
  body: z.strictObject(view),
  responses: { 204: emptyBody() },
  errors: ['view.not_found', 'view.too_many'],
  access: [{ role: '*', over: 'self' }],
  audit: 'view.save',
});

/** `DELETE /views/:id`: delete one's own view. */
export const deleteView: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/views/:id',
  summary: { en: 'Delete a view', zh: '删除视图' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['view.not_found'],
  access: [{ role: '*', over: 'self' }],
  audit: 'view.delete',
});
