import { defineRoute, emptyBody, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Account, OpenedSession, PendingSignIn } from '../account.ts';
import {
  accountSchema,
  loginSchema,
  passwordErrors,
  passwordSchema,
  pendingSignInSchema,
  sessionSchema,
  shared,
} from './schemas.ts';

type Credentials = { readonly login: string; readonly password: string };
type SignInReplies = { 201: OpenedSession; 202: PendingSignIn };
type NewPassword = { readonly old: string; readonly password: string };

/** `POST /session`: sign in. Where the account has a second factor, 202 names the sign-in that `POST /session/second-step` completes. A program gets the token, for `Authorization: Bearer`; a page's browser gets it as a cookie alone, out of the page's reach. */
export const postSession: Route<{ body: Credentials; replies: SignInReplies }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session',
  summary: { en: 'Sign in', zh: '登录' },
  body: z.strictObject({ login: loginSchema, password: passwordSchema }),
  responses: { 201: sessionSchema, 202: pendingSignInSchema },
  errors: ['access.wrong_login', 'access.locked', 'access.busy', 'access.cross_site'],
  opensSession: '/token',
  access: 'public',
  audit: 'access.sign_in',
});

/** `GET /session`: whose session this is. */
export const getSession: Route<{ replies: { 200: Account } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/session',
  summary: { en: 'Who I am', zh: '当前账号' },
  responses: { 200: accountSchema },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `DELETE /session`: sign out. */
export const deleteSession: Route<{ replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/session',
  summary: { en: 'Sign out', zh: '退出登录' },
  responses: { 204: emptyBody() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.sign_out',
});

/** `PUT /password`: change the password; all sessions of the account end. */
export const putPassword: Route<{ body: NewPassword; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/password',
  summary: { en: 'Change my password', zh: '修改密码' },
  body: z.strictObject({ old: passwordSchema, password: passwordSchema }),
  responses: { 204: emptyBody() },
  errors: ['access.wrong_login', 'access.password_reused', 'access.password_too_recent', ...passwordErrors],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.change_password',
});
