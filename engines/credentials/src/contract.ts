import {
  type Bilingual,
  bytesOf,
  defineRoute,
  emptyBody,
  instantSchema,
  type Page,
  type PaperQuery,
  pageQuery,
  pageSchema,
  paperCodes,
  paperRoute,
  queryInteger,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { PublicJwk } from './keys/keyring.ts';
import type { CredentialStatus } from './records/change-status.ts';
import type { ListedCredential, WantedCredentials } from './records/list-public.ts';
import type { CredentialOnFile } from './records/on-file.ts';
import { type ClaimValue, type TypeMetadata, typeMetadataSchema } from './type-metadata.ts';
import type { Check, Verdict } from './verify.ts';

export { credentialErrors } from './errors.ts';

const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
const claimValue: z.ZodType<ClaimValue> = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const status: z.ZodType<CredentialStatus> = z.enum(['valid', 'suspended', 'revoked']);

/** A claim under its names. */
export type NamedClaim = { readonly name: string; readonly label: Bilingual; readonly value: ClaimValue };
const namedClaim: z.ZodType<NamedClaim> = z.strictObject({
  name: z.string(),
  label: bilingual,
  value: claimValue,
});

/** What happened to a certificate, and, once there is one, the proof that the evidence log says so. */
export type PublishedEvent = {
  readonly status: CredentialStatus;
  readonly reason: string | null;
  readonly atMs: number;
  /** The bytes of the log's entry, as text. */
  readonly entry: string;
  /** A C2SP tlog-proof. */
  readonly proof: string | null;
};

/** A public certificate as its page shows it. */
export type PublishedCredential = {
  readonly number: string;
  readonly title: Bilingual;
  readonly status: CredentialStatus;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number | null;
  readonly claims: readonly NamedClaim[];
  readonly credential: string;
  readonly events: readonly PublishedEvent[];
};

const published: z.ZodType<PublishedCredential> = z
  .strictObject({
    number: z.string(),
    title: bilingual,
    status,
    issuedAtMs: instantSchema,
    expiresAtMs: instantSchema.nullable(),
    claims: z.array(namedClaim),
    credential: z.string().meta({ description: 'SD-JWT VC' }),
    events: z.array(
      z.strictObject({
        status,
        reason: z.string().nullable(),
        atMs: instantSchema,
        entry: z.string().meta({ description: 'The entry of the evidence log, as it stands there' }),
        proof: z
          .string()
          .nullable()
          .meta({ description: 'Its inclusion proof (C2SP tlog-proof); null until it is co-signed' }),
      }),
    ),
  })
  .meta({ id: 'PublishedCredential' });

/** What came of verifying what somebody has shown. */
export type Verified = Pick<Verdict, 'kind' | 'checks'> & {
  readonly number: string | null;
  readonly title: Bilingual | null;
  readonly claims: readonly NamedClaim[];
};

const faults = [
  ...['malformed', 'signature', 'chain', 'wrong_issuer', 'wrong_type', 'not_yet_valid', 'expired'],
  ...['revoked', 'suspended', 'status_unknown', 'holder'],
] as const;
const check: z.ZodType<Check> = z.strictObject({
  check: z.enum(['form', 'signature', 'issuer', 'type', 'time', 'status', 'holder']),
  outcome: z.enum(['passed', 'failed', 'not_checked']),
  fault: z.enum(faults).exactOptional(),
}) as unknown as z.ZodType<Check>;

const verified: z.ZodType<Verified> = z
  .strictObject({
    kind: z.enum(['valid', 'invalid', 'undecided']),
    checks: z.array(check),
    number: z.string().nullable(),
    title: bilingual.nullable(),
    claims: z.array(namedClaim),
  })
  .meta({ id: 'VerifiedCredential' });

/** What somebody has been shown; `holder` where they asked the holder to prove it is theirs. */
export type Shown = {
  readonly credential: string;
  readonly holder?: { readonly audience: string; readonly nonce: string } | undefined;
};
const shown: z.ZodType<Shown> = z.strictObject({
  credential: textSchema(65_536, 1),
  holder: z.strictObject({ audience: textSchema(500, 1), nonce: textSchema(200, 1) }).optional(),
});

type ByNumber = { readonly number: string };
const byNumber: z.ZodType<ByNumber> = z.strictObject({ number: textSchema(40, 1) });
const tags = ['credentials'];
const open = { access: 'public', audit: { none: 'public' }, tags } as const;
const notFound = ['credential.not_found'];

/** Metadata of the issuer (SD-JWT VC, JWT VC Issuer Metadata). */
export type IssuerMetadata = {
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly PublicJwk[] };
};
const text = z.string();
const jwk: z.ZodType<PublicJwk> = z.strictObject({
  ...{ kty: z.literal('EC'), crv: z.literal('P-256'), x: text, y: text, kid: text },
  ...{ alg: z.literal('ES256'), use: z.literal('sig'), x5c: z.tuple([text]) },
});
const issuerMetadata: z.ZodType<IssuerMetadata> = z
  .strictObject({ issuer: text, jwks: z.strictObject({ keys: z.array(jwk) }) })
  .meta({ id: 'CredentialIssuerMetadata' });

