import { instantSchema } from '@finharbor/kernel';
import { defineRoute, emptyBody, type Route } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { Account, NewSession } from './accounts.ts';

type Credentials = { readonly login: string; readonly password: string };
type SetUp = Credentials & { readonly code: string };
type NewPassword = { readonly old: string; readonly password: string };

const account: z.ZodType<Account> = z
  .strictObject({ id: z.uuid(), login: z.string(), party: z.string(), roles: z.array(z.string()).readonly() })
  .meta({ id: 'Account' });
const session: z.ZodType<NewSession> = z
  .strictObject({ token: z.string(), account, expiresAtMs: instantSchema })
  .meta({ id: 'Session' });
const login = z.string().min(1).max(64);
const password = z.string().min(1).max(512);
const shared = { tags: ['access'] } as const;

/** `POST /session`: sign in. The token goes into `Authorization: Bearer`. */
export const postSession: Route<{ body: Credentials; replies: { 201: NewSession } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session',
  summary: { en: 'Sign in', zh: '登录' },
  body: z.strictObject({ login, password }),
  responses: { 201: session },
  errors: ['access.wrong_login', 'access.locked'],
  access: 'public',
  audit: 'access.sign_in',
});

/** `GET /session`: whose session this is. */
export const getSession: Route<{ replies: { 200: Account } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/session',
  summary: { en: 'Who I am', zh: '当前账号' },
  responses: { 200: account },
  errors: [],
  access: [],
});

/** `DELETE /session`: sign out. */
export const deleteSession: Route<{ replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/session',
  summary: { en: 'Sign out', zh: '退出登录' },
  responses: { 204: emptyBody() },
  errors: [],
  access: [],
  audit: 'access.sign_out',
});

/** `PUT /password`: change the password; all sessions of the account end. */
export const putPassword: Route<{ body: NewPassword; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/password',
  summary: { en: 'Change my password', zh: '修改密码' },
  body: z.strictObject({ old: password, password }),
  responses: { 204: emptyBody() },
  errors: ['access.wrong_login', 'access.weak_password'],
  access: [],
  audit: 'access.change_password',
});

/** `POST /setup`: make the first account with the one-time code from the terminal. */
export const postSetup: Route<{ body: SetUp; replies: { 201: Account } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/setup',
  summary: { en: 'Make the first account', zh: '创建首个账号' },
  body: z.strictObject({ code: z.string().min(1).max(64), login, password }),
  responses: { 201: account },
  errors: [
    'access.already_set_up',
    'access.wrong_code',
    'access.locked',
    'access.bad_login',
    'access.weak_password',
    'access.login_taken',
  ],
  access: 'public',
  audit: 'access.set_up',
});
