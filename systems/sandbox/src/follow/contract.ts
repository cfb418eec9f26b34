import { defineRoute, emptyBody, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type ByNumber, byNumber, numberSchema } from '../project/contract.ts';
import type { Followed } from './follows.ts';

const own = { tags: ['pilot'], access: [{ role: '*', over: 'self' }] } as const;

const followed: z.ZodType<Followed> = z.strictObject({
  ...{ number: numberSchema, title: z.string(), sinceMs: instantSchema },
}) as unknown as z.ZodType<Followed>;

/** `PUT /pilot-follows/:number`: follow a project. The inbox tells of what becomes new of it. */
export const putPilotFollow: Route<{ params: ByNumber; replies: { 204: undefined } }> = defineRoute({
  ...own,
  method: 'PUT',
  path: '/pilot-follows/:number',
  summary: { en: 'Follow a pilot', zh: '关注试点项目' },
  params: byNumber,
  responses: { 204: emptyBody() },
  errors: ['pilot.not_found', 'pilot.follows_many'],
  audit: 'pilot.follow',
});

/** `DELETE /pilot-follows/:number`: follow it no longer. */
export const deletePilotFollow: Route<{ params: ByNumber; replies: { 204: undefined } }> = defineRoute({
  ...own,
  method: 'DELETE',
  path: '/pilot-follows/:number',
  summary: { en: 'Follow a pilot no longer', zh: '取消关注试点项目' },
  params: byNumber,
  responses: { 204: emptyBody() },
  errors: [],
  audit: 'pilot.unfollow',
});

/** `GET /pilot-follows`: what the caller follows. */
export const listPilotFollows: Route<{ replies: { 200: { readonly items: readonly Followed[] } } }> =
  defineRoute({
    ...own,
    method: 'GET',
    path: '/pilot-follows',
    summary: { en: 'Pilots I follow', zh: '我关注的试点项目' },
    responses: { 200: z.strictObject({ items: z.array(followed).readonly() }) },
    errors: [],
    audit: { none: 'own' },
  });
