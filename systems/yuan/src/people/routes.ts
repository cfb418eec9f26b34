import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared, tellers } from '../roles.ts';
import { line, movementId, nameSchema, tierSchema, walletNumber } from '../schemas.ts';
import type { Tier } from '../scheme/limits.ts';
import type { Facts, TierChange } from './domain.ts';

const residents = [{ role: 'resident', over: 'party' }] as const;
const byNumber = z.strictObject({ number: walletNumber });
const part = z.string().nullable();
const factsSchema: z.ZodType<Facts> = z.strictObject({
  phone: part,
  name: part,
  documentType: part,
  documentNumber: part,
  account: part,
});
const changeSchema: z.ZodType<TierChange> = z.strictObject({
  id: z.string(),
  wallet: walletNumber,
  from: tierSchema,
  to: tierSchema,
  state: z.enum(['waiting', 'granted', 'refused']),
  waitsFor: z.enum(['age', 'bank_account', 'in_person']).nullable(),
  refusal: z.string().nullable(),
  lost: z.enum(['document', 'bank_account']).nullable(),
  askedAtMs: instantSchema,
  decidedAtMs: instantSchema.nullable(),
});

/** Which tier somebody asks for, and who they say they are: null where that is known already, or not needed. */
export type NewTier = {
  /** The same number again is the same change. */
  readonly id: string;
  readonly tier: Tier;
  readonly identity: {
    readonly name: string;
    readonly document: {
      readonly type: 'resident_id' | 'passport' | 'hk_macao_permit' | 'taiwan_permit';
      readonly number: string;
    };
  } | null;
};

/** `POST /wallets/:number/tier`: raise or lower the tier of a wallet of one's own. */
export const postTier: Route<{
  params: { readonly number: string };
  body: NewTier;
  replies: { 200: TierChange };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/wallets/:number/tier',
  summary: { en: 'Change the tier of my wallet', zh: '升级或降级钱包' },
  params: byNumber,
  body: z.strictObject({
    id: movementId,
    tier: tierSchema,
    identity: z
      .strictObject({
        name: line,
        document: z.strictObject({
          type: z.enum(['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit']),
          number: z.string().max(40),
        }),
      })
      .nullable(),
  }),
  responses: { 200: changeSchema },
  errors: [
    'yuan.no_such_wallet',
    'yuan.no_tier',
    'yuan.wallet_frozen',
    'yuan.wallet_closed',
    'yuan.tier_differs',
    'yuan.tier_waits',
    'yuan.other_movement',
    'yuan.bad_document',
    'yuan.document_in_use',
    'yuan.identity_missing',
    'yuan.too_young',
    'yuan.account_name_differs',
  ],
  access: residents,
  audit: 'yuan_tier.ask',
});

