import { type Bilingual, instantSchema, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Account, OpenedSession, PendingSignIn } from '../account.ts';

export const accountSchema: z.ZodType<Account> = z
  .strictObject({
    id: z.uuid(),
    login: z.string(),
    name: z.string(),
    party: z.string(),
    roles: z.array(z.string()).readonly(),
    unverified: z.literal(true).exactOptional(),
  })
  .meta({ id: 'Account' });

export const sessionSchema: z.ZodType<OpenedSession> = z
  .strictObject({
    token: z.string().optional().meta({ description: 'For programs; a page’s browser keeps it as a cookie' }),
    account: accountSchema,
    expiresAtMs: instantSchema,
  })
  .meta({ id: 'Session' });

export const pendingSignInSchema: z.ZodType<PendingSignIn> = z
  .strictObject({
    pending: z.string(),
    factors: z.array(z.enum(['totp', 'passkey', 'recovery_code'])).readonly(),
    expiresAtMs: instantSchema,
  })
  .meta({ id: 'PendingSignIn' });

export const bilingualSchema: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
export const loginSchema: z.ZodType<string> = textSchema(64, 1);
export const passwordSchema: z.ZodType<string> = z.string().min(1).max(512);
export const passwordErrors: readonly string[] = [
  'access.weak_password',
  'access.password_breached',
  'access.password_guessable',
];
export const codeSchema: z.ZodType<string> = textSchema(64, 1);

/** What every route of the access engine says of itself. */
export const shared: { readonly tags: readonly string[] } = { tags: ['access'] };
