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
import type { Facts } from '../people/domain.ts';
import { shared, tellers } from '../roles.ts';
import { line, movementId, nameSchema, tierSchema, walletNumber } from '../schemas.ts';
import type { Tier } from '../scheme/limits.ts';
import { type Entry, entrySchema } from '../wallets/views.ts';
import { basisFields, type StatedBasis } from './basis.ts';
import type { InquiryState, SubjectKind } from './domain.ts';

const askers = [{ role: 'bureau', over: 'self' }] as const;
const readers = [...askers, ...tellers, { role: 'operator', over: 'all' }] as const;
const byId = z.strictObject({ id: z.uuid() });
type ById = { readonly id: string };
const reason = z.string().trim().min(1).max(400);
const subjectKind = z.enum(['wallet', 'payer', 'payee']);

/** What an authority asks for, and on what ground. */
export type NewInquiry = StatedBasis & {
  /** The same number again is the same request. */
  readonly id: string;
  /** For whom the bureau asks. */
  readonly authority: string;
  readonly reason: string;
  readonly subjectKind: SubjectKind;
  /** A wallet's number, or a payment's. */
  readonly subject: string;
  readonly withIdentity: boolean;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  /** After so many days the person is told. */
  readonly embargoDays: number;
};

/** A request, as its asker and the operator see it. */
export type InquiryView = Omit<NewInquiry, 'law' | 'embargoDays'> & {
  readonly law: Bilingual;
  readonly wallet: string;
  readonly operatorName: Bilingual;
  readonly askedAtMs: number;
  readonly embargoUntilMs: number;
  readonly state: InquiryState;
  readonly checkedAtMs: number | null;
  readonly decidedAtMs: number | null;
  readonly refusal: string | null;
  /** When the answer was opened, the earliest first. */
  readonly openedAtMs: readonly number[];
  /** Until when the answer can be read; null where there is none. */
  readonly readableUntilMs: number | null;
  /** True where this caller asked. */
  readonly isOwn: boolean;
  /** True where this caller checked, and so does not confirm. */
  readonly isCheckedByMe: boolean;
};

const asked = {
  id: movementId,
  authority: line,
  ...basisFields,
  reason,
  subjectKind,
  subject: z.string().trim().min(1).max(40),
  withIdentity: z.boolean(),
  fromMs: instantSchema.nullable(),
  untilMs: instantSchema.nullable(),
};
const viewSchema: z.ZodType<InquiryView> = z.strictObject({
  ...asked,
  id: z.string(),
  law: z.strictObject({ en: z.string(), zh: z.string() }),
  wallet: walletNumber,
  operatorName: nameSchema,
  askedAtMs: instantSchema,
  embargoUntilMs: instantSchema,
  state: z.enum(['open', 'checked', 'answered', 'refused']),
  checkedAtMs: instantSchema.nullable(),
  decidedAtMs: instantSchema.nullable(),
  refusal: z.string().nullable(),
  openedAtMs: z.array(instantSchema).readonly(),
  readableUntilMs: instantSchema.nullable(),
  isOwn: z.boolean(),
  isCheckedByMe: z.boolean(),
});

/** `POST /lawful-requests`: ask, for a named authority, who is behind a wallet or a payment. */
export const postInquiry: Route<{ body: NewInquiry; replies: { 201: InquiryView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/lawful-requests',
  summary: { en: 'Ask by law who is behind a wallet', zh: '依法查询钱包或交易主体' },
  body: z.strictObject({ ...asked, embargoDays: z.int().min(0).max(365) }),
  responses: { 201: viewSchema },
  errors: ['yuan.no_such_wallet', 'yuan.no_such_movement', 'yuan.bad_scope', 'yuan.inquiry_differs'],
  access: askers,
  audit: 'yuan_inquiry.ask',
});

/** `GET /lawful-requests`: one's own requests, those to one's bank, or at the hub all; the latest first. */
export const listInquiries: Route<{ query: PageRequest; replies: { 200: Page<InquiryView> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/lawful-requests',
  summary: { en: 'Lawful requests', zh: '依法查询列表' },
  query: z.strictObject(pageQuery),
  responses: { 200: pageSchema(viewSchema) },
  errors: ['yuan.operator_not_found', 'page.bad_cursor'],
  access: readers,
  audit: 'yuan_inquiry.list',
});

