// What a page may import: the routes of personal data and the values they carry.
import {
  bytesOf,
  defineRoute,
  emptyBody,
  instantSchema,
  publicKeySchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema, shared } from '../contract/schemas.ts';
import type { KeyState } from '../sealing/rotation.ts';
import type { ErasureCertificate, SignedCertificate } from './certificate.ts';
import type { ErasureEntry } from './erasure.ts';
import type { PersonalExport, RegisteredField } from './export.ts';
import { type DocumentType, documentTypes, type IdentityDocument } from './identity-document.ts';
import type { MaskedProfile, ProfileChange, ProfileField } from './profile.ts';
import type { Seen } from './reveal.ts';

export type { KeyState as KeyFacts } from '../sealing/rotation.ts';
export type { ErasureCertificate, SignedCertificate } from './certificate.ts';
export type { ErasureEntry } from './erasure.ts';
export { personalErrors } from './errors.ts';
export type { PersonalExport, RegisteredField } from './export.ts';
export { type DocumentType, documentTypes, type IdentityDocument } from './identity-document.ts';
export type { MaskedProfile, ProfileChange, ProfileField } from './profile.ts';
export type { Seen } from './reveal.ts';

type ById = { readonly id: string };
type AskedReveal = { readonly field: ProfileField; readonly reason: string };
type Asked = { readonly askedAtMs: number | null };
type Found = { readonly accounts: readonly string[] };

/** How long a page shows a value that was revealed. */
export const revealShownMs = 60_000;

const administrators = ['admin', 'operator'] as const;
const own = { none: 'own' } as const;
const byId: z.ZodType<ById> = z.strictObject({ id: z.uuid() });
const tags = { ...shared, tags: ['personal'] };

const documentType: z.ZodType<DocumentType> = z.enum(documentTypes as [DocumentType, ...DocumentType[]]);
const documentSchema: z.ZodType<IdentityDocument> = z.strictObject({
  type: documentType,
  number: textSchema(40, 1),
});
const profileSchema: z.ZodType<MaskedProfile> = z
  .strictObject({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    idType: documentType.nullable(),
    idNumber: z.string().nullable(),
  })
  .meta({ id: 'MaskedProfile' });
const registered = {
  table: z.string(),
  column: z.string(),
  what: bilingualSchema,
  category: z.enum(['ordinary', 'sensitive']),
  purpose: bilingualSchema,
  basis: bilingualSchema,
  retention: bilingualSchema,
  erasure: z.enum(['delete', 'replace', 'keep']),
  keptBecause: bilingualSchema.nullable(),
  shownAs: z.string(),
  revealedTo: z.array(z.string()).readonly(),
  isSealed: z.boolean(),
  isWithheld: z.boolean(),
} as const;
const fieldSchema: z.ZodType<RegisteredField> = z.strictObject(registered).meta({ id: 'PersonalField' });
const exportSchema: z.ZodType<PersonalExport> = z
  .strictObject({
    account: z.uuid(),
    exportedAtMs: instantSchema,
    fields: z
      .array(z.strictObject({ ...registered, values: z.array(z.string()).readonly().nullable() }))
      .readonly(),
  })
  .meta({ id: 'PersonalExport' });
// Numbers, not texts: what is signed has to arrive as it was signed.
const certificateSchema: z.ZodType<ErasureCertificate> = z
  .strictObject({
    id: z.uuid(),
    cause: z.enum(['request', 'retention']),
    requestedAtMs: z.int(),
    erasedAtMs: z.int(),
    subject: z.string().meta({ description: 'Commitment that nothing opens any more, hex' }),
    erased: z.array(z.strictObject({ what: bilingualSchema, rows: z.int() })).readonly(),
    kept: z.array(z.strictObject({ what: bilingualSchema, reason: bilingualSchema })).readonly(),
  })
  .meta({ id: 'ErasureCertificate' });
/** A certificate as it is given out, and as its file is read. */
export const signedCertificateSchema: z.ZodType<SignedCertificate> = z
  .strictObject({
    type: z.literal('erasure_certificate'),
    issuer: z.string(),
    audience: z.array(z.string()).readonly(),
    body: certificateSchema,
    issuedAtMs: z.int(),
    id: z.string(),
    key: publicKeySchema,
    signature: z.string(),
  })
  .meta({ id: 'SignedCertificate' });
const entrySchema: z.ZodType<ErasureEntry> = z
  .strictObject({
    id: z.uuid(),
    cause: z.enum(['request', 'retention']),
    name: z.string(),
    requestedAtMs: instantSchema,
    certificate: signedCertificateSchema.nullable(),
  })
  .meta({ id: 'ErasureEntry' });
