import { defineRoute, emptyBody, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { productQuerySchema } from '../search/contract.ts';
import { partySchema } from '../views.ts';
import type { Follow, Followed } from './follows.ts';

const followed: z.ZodType<Followed> = z.union([
  z.strictObject({ holder: partySchema, product: z.uuid() }),
  z.strictObject({ search: productQuerySchema }),
]);
const follow: z.ZodType<Follow> = z.strictObject({ id: z.uuid(), followed });

/** What the caller follows. */
export const listFollows: Route<{ replies: { 200: readonly Follow[] } }> = defineRoute({
  method: 'GET',
  path: '/catalogue/follows',
  summary: { en: 'What I follow in the catalogue', zh: '我关注的产品与检索' },
  tags: ['catalogue'],
  responses: { 200: z.array(follow) },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'own' },
});

/** Follows a product or a search: the inbox tells of new versions, other prices, and what comes to fit. */
export const postFollow: Route<{ body: Followed; replies: { 201: Follow } }> = defineRoute({
  method: 'POST',
  path: '/catalogue/follows',
  summary: { en: 'Follow a product or a search', zh: '关注产品或检索' },
  tags: ['catalogue'],
  body: followed,
  responses: { 201: follow },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: 'follow.add',
});

/** Follows something no longer; what nobody follows is gone already. */
export const deleteFollow: Route<{ params: { readonly id: string }; replies: { 204: undefined } }> =
  defineRoute({
    method: 'DELETE',
    path: '/catalogue/follows/:id',
    summary: { en: 'Follow no longer', zh: '取消关注' },
    tags: ['catalogue'],
    params: z.strictObject({ id: z.uuid() }),
    responses: { 204: emptyBody() },
    errors: [],
    access: [{ role: '*', over: 'self' }],
    audit: 'follow.remove',
  });
