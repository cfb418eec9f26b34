import { defineRoute, emptyBody, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { OpenInvitation } from '../accounts/store.ts';
import { shared } from './schemas.ts';

type ById = { readonly id: string };

const byId: z.ZodType<ById> = z.strictObject({ id: z.uuid() });
const invitation: z.ZodType<OpenInvitation> = z
  .strictObject({
    id: z.uuid(),
    login: z.string(),
    name: z.string(),
    party: z.string(),
    roles: z.array(z.string()).readonly(),
    invitedBy: z.string(),
    invitedAtMs: instantSchema,
    expiresAtMs: instantSchema,
  })
  .meta({ id: 'OpenInvitation' });

/** `GET /invitations`: accounts prepared that nobody has taken up yet, the latest first. Their codes are told once, not here. */
export const listInvitations: Route<{ replies: { 200: readonly OpenInvitation[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/invitations',
  summary: { en: 'Open invitations', zh: '待接受的邀请' },
  responses: { 200: z.array(invitation).readonly() },
  errors: [],
  access: ['admin', 'operator'],
  audit: 'access.list_invitations',
});

/** `DELETE /invitations/:id`: take an invitation back; its code opens nothing any more. */
export const deleteInvitation: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/invitations/:id',
  summary: { en: 'Take an invitation back', zh: '撤回邀请' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.invitation_not_found'],
  access: ['admin', 'operator'],
  audit: 'access.take_back_invitation',
});

/** `POST /accounts/:id/reinstatement`: let an ended account sign in again, with the password, factors and roles it had. */
export const postReinstatement: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/accounts/:id/reinstatement',
  summary: { en: 'Bring an ended account back', zh: '恢复已停用的账号' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.account_not_found'],
  access: ['admin', 'operator'],
  audit: 'access.reinstate_account',
  stepUp: true,
});