/** `GET /wallets/:number/tier`: what became of changes of a tier, the latest first. */
export const listTierChanges: Route<{
  params: { readonly number: string };
  replies: { 200: { readonly items: readonly TierChange[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/tier',
  summary: { en: 'Changes of my wallet’s tier', zh: '钱包类别变更记录' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(changeSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: residents,
  audit: { none: 'own' },
});

/** What one operator knows of me. */
export type KnownBy = {
  readonly operator: string;
  readonly operatorName: Bilingual;
  /** The best known of my wallets there decides. */
  readonly tier: Tier;
  readonly wallets: readonly { readonly number: string; readonly tier: Tier }[];
  readonly seen: Facts;
};

/** A lawful request about me whose embargo is over. */
export type Disclosure = {
  readonly wallet: string;
  readonly authority: string;
  readonly law: Bilingual;
  readonly article: string;
  readonly withIdentity: boolean;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly askedAtMs: number;
  readonly openings: number;
};

/** What is known of me, and who has asked for it. */
export type KnownOfMe = {
  readonly operators: readonly KnownBy[];
  readonly disclosures: readonly Disclosure[];
};

/** `GET /known-of-me`: what each bank of mine knows of me, and who was told by law. */
export const getKnownOfMe: Route<{ replies: { 200: KnownOfMe } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/known-of-me',
  summary: { en: 'What my bank knows of me', zh: '运营机构掌握的我的信息' },
  responses: {
    200: z.strictObject({
      operators: z
        .array(
          z.strictObject({
            operator: z.string(),
            operatorName: nameSchema,
            tier: tierSchema,
            wallets: z.array(z.strictObject({ number: walletNumber, tier: tierSchema })).readonly(),
            seen: factsSchema,
          }),
        )
        .readonly(),
      disclosures: z
        .array(
          z.strictObject({
            wallet: walletNumber,
            authority: z.string(),
            law: z.strictObject({ en: z.string(), zh: z.string() }),
            article: z.string(),
            withIdentity: z.boolean(),
            fromMs: instantSchema.nullable(),
            untilMs: instantSchema.nullable(),
            askedAtMs: instantSchema,
            openings: z.int(),
          }),
        )
        .readonly(),
    }),
  },
  errors: [],
  access: residents,
  audit: { none: 'own' },
});

/** A customer, by a wallet, as its operator may see them. */
export type Customer = {
  readonly wallet: string;
  readonly kind: 'personal' | 'corporate';
  readonly tier: Tier | null;
  readonly state: 'open' | 'frozen' | 'closed';
  readonly openedAtMs: number;
  /** Of a firm's wallet, the firm. */
  readonly firm: string | null;
  readonly seen: Facts;
  /** False where the document that the tier rests on is in the profile no more. */
  readonly isBacked: boolean;
};

const customerSchema: z.ZodType<Customer> = z.strictObject({
  wallet: walletNumber,
  kind: z.enum(['personal', 'corporate']),
  tier: tierSchema.nullable(),
  state: z.enum(['open', 'frozen', 'closed']),
  openedAtMs: instantSchema,
  firm: z.string().nullable(),
  seen: factsSchema,
  isBacked: z.boolean(),
});

/** `GET /customers`: whose wallets an operator keeps, each as its tier lets the operator see them; the latest first. */
export const listCustomers: Route<{ query: PageRequest; replies: { 200: Page<Customer> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/customers',
  summary: { en: 'My bank’s customers', zh: '本机构客户' },
  query: z.strictObject(pageQuery),
  responses: { 200: pageSchema(customerSchema) },
  errors: ['yuan.operator_not_found', 'page.bad_cursor'],
  access: tellers,
  audit: 'yuan_customer.list',
});

/** A change of a tier that waits for the operator, with what it would see of the person then. */
export type WaitingChange = { readonly change: TierChange; readonly wouldSee: Facts };

/** `GET /tier-changes`: what waits for the operator's word, the earliest first. */
export const listWaitingChanges: Route<{ replies: { 200: { readonly items: readonly WaitingChange[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/tier-changes',
    summary: { en: 'Changes of tiers that wait', zh: '待审核的钱包升级' },
    responses: {
      200: z.strictObject({
        items: z.array(z.strictObject({ change: changeSchema, wouldSee: factsSchema })).readonly(),
      }),
    },
    errors: ['yuan.operator_not_found'],
    access: tellers,
    audit: 'yuan_tier.list',
  });

/** `POST /tier-changes/:id/decision`: a teller confirms what was looked at, or refuses and says why. */
export const postTierDecision: Route<{
  params: { readonly id: string };
  /** Null grants. */
  body: { readonly refusal: string | null };
  replies: { 200: TierChange };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/tier-changes/:id/decision',
  summary: { en: 'Decide a change of a tier', zh: '审核钱包升级' },
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ refusal: line.nullable() }),
  responses: { 200: changeSchema },
  errors: ['yuan.operator_not_found', 'yuan.tier_change_not_found', 'yuan.tier_change_over'],
  access: tellers,
  audit: 'yuan_tier.decide',
});
