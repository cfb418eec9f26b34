import { defineRoute, emptyBody, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { OpenedSession } from '../account.ts';
import type { Assertion, AssertionAsk, Proof, SecondFactor, SessionState } from '../factors/forms.ts';
import {
  assertionAskSchema,
  assertionSchema,
  pendingSchema,
  proofSchema,
  secondStepSchema,
} from './factor-schemas.ts';
import { sessionSchema, shared } from './schemas.ts';

/** `POST /session/challenge`: what a passkey is to sign to sign in, alone or as the second step of a pending sign-in. */
export const postSessionChallenge: Route<{
  body: { readonly pending?: string | undefined };
  replies: { 201: AssertionAsk };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session/challenge',
  summary: { en: 'Ask to sign in with a passkey', zh: '请求通行密钥登录' },
  body: z.strictObject({ pending: pendingSchema.optional() }),
  responses: { 201: assertionAskSchema },
  errors: ['access.factor_not_offered', 'access.sign_in_over'],
  access: 'public',
  audit: { none: 'public' },
});

/** `POST /session/passkey`: sign in with a passkey alone. */
export const postPasskeySession: Route<{
  body: { readonly assertion: Assertion };
  replies: { 201: OpenedSession };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session/passkey',
  summary: { en: 'Sign in with a passkey', zh: '通行密钥登录' },
  body: z.strictObject({ assertion: assertionSchema }),
  responses: { 201: sessionSchema },
  errors: ['access.wrong_factor'],
  access: 'public',
  audit: 'access.sign_in',
});

/** `POST /session/second-step`: complete a sign-in whose password was right. */
export const postSecondStep: Route<{
  body: SecondFactor & { readonly pending: string };
  replies: { 201: OpenedSession };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session/second-step',
  summary: { en: 'Complete a sign-in by a second factor', zh: '以第二验证方式完成登录' },
  body: secondStepSchema,
  responses: { 201: sessionSchema },
  errors: ['access.wrong_factor', 'access.sign_in_over', 'access.locked'],
  access: 'public',
  audit: 'access.sign_in',
});

/** `GET /session/state`: how long my session lasts, and how I prove who I am. */
export const getSessionState: Route<{ replies: { 200: SessionState } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/session/state',
  summary: { en: 'State of my session', zh: '当前会话状态' },
  responses: {
    200: z
      .strictObject({
        expiresAtMs: instantSchema,
        provenAtMs: instantSchema,
        idleMs: z.int(),
        ways: z.array(z.enum(['password', 'totp', 'passkey', 'outside'])).readonly(),
        mustEnrol: z.boolean(),
      })
      .meta({ id: 'MySession' }),
  },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `POST /session/proof/challenge`: what a passkey is to sign to prove again who one is. */
export const postProofChallenge: Route<{ replies: { 201: AssertionAsk } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session/proof/challenge',
  summary: { en: 'Ask to prove by passkey', zh: '请求通行密钥验证' },
  responses: { 201: assertionAskSchema },
  errors: ['access.factor_not_offered'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `POST /session/proof`: prove again who one is: by a second factor where the account has one, by the password where it has none. */
export const postProof: Route<{ body: Proof; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/session/proof',
  summary: { en: 'Prove again who I am', zh: '重新验证身份' },
  body: proofSchema,
  responses: { 204: emptyBody() },
  errors: ['access.wrong_factor', 'access.other_proof', 'access.locked'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.prove',
});
