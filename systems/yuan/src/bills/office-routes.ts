import {
  type Bilingual,
  dateSchema,
  defineRoute,
  type FileStream,
  fileOf,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { city, shared } from '../roles.ts';
import { fen, line, nameSchema, walletNumber } from '../schemas.ts';
import { type Bill, billKinds } from './domain.ts';
import { twentyDigits } from './routes.ts';
import {
  type BillView,
  billSchema,
  type Office,
  type OfficeDay,
  officeDaySchema,
  officeSchema,
} from './views.ts';

type ByWallet = { readonly wallet: string };
type ByDay = ByWallet & { readonly day: string };
const byWallet = z.strictObject({ wallet: walletNumber });
const byDay = z.strictObject({ wallet: walletNumber, day: dateSchema });

/** `GET /bill-offices`: offices one publishes bills for. */
export const listBillOffices: Route<{ replies: { 200: { readonly items: readonly Office[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/bill-offices',
    summary: { en: 'Offices I publish bills for', zh: '我发布账单的机构' },
    responses: { 200: z.strictObject({ items: z.array(officeSchema).readonly() }) },
    errors: [],
    access: city,
    audit: { none: 'own' },
  });

/** What a bill is published with. */
export type NewBill = {
  readonly reference: string;
  readonly kind: Bill['kind'];
  /** `firm:` and its code, or `account:` and the number of an account at the office. */
  readonly payer: string;
  readonly period: string;
  readonly title: Bilingual;
  readonly amountMinor: bigint;
  readonly dueAtMs: number;
  readonly latePer100k: number;
};

/** `POST /bill-offices/:wallet/bills`: publish bills, at most 500 at once. The same again changes nothing. */
export const postBills: Route<{
  params: ByWallet;
  body: { readonly bills: readonly NewBill[] };
  replies: { 201: { readonly items: readonly BillView[] } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/bill-offices/:wallet/bills',
  summary: { en: 'Publish bills', zh: '发布账单' },
  params: byWallet,
  body: z.strictObject({
    bills: z
      .array(
        z.strictObject({
          reference: line,
          kind: z.enum(billKinds),
          payer: z.string().regex(/^(firm:[0-9A-Z]{18}|account:[0-9A-Z]{4,30})$/),
          period: line,
          title: nameSchema,
          amountMinor: fen,
          dueAtMs: instantSchema,
          latePer100k: z.int().min(0).max(1000),
        }),
      )
      .min(1)
      .max(500)
      .readonly(),
  }),
  responses: { 201: z.strictObject({ items: z.array(billSchema).readonly() }) },
  errors: ['yuan.no_such_wallet', 'bill.not_an_office', 'bill.differs', 'bill.bad_payer'],
  access: city,
  audit: 'bill.publish',
});

/** `GET /bill-offices/:wallet/bills`: what an office has published, the latest first. */
export const listOfficeBills: Route<{
  params: ByWallet;
  query: PageRequest;
  replies: { 200: Page<BillView> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bill-offices/:wallet/bills',
  summary: { en: 'Bills of an office', zh: '机构发布的账单' },
  params: byWallet,
  query: z.strictObject(pageQuery),
  responses: { 200: pageSchema(billSchema) },
  errors: ['yuan.no_such_wallet', 'page.bad_cursor'],
  access: city,
  audit: { none: 'own' },
});

/** `POST /bills/:number/cancellation`: cancel a bill that is not paid. The same again changes nothing. */
export const postBillCancellation: Route<{
  params: { readonly number: string };
  replies: { 200: BillView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/bills/:number/cancellation',
  summary: { en: 'Cancel a bill', zh: '撤销账单' },
  params: z.strictObject({ number: twentyDigits }),
  responses: { 200: billSchema },
  errors: ['bill.not_found', 'bill.paid'],
  access: city,
  audit: 'bill.cancel',
});

/** `GET /bill-offices/:wallet/days/:day`: what came in and went out on a day, by the ledger. */
export const getOfficeDay: Route<{ params: ByDay; replies: { 200: OfficeDay } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bill-offices/:wallet/days/:day',
  summary: { en: 'A day of an office', zh: '机构日对账' },
  params: byDay,
  responses: { 200: officeDaySchema },
  errors: ['yuan.no_such_wallet'],
  access: city,
  audit: { none: 'own' },
});

/** `GET /bill-offices/:wallet/days/:day/csv`: the same as a table. */
export const getOfficeDayCsv: Route<{ params: ByDay; replies: { 200: FileStream } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bill-offices/:wallet/days/:day/csv',
  summary: { en: 'A day of an office (CSV)', zh: '机构日对账（CSV）' },
  params: byDay,
  responses: { 200: fileOf('text/csv; charset=utf-8; header=present') },
  errors: ['yuan.no_such_wallet'],
  access: city,
  audit: 'bill_office.save',
});

/** `GET /bill-offices/:wallet/days/:day/camt054`: the same as a notification of bookings. */
export const getOfficeDayCamt: Route<{ params: ByDay; replies: { 200: FileStream } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bill-offices/:wallet/days/:day/camt054',
  summary: { en: 'A day of an office (camt.054)', zh: '机构日对账（camt.054）' },
  params: byDay,
  responses: { 200: fileOf('application/xml') },
  errors: ['yuan.no_such_wallet'],
  access: city,
  audit: 'bill_office.save',
});
