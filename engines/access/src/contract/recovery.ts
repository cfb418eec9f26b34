import { defineRoute, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Account } from '../account.ts';
import type { Recovery } from '../factors/forms.ts';
import { accountSchema, codeSchema, passwordErrors, passwordSchema, shared } from './schemas.ts';

/** `POST /accounts/:id/recovery`: a one-time code for somebody who lost password or factors; told once. */
export const postRecovery: Route<{ params: { readonly id: string }; replies: { 201: Recovery } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/accounts/:id/recovery',
    summary: { en: 'Issue a recovery code', zh: '签发恢复代码' },
    params: z.strictObject({ id: z.uuid() }),
    responses: { 201: z.strictObject({ code: z.string(), expiresAtMs: instantSchema }) },
    errors: ['access.account_not_found', 'access.own_account'],
    access: ['admin', 'operator'],
    audit: 'access.issue_recovery',
    stepUp: true,
  });

/** `POST /recovery`: set a new password by such a code; the account's factors and sessions end. */
export const postRecoveryRedemption: Route<{
  body: { readonly code: string; readonly password: string };
  replies: { 200: Account };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/recovery',
  summary: { en: 'Recover an account', zh: '恢复账号' },
  body: z.strictObject({ code: codeSchema, password: passwordSchema }),
  responses: { 200: accountSchema },
  errors: ['access.wrong_code', 'access.locked', ...passwordErrors, 'access.password_reused'],
  access: 'public',
  audit: 'access.recover',
});