/** Who issues here, with the keys that are used and were. */
export const getIssuer: Route<{ replies: { 200: IssuerMetadata } }> = defineRoute({
  ...open,
  method: 'GET',
  path: '/.well-known/jwt-vc-issuer',
  summary: { en: 'The issuer of certificates, with its keys', zh: '证书签发方及其公钥' },
  responses: { 200: issuerMetadata },
  errors: [],
});

/** The X.509 certificate of the authority that all keys stand under: what an outside verifier trusts. */
export const getAuthority: Route<{ replies: { 200: Uint8Array } }> = defineRoute({
  ...open,
  method: 'GET',
  path: '/credentials/authority.pem',
  summary: { en: "The issuer's root certificate", zh: '签发方根证书' },
  responses: { 200: bytesOf('application/x-pem-file') },
  errors: [],
});

/** A type of certificates, for wallets and verifiers. */
export const getType: Route<{ params: { readonly type: string }; replies: { 200: TypeMetadata } }> =
  defineRoute({
    ...open,
    method: 'GET',
    path: '/credentials/types/:type',
    summary: { en: 'A type of certificates', zh: '证书类型说明' },
    params: z.strictObject({ type: textSchema(80, 1) }),
    responses: { 200: typeMetadataSchema },
    errors: ['credential.no_such_type'],
  });

/** Where the status lists are (Token Status List, 9). */
export const listLists: Route<{ replies: { 200: { readonly status_lists: readonly string[] } } }> =
  defineRoute({
    ...open,
    method: 'GET',
    path: '/credentials/status',
    summary: { en: 'The status lists', zh: '证书状态列表目录' },
    responses: { 200: z.strictObject({ status_lists: z.array(text) }) },
    errors: [],
  });

/** A status list as a signed token. */
export const getList: Route<{ params: { readonly list: number }; replies: { 200: Uint8Array } }> =
  defineRoute({
    ...open,
    method: 'GET',
    path: '/credentials/status/:list',
    summary: { en: 'A status list, signed', zh: '证书状态列表' },
    params: z.strictObject({ list: queryInteger(1, 2_000_000_000) }),
    responses: { 200: bytesOf('application/statuslist+jwt') },
    errors: ['credential.no_such_list'],
  });

/** Verifies what somebody was shown. Nothing of it is kept or written down. */
export const verifyShown: Route<{ body: Shown; replies: { 200: Verified } }> = defineRoute({
  ...open,
  method: 'POST',
  path: '/credentials/verify',
  summary: { en: 'Verify a certificate', zh: '核验证书' },
  description: {
    en: 'Says of each check whether it passed, failed or was not made. Nothing of what is sent is kept.',
    zh: '逐项给出核验结果：通过、未通过或未核验。所提交内容不作保存。',
  },
  body: shown,
  responses: { 200: verified },
  errors: [],
  maxBodyBytes: 300_000,
});

