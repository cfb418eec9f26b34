import { defineRoute, emptyBody, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Attestation, AttestationAsk, Factors, NewTotp, Passkey } from '../factors/forms.ts';
import {
  attestationAskSchema,
  attestationSchema,
  factorsSchema,
  passkeyNameSchema,
  passkeySchema,
} from './factor-schemas.ts';
import { codeSchema, shared } from './schemas.ts';

type ById = { readonly id: string };
type NewPasskey = { readonly name: string; readonly attestation: Attestation };

const byId: z.ZodType<ById> = z.strictObject({ id: z.uuid() });

/** `GET /factors`: my second factors, and which can be added here. */
export const getFactors: Route<{ replies: { 200: Factors } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/factors',
  summary: { en: 'My second factors', zh: '我的验证方式' },
  responses: { 200: factorsSchema },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `POST /factors/totp`: a secret for an authenticator app; told once, and good once a first code confirmed it. */
export const postTotp: Route<{ replies: { 201: NewTotp } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/factors/totp',
  summary: { en: 'Prepare an authenticator app', zh: '准备身份验证器' },
  responses: { 201: z.strictObject({ uri: z.string(), secret: z.string() }) },
  errors: ['access.factor_not_offered', 'access.factor_exists'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.prepare_totp',
  stepUp: true,
});

/** `POST /factors/totp/confirmation`: the app's first code. */
export const postTotpConfirmation: Route<{
  body: { readonly code: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/factors/totp/confirmation',
  summary: { en: 'Confirm an authenticator app', zh: '确认身份验证器' },
  body: z.strictObject({ code: codeSchema }),
  responses: { 204: emptyBody() },
  errors: ['access.wrong_factor', 'access.factor_not_offered'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.add_totp',
});

/** `DELETE /factors/totp`: without the authenticator app from now on. */
export const deleteTotp: Route<{ replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/factors/totp',
  summary: { en: 'Remove the authenticator app', zh: '移除身份验证器' },
  responses: { 204: emptyBody() },
  errors: ['access.factor_not_found'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.remove_totp',
  stepUp: true,
});

/** `POST /factors/passkeys/challenge`: what the browser needs to make a passkey. */
export const postPasskeyChallenge: Route<{ replies: { 201: AttestationAsk } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/factors/passkeys/challenge',
  summary: { en: 'Ask for a new passkey', zh: '请求新通行密钥' },
  responses: { 201: attestationAskSchema },
  errors: ['access.factor_not_offered'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
  stepUp: true,
});

/** `POST /factors/passkeys`: keep the passkey that was made. */
export const postPasskey: Route<{ body: NewPasskey; replies: { 201: Passkey } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/factors/passkeys',
  summary: { en: 'Add a passkey', zh: '添加通行密钥' },
  body: z.strictObject({ name: passkeyNameSchema, attestation: attestationSchema }),
  responses: { 201: passkeySchema },
  errors: ['access.factor_not_offered', 'access.passkey_refused', 'access.too_many_passkeys'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.add_passkey',
});

/** `PATCH /factors/passkeys/:id`: another name for it. */
export const patchPasskey: Route<{
  params: ById;
  body: { readonly name: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/factors/passkeys/:id',
  summary: { en: 'Rename a passkey', zh: '重命名通行密钥' },
  params: byId,
  body: z.strictObject({ name: passkeyNameSchema }),
  responses: { 204: emptyBody() },
  errors: ['access.factor_not_found'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.rename_passkey',
});

/** `DELETE /factors/passkeys/:id`: it opens nothing any more. */
export const deletePasskey: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/factors/passkeys/:id',
  summary: { en: 'Remove a passkey', zh: '移除通行密钥' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.factor_not_found'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.remove_passkey',
  stepUp: true,
});

/** `POST /factors/recovery-codes`: ten codes, each good once in place of a second factor; told once, and the earlier ones end. */
export const postRecoveryCodes: Route<{ replies: { 201: { readonly codes: readonly string[] } } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/factors/recovery-codes',
    summary: { en: 'New recovery codes', zh: '生成恢复代码' },
    responses: { 201: z.strictObject({ codes: z.array(z.string()).readonly() }) },
    errors: ['access.factor_not_found'],
    access: [{ role: '*', over: 'self' }],
    openToUnverified: true,
    audit: 'access.issue_recovery_codes',
    stepUp: true,
  });
