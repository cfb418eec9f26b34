import { defineRoute, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Account } from '../account.ts';
import { accountSchema, loginSchema, passwordErrors, passwordSchema, shared } from '../contract/schemas.ts';

/** What somebody makes an account of their own with. */
export type NewResident = {
  /** The same again, with the same login and password, is the same account. */
  readonly id: string;
  readonly login: string;
  readonly password: string;
  readonly phone: string;
};

/** `POST /residents`: a person makes an account; they are a party of their own. */
export const postResident: Route<{ body: NewResident; replies: { 201: Account } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/residents',
  summary: { en: 'Make an account of my own', zh: '居民自助注册' },
  body: z.strictObject({
    id: z.uuid(),
    login: loginSchema,
    password: passwordSchema,
    phone: textSchema(40, 1),
  }),
  responses: { 201: accountSchema },
  errors: [
    'access.registration_off',
    'access.bad_login',
    'access.login_taken',
    'access.locked',
    'access.busy',
    'personal.bad_value',
    ...passwordErrors,
  ],
  access: 'public',
  audit: 'access.register',
});
