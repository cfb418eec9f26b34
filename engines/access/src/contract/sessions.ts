import { defineRoute, emptyBody, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared } from './schemas.ts';

/** One of my sessions. Nothing in it opens one. */
export type ListedSession = {
  readonly id: string;
  readonly openedAtMs: number;
  readonly usedAtMs: number;
  readonly expiresAtMs: number;
  readonly address: string;
  readonly userAgent: string;
  readonly isCurrent: boolean;
};
type ById = { readonly id: string };

const byId: z.ZodType<ById> = z.strictObject({ id: z.uuid() });

/** `GET /sessions`: where I am signed in, the latest used first. */
export const listSessions: Route<{ replies: { 200: readonly ListedSession[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/sessions',
  summary: { en: 'My sessions', zh: '我的会话' },
  responses: {
    200: z
      .array(
        z
          .strictObject({
            id: z.uuid(),
            openedAtMs: instantSchema,
            usedAtMs: instantSchema,
            expiresAtMs: instantSchema,
            address: z.string(),
            userAgent: z.string(),
            isCurrent: z.boolean(),
          })
          .meta({ id: 'ListedSession' }),
      )
      .readonly(),
  },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `DELETE /sessions/:id`: end one of my sessions. */
export const deleteListedSession: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/sessions/:id',
  summary: { en: 'End one of my sessions', zh: '结束一个会话' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.session_not_found'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.end_session',
  stepUp: true,
});

/** `DELETE /sessions`: end all my sessions but this one. */
export const deleteOtherSessions: Route<{ replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/sessions',
  summary: { en: 'End my other sessions', zh: '结束其他会话' },
  responses: { 204: emptyBody() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.end_other_sessions',
  stepUp: true,
});

/** `DELETE /accounts/:id/sessions`: sign somebody out everywhere. */
export const deleteAccountSessions: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/accounts/:id/sessions',
  summary: { en: 'End all sessions of an account', zh: '结束账号的全部会话' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.account_not_found'],
  access: ['admin', 'operator'],
  audit: 'access.end_account_sessions',
});