const askedSchema: z.ZodType<Asked> = z.strictObject({ askedAtMs: instantSchema.nullable() });
const fieldName: z.ZodType<ProfileField> = z.enum(['email', 'phone', 'idNumber']);
const seenSchema: z.ZodType<Seen> = z
  .strictObject({ field: fieldName, by: z.string(), reason: z.string(), seenAtMs: instantSchema })
  .meta({ id: 'Seen' });
const keysSchema: z.ZodType<KeyState> = z
  .strictObject({
    masterKeyId: z.string(),
    live: z.int(),
    retired: z.int(),
    underEarlier: z.int(),
  })
  .meta({ id: 'KeyState' });

/** `GET /privacy/register`: what is kept of people here, why, and how long. */
export const getPrivacyRegister: Route<{ replies: { 200: readonly RegisteredField[] } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/privacy/register',
  summary: { en: 'What is kept of people', zh: '个人信息处理清单' },
  responses: { 200: z.array(fieldSchema).readonly() },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** `GET /me/profile`: my own profile, masked. */
export const getMyProfile: Route<{ replies: { 200: MaskedProfile } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/me/profile',
  summary: { en: 'My profile, masked', zh: '我的资料（脱敏）' },
  responses: { 200: profileSchema },
  errors: ['sealing.not_opened', 'sealing.keys_unavailable'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: own,
});

/** `PATCH /me/profile`: change what is given; null empties a field. */
export const patchMyProfile: Route<{ body: ProfileChange; replies: { 200: MaskedProfile } }> = defineRoute({
  ...tags,
  method: 'PATCH',
  path: '/me/profile',
  summary: { en: 'Change my profile', zh: '修改我的资料' },
  body: z.strictObject({
    email: textSchema(254, 1).nullish(),
    phone: textSchema(40, 1).nullish(),
    idDocument: documentSchema.nullish(),
  }),
  responses: { 200: profileSchema },
  errors: ['personal.bad_value', 'sealing.not_opened', 'sealing.keys_unavailable'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'personal.change',
});

/** `GET /accounts/:id/profile`: somebody's profile, masked. */
export const getProfile: Route<{ params: ById; replies: { 200: MaskedProfile } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/accounts/:id/profile',
  summary: { en: 'Somebody’s profile, masked', zh: '他人资料（脱敏）' },
  params: byId,
  responses: { 200: profileSchema },
  errors: ['access.account_not_found', 'sealing.not_opened', 'sealing.keys_unavailable'],
  access: administrators,
  audit: 'personal.read',
});

/**
 * `POST /accounts/:id/reveal`: one value, whole: one's own, or another's with a reason. The answer is bytes of text, an answer that is
 * kept for no Idempotency-Key: it stands nowhere afterwards.
 */
export const postReveal: Route<{ params: ById; body: AskedReveal; replies: { 200: Uint8Array } }> =
  defineRoute({
    ...tags,
    method: 'POST',
    path: '/accounts/:id/reveal',
    summary: { en: 'See one value whole', zh: '查看完整信息' },
    params: byId,
    body: z.strictObject({ field: fieldName, reason: textSchema(200) }),
    responses: { 200: bytesOf('text/plain') },
    errors: [
      'personal.not_found',
      'personal.reason_required',
      'sealing.not_opened',
      'sealing.keys_unavailable',
    ],
    access: [{ role: '*', over: 'self' }],
    openToUnverified: true,
    stepUp: true,
    audit: 'personal.reveal',
  });

/** `POST /accounts/by-document`: whose a document's number is. In the body: an address is written down in too many places. */
export const postAccountsByDocument: Route<{ body: IdentityDocument; replies: { 200: Found } }> = defineRoute(
  {
    ...tags,
    method: 'POST',
    path: '/accounts/by-document',
    summary: { en: 'Find by identity document', zh: '按证件号码查找' },
    body: documentSchema,
    responses: { 200: z.strictObject({ accounts: z.array(z.uuid()).readonly() }) },
    errors: ['personal.bad_value', 'sealing.keys_unavailable'],
    access: administrators,
    audit: 'personal.find',
  },
);

/** `GET /me/reveals`: who else saw a value of mine whole, and why. */
export const listMyReveals: Route<{ replies: { 200: readonly Seen[] } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/me/reveals',
  summary: { en: 'Who saw my data whole', zh: '谁查看过我的完整信息' },
  responses: { 200: z.array(seenSchema).readonly() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: own,
});

/** `GET /me/data`: everything kept of me here, in the clear, with purpose and retention. */
export const getMyData: Route<{ replies: { 200: PersonalExport } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/me/data',
  summary: { en: 'All my data', zh: '导出我的个人信息' },
  responses: { 200: exportSchema },
  errors: ['access.account_not_found', 'sealing.not_opened', 'sealing.keys_unavailable'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  stepUp: true,
  audit: 'personal.export',
});

/** `GET /me/erasure`: whether I asked to be erased. */
export const getMyErasure: Route<{ replies: { 200: Asked } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/me/erasure',
  summary: { en: 'Whether I asked to be erased', zh: '我的注销申请' },
  responses: { 200: askedSchema },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: own,
});

