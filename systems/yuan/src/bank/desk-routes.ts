import {
  bytesOf,
  dateSchema,
  defineRoute,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared, tellers } from '../roles.ts';
import type { ReportQuery } from './routes.ts';
import {
  type Desk,
  deskSchema,
  type ExchangeView,
  exchangeSchema,
  type MessageText,
  type MessageView,
  messageNo,
  messageSchema,
  messageTextSchema,
} from './views.ts';

type ByNo = { readonly no: string };
const byNo = z.strictObject({ no: messageNo });
const byDay = z.strictObject({ day: dateSchema });
const common = { ...shared, access: tellers } as const;

/** `GET /wallet-bank`: an operator's day: where the digital yuan is, and whether it agrees with the bank. */
export const getDesk: Route<{ query: { readonly day: string }; replies: { 200: Desk } }> = defineRoute({
  ...common,
  method: 'GET',
  path: '/wallet-bank',
  summary: { en: 'Day of an operator of wallets', zh: '运营机构日终核对' },
  query: byDay,
  responses: { 200: deskSchema },
  errors: ['yuan.no_operator'],
  audit: { none: 'own' },
});

/** Which top-ups and redemptions. */
export type DeskQuery = PageRequest & { readonly state?: 'under_way' | undefined };

/** `GET /wallet-bank/exchanges`: top-ups and redemptions of an operator's wallets, the latest first. */
export const listDeskExchanges: Route<{ query: DeskQuery; replies: { 200: Page<ExchangeView> } }> =
  defineRoute({
    ...common,
    method: 'GET',
    path: '/wallet-bank/exchanges',
    summary: { en: 'Top-ups and redemptions', zh: '充值与提现一览' },
    query: z.strictObject({ ...pageQuery, state: z.literal('under_way').optional() }),
    responses: { 200: pageSchema(exchangeSchema) },
    errors: ['yuan.no_operator', 'page.bad_cursor'],
    audit: 'yuan_exchange.read',
  });

/** Which messages. */
export type MessageQuery = PageRequest & { readonly exchange?: string | undefined };

/** `GET /wallet-bank/messages`: what went between the operator and the bank, the latest first. */
export const listBankMessages: Route<{ query: MessageQuery; replies: { 200: Page<MessageView> } }> =
  defineRoute({
    ...common,
    method: 'GET',
    path: '/wallet-bank/messages',
    summary: { en: 'Messages with the bank', zh: '与银行往来报文' },
    query: z.strictObject({ ...pageQuery, exchange: z.uuid().optional() }),
    responses: { 200: pageSchema(messageSchema) },
    errors: ['yuan.no_operator', 'page.bad_cursor'],
    audit: { none: 'own' },
  });

/** `GET /wallet-bank/messages/:no`: a message as it was sent. */
export const getBankMessage: Route<{ params: ByNo; replies: { 200: MessageText } }> = defineRoute({
  ...common,
  method: 'GET',
  path: '/wallet-bank/messages/:no',
  summary: { en: 'A message with the bank', zh: '查看报文' },
  params: byNo,
  responses: { 200: messageTextSchema },
  errors: ['yuan.no_operator', 'yuan.message_not_found'],
  audit: 'yuan_bank_message.read',
});

/** `POST /wallet-bank/messages/:no/repeats`: deliver a message once more: nothing comes about twice, and it is answered the same. */
export const postMessageRepeat: Route<{ params: ByNo; replies: { 202: MessageText } }> = defineRoute({
  ...common,
  method: 'POST',
  path: '/wallet-bank/messages/:no/repeats',
  summary: { en: 'Deliver a message again', zh: '重发报文' },
  params: byNo,
  responses: { 202: messageTextSchema },
  errors: ['yuan.no_operator', 'yuan.message_not_found'],
  audit: 'yuan_bank_message.repeat',
});

/** `POST /wallet-bank/messages`: hand the bank a message of one's own system: payments from the operator's account, or returns. */
export const postBankMessage: Route<{ body: Uint8Array; replies: { 202: MessageText } }> = defineRoute({
  ...common,
  method: 'POST',
  path: '/wallet-bank/messages',
  summary: { en: 'Hand the bank a message', zh: '向银行提交报文' },
  description: {
    en: 'pain.001, pacs.008 or pacs.004. A message that came before is answered as it was; one with anything wrong is not kept.',
    zh: '支持 pain.001、pacs.008、pacs.004。重复报文按原样答复；有任何问题的报文不予受理。',
  },
  body: bytesOf('application/xml'),
  maxBodyBytes: 1_048_576,
  responses: { 202: messageTextSchema },
  errors: ['yuan.no_operator', 'yuan.message_refused', 'yuan.message_differs'],
  audit: 'yuan_bank_message.hand_in',
  stepUp: true,
});

type ByDay = { readonly day: string };

/** `GET /wallet-bank/statements/:day/xml`: a day of the operator's account at the bank as camt.053 or camt.054. */
export const getDeskXml: Route<{ params: ByDay; query: ReportQuery; replies: { 200: Uint8Array } }> =
  defineRoute({
    ...common,
    method: 'GET',
    path: '/wallet-bank/statements/:day/xml',
    summary: { en: 'Bank statement of a day (ISO 20022)', zh: '备付账户日对账单（ISO 20022）' },
    params: byDay,
    query: z.strictObject({ kind: z.enum(['camt.053', 'camt.054']) }),
    responses: { 200: bytesOf('application/xml') },
    errors: ['yuan.no_operator'],
    audit: 'yuan_bank_statement.read',
  });

/** `GET /wallet-bank/statements/:day/csv`: the same as comma-separated values. */
export const getDeskCsv: Route<{ params: ByDay; replies: { 200: Uint8Array } }> = defineRoute({
  ...common,
  method: 'GET',
  path: '/wallet-bank/statements/:day/csv',
  summary: { en: 'Bank statement of a day (CSV)', zh: '备付账户日对账单（CSV）' },
  params: byDay,
  responses: { 200: bytesOf('text/csv') },
  errors: ['yuan.no_operator'],
  audit: 'yuan_bank_statement.read',
});
