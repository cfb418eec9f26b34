import { instantSchema, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type {
  Assertion,
  AssertionAsk,
  Attestation,
  AttestationAsk,
  Factors,
  Passkey,
  Proof,
  SecondFactor,
} from '../factors/forms.ts';
import { codeSchema, passwordSchema } from './schemas.ts';

const base64url = (most: number): z.ZodType<string> =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/, 'base64url');
const transports: z.ZodType<readonly string[]> = z.array(textSchema(20, 1)).max(8).readonly();

/** A passkey's name, as its owner tells it from the others. */
export const passkeyNameSchema: z.ZodType<string> = z.string().trim().pipe(textSchema(60, 1));

/** Names a pending sign-in. */
export const pendingSchema: z.ZodType<string> = base64url(64);

export const assertionSchema: z.ZodType<Assertion> = z
  .strictObject({
    id: base64url(1400),
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(8000),
    userHandle: base64url(100).optional(),
  })
  .meta({ id: 'PasskeyAssertion' });

export const attestationSchema: z.ZodType<Attestation> = z
  .strictObject({
    id: base64url(1400),
    clientDataJSON: base64url(4000),
    attestationObject: base64url(40_000),
    transports,
  })
  .meta({ id: 'PasskeyAttestation' });

export const assertionAskSchema: z.ZodType<AssertionAsk> = z
  .strictObject({
    challenge: z.string(),
    siteId: z.string(),
    allow: z.array(z.strictObject({ id: z.string(), transports })).readonly(),
  })
  .meta({ id: 'PasskeyChallenge' });

export const attestationAskSchema: z.ZodType<AttestationAsk> = z
  .strictObject({
    challenge: z.string(),
    siteId: z.string(),
    siteName: z.string(),
    userHandle: z.string(),
    login: z.string(),
    name: z.string(),
    exclude: z.array(z.string()).readonly(),
  })
  .meta({ id: 'NewPasskeyChallenge' });

export const passkeySchema: z.ZodType<Passkey> = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    createdAtMs: instantSchema,
    lastUsedAtMs: instantSchema.nullable(),
  })
  .meta({ id: 'Passkey' });

export const factorsSchema: z.ZodType<Factors> = z
  .strictObject({
    totp: z.strictObject({ confirmedAtMs: instantSchema }).nullable(),
    passkeys: z.array(passkeySchema).readonly(),
    recoveryCodes: z.int(),
    offered: z.strictObject({ totp: z.boolean(), passkey: z.boolean() }),
  })
  .meta({ id: 'Factors' });

const totp = { kind: z.literal('totp'), code: codeSchema };
const passkey = { kind: z.literal('passkey'), assertion: assertionSchema };

/** The second step of a sign-in: which one, and the factor. */
export const secondStepSchema: z.ZodType<SecondFactor & { readonly pending: string }> = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...totp, pending: pendingSchema }),
    z.strictObject({ ...passkey, pending: pendingSchema }),
    z.strictObject({ kind: z.literal('recovery_code'), code: codeSchema, pending: pendingSchema }),
  ],
);

export const proofSchema: z.ZodType<Proof> = z.discriminatedUnion('kind', [
  z.strictObject(totp),
  z.strictObject(passkey),
  z.strictObject({ kind: z.literal('password'), password: passwordSchema }),
]);