/** `POST /me/erasure`: ask to be erased; an administrator confirms. */
export const postMyErasure: Route<{ replies: { 202: Asked } }> = defineRoute({
  ...tags,
  method: 'POST',
  path: '/me/erasure',
  summary: { en: 'Ask to be erased', zh: '申请注销并删除个人信息' },
  responses: { 202: askedSchema },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  stepUp: true,
  audit: 'personal.ask_erasure',
});

/** `DELETE /me/erasure`: take it back, while nobody has confirmed it. */
export const deleteMyErasure: Route<{ replies: { 204: undefined } }> = defineRoute({
  ...tags,
  method: 'DELETE',
  path: '/me/erasure',
  summary: { en: 'Take the wish back', zh: '撤回注销申请' },
  responses: { 204: emptyBody() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'personal.withdraw_erasure',
});

/** `GET /erasures`: who asks to be erased, and the certificates of who was. */
export const listErasureRequests: Route<{ replies: { 200: readonly ErasureEntry[] } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/erasures',
  summary: { en: 'Wishes to be erased', zh: '注销申请列表' },
  responses: { 200: z.array(entrySchema).readonly() },
  errors: [],
  access: administrators,
  audit: 'personal.list_erasures',
});

/** `POST /erasures/:id/confirmation`: erase the person; gives the certificate, the same one again when asked again. */
export const postErasureConfirmation: Route<{ params: ById; replies: { 200: SignedCertificate } }> =
  defineRoute({
    ...tags,
    method: 'POST',
    path: '/erasures/:id/confirmation',
    summary: { en: 'Erase a person', zh: '确认注销并删除' },
    params: byId,
    responses: { 200: signedCertificateSchema },
    errors: ['personal.not_found', 'personal.own_erasure', 'access.account_not_found'],
    access: administrators,
    stepUp: true,
    audit: 'personal.erase',
  });

/** `GET /keys`: where the keys of sealed columns stand. */
export const getKeys: Route<{ replies: { 200: KeyState } }> = defineRoute({
  ...tags,
  method: 'GET',
  path: '/keys',
  summary: { en: 'Keys of sealed columns', zh: '加密密钥状态' },
  responses: { 200: keysSchema },
  errors: ['sealing.keys_unavailable'],
  access: administrators,
  audit: { none: 'party' },
});

/**
 * `POST /keys/rotation`: a new master key and new data keys; values move to them in the next sweeps. A route, not a command: only the
 * running process has both the database and the key store, and here it is asked for by a person who proved who they are, and audited.
 */
export const postKeyRotation: Route<{ replies: { 202: KeyState } }> = defineRoute({
  ...tags,
  method: 'POST',
  path: '/keys/rotation',
  summary: { en: 'Rotate the keys', zh: '轮换密钥' },
  responses: { 202: keysSchema },
  errors: ['sealing.keys_unavailable'],
  access: administrators,
  stepUp: true,
  audit: 'keys.rotate',
});

/** Every route of personal data, by name. */
export const personalRoutes: PersonalRoutes = {
  deleteMyErasure,
  getKeys,
  getMyData,
  getMyErasure,
  getMyProfile,
  getPrivacyRegister,
  getProfile,
  listErasureRequests,
  listMyReveals,
  patchMyProfile,
  postAccountsByDocument,
  postErasureConfirmation,
  postKeyRotation,
  postMyErasure,
  postReveal,
};
type PersonalRoutes = {
  readonly deleteMyErasure: typeof deleteMyErasure;
  readonly getKeys: typeof getKeys;
  readonly getMyData: typeof getMyData;
  readonly getMyErasure: typeof getMyErasure;
  readonly getMyProfile: typeof getMyProfile;
  readonly getPrivacyRegister: typeof getPrivacyRegister;
  readonly getProfile: typeof getProfile;
  readonly listErasureRequests: typeof listErasureRequests;
  readonly listMyReveals: typeof listMyReveals;
  readonly patchMyProfile: typeof patchMyProfile;
  readonly postAccountsByDocument: typeof postAccountsByDocument;
  readonly postErasureConfirmation: typeof postErasureConfirmation;
  readonly postKeyRotation: typeof postKeyRotation;
  readonly postMyErasure: typeof postMyErasure;
  readonly postReveal: typeof postReveal;
};
