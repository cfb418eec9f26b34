import type { SignedDocument } from '@finharbor/access';
import {
  type Bilingual,
  defineRoute,
  instantSchema,
  publicKeySchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingual, open, owners, said, shared } from '../schemas.ts';

/** The type of the document a firm signs; its body is a `SignedText`. */
export const signatureType = 'ethics_declaration';

/** The declaration in one version. */
export type DeclarationView = {
  readonly version: number;
  readonly title: Bilingual;
  /** Nine. */
  readonly articles: readonly Bilingual[];
  /** Where the text comes from. */
  readonly source: Bilingual;
  /** SHA-256 in hex of the canonical JSON of `{ version, title, articles }`: what is signed. */
  readonly hash: string;
  readonly adoptedAtMs: number;
};
/** A text that is to be adopted. */
export type NewDeclaration = Pick<DeclarationView, 'version' | 'title' | 'articles' | 'source'>;
/** A firm's signature, as everybody may check it. */
export type SignatureView = {
  readonly id: string;
  readonly version: number;
  readonly uscc: string;
  readonly firm: string;
  readonly signedAtMs: number;
  readonly endedAtMs: number | null;
  readonly ending: 'withdrawn' | 'removed' | null;
  readonly document: SignedDocument;
};

const version = z.int().min(1).max(1_000);
/** A version on the wire. */
export const declarationSchema: z.ZodType<DeclarationView> = z
  .strictObject({
    ...{ version, title: said, articles: z.array(said).readonly(), source: said },
    ...{ hash: z.string(), adoptedAtMs: instantSchema },
  })
  .meta({ id: 'EthicsDeclaration' });
/** A signed document on the wire: what holds of it, its check says. */
const documentSchema: z.ZodType<SignedDocument> = z.strictObject({
  ...{ id: z.string().max(64), type: z.string().max(64), issuer: z.string().max(64), key: publicKeySchema },
  ...{ signature: z.string().max(128), issuedAtMs: z.int().min(0) },
  audience: z.array(z.string().max(64)).max(8).readonly(),
  body: z.strictObject({ version, hash: z.string().max(64), firm: textSchema(200, 1) }),
});
export const signatureSchema: z.ZodType<SignatureView> = z
  .strictObject({
    ...{ id: z.string(), version: z.int(), uscc: z.string(), firm: z.string(), signedAtMs: instantSchema },
    ...{ endedAtMs: instantSchema.nullable(), ending: z.enum(['withdrawn', 'removed']).nullable() },
    document: documentSchema,
  })
  .meta({ id: 'EthicsSignature' });

/** `GET /ethics/declarations`: the declaration of nine articles, the latest version first. */
export const listDeclarations: Route<{ replies: { 200: { readonly items: readonly DeclarationView[] } } }> =
  defineRoute({
    ...shared,
    ...open,
    method: 'GET',
    path: '/ethics/declarations',
    summary: { en: 'The ethics declaration', zh: '金融科技伦理宣言' },
    responses: { 200: z.strictObject({ items: z.array(declarationSchema).readonly() }) },
    errors: [],
  });

/** `POST /ethics/declarations`: adopt a version; the same again is the same. */
export const postDeclaration: Route<{ body: NewDeclaration; replies: { 201: DeclarationView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/ethics/declarations',
    summary: { en: 'Adopt the declaration', zh: '通过伦理宣言' },
    body: z.strictObject({
      ...{ version, title: bilingual, source: bilingual },
      articles: z.array(bilingual).length(9).readonly(),
    }),
    responses: { 201: declarationSchema },
    errors: ['ethics.version_taken'],
    access: ['bureau'],
    audit: 'ethics.adopt_declaration',
    stepUp: true,
  });

/** `GET /ethics/signatures`: which firms have signed, the latest first, each with the document that anybody can check. */
export const listSignatures: Route<{ replies: { 200: { readonly items: readonly SignatureView[] } } }> =
  defineRoute({
    ...shared,
    ...open,
    method: 'GET',
    path: '/ethics/signatures',
    summary: { en: 'Who has signed the declaration', zh: '宣言签署企业' },
    responses: { 200: z.strictObject({ items: z.array(signatureSchema).readonly() }) },
    errors: [],
  });

/** `POST /ethics/signatures`: a firm signs the latest version with its own key. */
export const postSignature: Route<{
  body: { readonly document: SignedDocument };
  replies: { 201: SignatureView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/signatures',
  summary: { en: 'Sign the declaration', zh: '签署伦理宣言' },
  body: z.strictObject({ document: documentSchema }),
  responses: { 201: signatureSchema },
  errors: ['ethics.bad_signature', 'ethics.other_text', 'ethics.signed_already'],
  access: owners,
  audit: 'ethics.sign_declaration',
});

/** `POST /ethics/signatures/:id/withdrawal`: the firm no longer stands by it; that it did stays on record. */
export const postWithdrawal: Route<{
  params: { readonly id: string };
  replies: { 200: SignatureView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/signatures/:id/withdrawal',
  summary: { en: 'Withdraw from the declaration', zh: '撤回签署' },
  params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
  responses: { 200: signatureSchema },
  errors: ['ethics.not_found'],
  access: owners,
  audit: 'ethics.withdraw_signature',
});