/** Public certificates, the latest first. */
export const listCredentials: Route<{ query: WantedCredentials; replies: { 200: Page<ListedCredential> } }> =
  defineRoute({
    ...open,
    method: 'GET',
    path: '/credentials',
    summary: { en: 'Public certificates', zh: '公开证书列表' },
    query: z.strictObject({ ...pageQuery, about: textSchema(100, 1).optional() }),
    responses: {
      200: pageSchema(
        z.strictObject({
          ...{ number: z.string(), title: z.strictObject({ en: z.string(), zh: z.string() }) },
          ...{ about: z.string().nullable(), status, issuedAtMs: instantSchema },
        }),
      ),
    },
    errors: ['page.bad_cursor'],
  });

/** A public certificate by its number. */
export const getCredential: Route<{ params: ByNumber; replies: { 200: PublishedCredential } }> = defineRoute({
  ...open,
  method: 'GET',
  path: '/credentials/:number',
  summary: { en: 'A public certificate by its number', zh: '按编号查询公开证书' },
  params: byNumber,
  responses: { 200: published },
  errors: notFound,
});

/** A public certificate on paper. */
export const printCredential: Route<{ params: ByNumber; query: PaperQuery; replies: { 200: Uint8Array } }> =
  defineRoute({
    ...open,
    ...paperRoute,
    path: '/credentials/:number/paper',
    summary: { en: 'A public certificate as PDF', zh: '公开证书 PDF' },
    params: byNumber,
    errors: [...notFound, ...paperCodes],
  });

/** A certificate as its issuer keeps it, also a personal one; what it says is not in it. */
export const getOnFile: Route<{ params: ByNumber; replies: { 200: CredentialOnFile } }> = defineRoute({
  method: 'GET',
  path: '/credentials/:number/record',
  summary: { en: 'How the issuer keeps a certificate', zh: '证书签发档案' },
  params: byNumber,
  responses: {
    200: z
      .strictObject({
        ...{ number: z.string(), title: bilingual, isPublic: z.boolean(), status },
        ...{ issuedAtMs: instantSchema, forgottenAtMs: instantSchema.nullable() },
      })
      .meta({ id: 'CredentialOnFile' }),
  },
  errors: notFound,
  access: ['bureau', 'auditor'],
  audit: 'credential.read',
  tags,
});

/** What is asked of a certificate's status. */
export type AskedStatus = { readonly status: CredentialStatus; readonly reason: string };

/** Suspends, revokes or reinstates a certificate. */
export const setStatus: Route<{
  params: ByNumber;
  body: AskedStatus;
  replies: { 200: { readonly status: CredentialStatus } };
}> = defineRoute({
  method: 'POST',
  path: '/credentials/:number/status',
  summary: { en: 'Suspend, revoke or reinstate a certificate', zh: '暂停、吊销或恢复证书' },
  params: byNumber,
  body: z.strictObject({ status, reason: textSchema(500, 1) }),
  responses: { 200: z.strictObject({ status }) },
  errors: [...notFound, 'credential.key_reused', 'credential.revoked_for_good'],
  access: ['bureau'],
  audit: 'credential.set_status',
  stepUp: true,
  tags,
});

/** Forgets a personal certificate, as its holder asks. */
export const postForgetting: Route<{ params: ByNumber; replies: { 204: undefined } }> = defineRoute({
  method: 'POST',
  path: '/credentials/:number/forgetting',
  summary: { en: 'Forget a personal certificate', zh: '删除个人证书内容' },
  description: {
    en: 'Its number, its place in the status list and a digest stay: a copy verifies as before, and it can still be revoked.',
    zh: '保留编号、状态列表位置和摘要：持有人手中的副本仍可核验，亦可吊销。',
  },
  params: byNumber,
  responses: { 204: emptyBody() },
  errors: [...notFound, 'credential.public_stays'],
  access: ['bureau'],
  audit: 'credential.forget',
  stepUp: true,
  tags,
});

/** Those that a page calls, by name. */
export const credentialRoutes: {
  readonly listCredentials: typeof listCredentials;
  readonly getCredential: typeof getCredential;
  readonly verifyShown: typeof verifyShown;
  readonly printCredential: typeof printCredential;
  readonly getOnFile: typeof getOnFile;
  readonly setStatus: typeof setStatus;
  readonly postForgetting: typeof postForgetting;
} = {
  ...{ listCredentials, getCredential, verifyShown, printCredential },
  ...{ getOnFile, setStatus, postForgetting },
};
