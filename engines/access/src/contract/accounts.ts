import { defineRoute, emptyBody, instantSchema, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Account } from '../account.ts';
import { accountSchema, codeSchema, loginSchema, passwordErrors, passwordSchema, shared } from './schemas.ts';

type SetUp = { readonly code: string; readonly login: string; readonly password: string };
type Invitation = {
  readonly login: string;
  readonly name: string;
  /** Left out: the party whose process this is. */
  readonly party?: string | undefined;
  readonly roles: readonly string[];
};
type Invited = { readonly code: string; readonly expiresAtMs: number };
type Redemption = { readonly code: string; readonly password: string };
type ById = { readonly id: string };

const newAccountErrors = [
  'access.wrong_code',
  'access.locked',
  'access.bad_login',
  'access.login_taken',
  ...passwordErrors,
];

/** `POST /setup`: make the first account with the one-time code from the terminal. */
export const postSetup: Route<{ body: SetUp; replies: { 201: Account } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/setup',
  summary: { en: 'Make the first account', zh: '创建首个账号' },
  body: z.strictObject({ code: codeSchema, login: loginSchema, password: passwordSchema }),
  responses: { 201: accountSchema },
  errors: ['access.already_set_up', ...newAccountErrors],
  access: 'public',
  audit: 'access.set_up',
});

/** `GET /accounts`: who has an account here, by login. Accounts that were ended are left out. */
export const listAccounts: Route<{ replies: { 200: readonly Account[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/accounts',
  summary: { en: 'Accounts', zh: '账号列表' },
  responses: { 200: z.array(accountSchema).readonly() },
  errors: [],
  access: ['admin', 'operator'],
  audit: 'access.list_accounts',
});

/** `POST /invitations`: prepare an account; the code goes to the person, who sets the password with it. */
export const postInvitation: Route<{ body: Invitation; replies: { 201: Invited } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/invitations',
  summary: { en: 'Invite a person', zh: '邀请人员' },
  body: z.strictObject({
    login: loginSchema,
    name: z.string().trim().pipe(textSchema(100, 1)),
    party: textSchema(40).optional(),
    roles: z.array(textSchema(20)).min(1).max(8).readonly(),
  }),
  responses: { 201: z.strictObject({ code: z.string(), expiresAtMs: instantSchema }) },
  errors: ['access.bad_invitation', 'access.bad_login', 'access.login_taken'],
  access: ['admin', 'operator'],
  audit: 'access.invite',
});

/** `POST /invitations/redemption`: the invited person sets a password and has the account. */
export const postInvitationRedemption: Route<{ body: Redemption; replies: { 201: Account } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/invitations/redemption',
  summary: { en: 'Accept an invitation', zh: '接受邀请' },
  body: z.strictObject({ code: codeSchema, password: passwordSchema }),
  responses: { 201: accountSchema },
  errors: newAccountErrors,
  access: 'public',
  audit: 'access.accept_invitation',
});

/** `DELETE /accounts/:id`: end another's account; its sessions are over. */
export const deleteAccount: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/accounts/:id',
  summary: { en: 'End an account', zh: '停用账号' },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 204: emptyBody() },
  errors: ['access.account_not_found', 'access.own_account'],
  access: ['admin', 'operator'],
  audit: 'access.end_account',
  stepUp: true,
});