/** `GET /lawful-requests/:id`: one of them. */
export const getInquiry: Route<{ params: ById; replies: { 200: InquiryView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/lawful-requests/:id',
  summary: { en: 'One lawful request', zh: '查看依法查询' },
  params: byId,
  responses: { 200: viewSchema },
  errors: ['yuan.operator_not_found', 'yuan.inquiry_not_found'],
  access: readers,
  audit: 'yuan_inquiry.read',
});

/** A word on a request: null goes on with it, a reason refuses it. */
export type InquiryWord = { readonly refusal: string | null };
const word: z.ZodType<InquiryWord> = z.strictObject({ refusal: reason.nullable() });
const decided = ['yuan.operator_not_found', 'yuan.inquiry_not_found', 'yuan.inquiry_over', 'yuan.four_eyes'];

/** `POST /lawful-requests/:id/check`: a teller of the wallet's bank has checked it, or refuses it. */
export const postInquiryCheck: Route<{ params: ById; body: InquiryWord; replies: { 200: InquiryView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/lawful-requests/:id/check',
    summary: { en: 'Check a lawful request', zh: '初审依法查询' },
    params: byId,
    body: word,
    responses: { 200: viewSchema },
    errors: decided,
    access: tellers,
    audit: 'yuan_inquiry.check',
  });

/** `POST /lawful-requests/:id/confirmation`: another teller, or the hub's operator, lets the answer out, or refuses it. */
export const postInquiryConfirmation: Route<{
  params: ById;
  body: InquiryWord;
  replies: { 200: InquiryView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/lawful-requests/:id/confirmation',
  summary: { en: 'Confirm the answer to a lawful request', zh: '复核依法查询' },
  params: byId,
  body: word,
  responses: { 200: viewSchema },
  errors: decided,
  access: [...tellers, { role: 'operator', over: 'all' }],
  audit: 'yuan_inquiry.confirm',
  stepUp: true,
});

/** Who is behind a wallet, and what moved. */
export type Answer = {
  readonly openedAtMs: number;
  readonly readableUntilMs: number;
  /** How often it was opened, this time included. */
  readonly openings: number;
  readonly identity: {
    readonly wallet: string;
    readonly operator: string;
    readonly kind: 'personal' | 'corporate';
    readonly tier: Tier | null;
    readonly openedAtMs: number;
    readonly firm: string | null;
    readonly person: Facts;
  } | null;
  readonly movements: readonly Entry[] | null;
};

const part = z.string().nullable();
const answerSchema: z.ZodType<Answer> = z.strictObject({
  openedAtMs: instantSchema,
  readableUntilMs: instantSchema,
  openings: z.int(),
  identity: z
    .strictObject({
      wallet: walletNumber,
      operator: z.string(),
      kind: z.enum(['personal', 'corporate']),
      tier: tierSchema.nullable(),
      openedAtMs: instantSchema,
      firm: part,
      person: z.strictObject({
        phone: part,
        name: part,
        documentType: part,
        documentNumber: part,
        account: part,
      }),
    })
    .nullable(),
  movements: z.array(entrySchema).readonly().nullable(),
});

/** `GET /lawful-requests/:id/answer`: open the answer, for a limited time; each time is written down. A GET, so that no answer is kept for a repeated request. */
export const getAnswer: Route<{ params: ById; replies: { 200: Answer } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/lawful-requests/:id/answer',
  summary: { en: 'Open the answer to my lawful request', zh: '查看查询结果' },
  params: byId,
  responses: { 200: answerSchema },
  errors: ['yuan.inquiry_not_found', 'yuan.inquiry_over', 'yuan.answer_over'],
  access: askers,
  audit: 'yuan_inquiry.open',
});

/** How many requests there were in a month on the ground of an article; law and article null where another was named. */
export type TransparencyRow = {
  readonly month: string;
  readonly law: Bilingual | null;
  readonly article: string | null;
  readonly asked: number;
  readonly answered: number;
  readonly refused: number;
};

/** `GET /yuan/transparency`: how many lawful requests there were, and what became of them. */
export const getTransparency: Route<{ replies: { 200: { readonly rows: readonly TransparencyRow[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/yuan/transparency',
    summary: { en: 'Transparency report of lawful requests', zh: '依法查询透明度报告' },
    responses: {
      200: z.strictObject({
        rows: z
          .array(
            z.strictObject({
              month: z.string(),
              law: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
              article: z.string().nullable(),
              asked: z.int(),
              answered: z.int(),
              refused: z.int(),
            }),
          )
          .readonly(),
      }),
    },
    errors: [],
    access: 'public',
    audit: { none: 'public' },
  });
