import {
  type Bilingual,
  defineRoute,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  queryInteger,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { AccountEntry, Code, LedgerAccount, LedgerTransfer, Sums, TrialRow, Unit } from './domain.ts';
import { readers, shared, writers } from './roles.ts';
import {
  accountSchema,
  codeNumber,
  codeSchema,
  entrySchema,
  ledgerId,
  ledgerNumber,
  moment,
  nameSchema,
  sumsSchema,
  transferSchema,
  trialRowSchema,
  unitSchema,
  userData64,
  userData128,
  word,
} from './schemas.ts';
import type { AccountFind, EntryFind } from './store.ts';

type ById = { readonly id: bigint };

const byId = z.strictObject({ id: ledgerId });
const party = textSchema(60, 1);

/** `GET /ledger/chart`: what amounts are counted in, and what codes stand for. */
export const getChart: Route<{
  replies: { 200: { readonly units: readonly Unit[]; readonly codes: readonly Code[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/chart',
  summary: { en: 'Units and codes of the ledger', zh: '账本的计量单位与科目代码' },
  responses: {
    200: z.strictObject({ units: z.array(unitSchema).readonly(), codes: z.array(codeSchema).readonly() }),
  },
  errors: [],
  access: readers,
  audit: { none: 'party' },
});

/** `GET /ledger/accounts`: accounts, the one opened last first. */
export const listLedgerAccounts: Route<{
  query: AccountFind & PageRequest;
  replies: { 200: Page<LedgerAccount> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/accounts',
  summary: { en: 'Find accounts of the ledger', zh: '查询账本账户' },
  query: z.strictObject({
    ...pageQuery,
    id: ledgerId.optional(),
    ledger: queryInteger(1, 4_294_967_295).optional(),
    code: queryInteger(1, 65_535).optional(),
    userData: userData128.optional(),
    owner: party.optional(),
    name: textSchema(120, 1).optional(),
  }),
  responses: { 200: pageSchema(accountSchema) },
  errors: ['page.bad_cursor'],
  access: readers,
  audit: 'ledger_account.list',
});

/** What an account is opened with. */
export type NewLedgerAccount = {
  readonly id: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly name: Bilingual;
  readonly owner: string;
  /** Which sum must never exceed the other. */
  readonly limit: 'none' | 'debits' | 'credits';
  readonly keepsHistory: boolean;
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
};

/** `POST /ledger/accounts`: open an account under an id of the caller's choice; the same again changes nothing. */
export const postLedgerAccount: Route<{ body: NewLedgerAccount; replies: { 201: LedgerAccount } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/ledger/accounts',
    summary: { en: 'Open an account of the ledger', zh: '开立账本账户' },
    body: z.strictObject({
      id: ledgerId,
      ledger: ledgerNumber,
      code: codeNumber,
      name: nameSchema,
      owner: party,
      limit: z.enum(['none', 'debits', 'credits']),
      keepsHistory: z.boolean(),
      userData128,
      userData64,
      userData32: word,
    }),
    responses: { 201: accountSchema },
    errors: ['ledger.unit_unknown', 'ledger.account_differs', 'ledger.writer_gone', 'ledger.taken_over'],
    access: writers,
    audit: 'ledger_account.open',
    stepUp: true,
  });

/** `GET /ledger/accounts/:id`: one account as it stands, and what of it is set aside. */
export const getLedgerAccount: Route<{
  params: ById;
  replies: { 200: { readonly account: LedgerAccount; readonly pending: readonly LedgerTransfer[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/accounts/:id',
  summary: { en: 'One account of the ledger', zh: '查看账本账户' },
  params: byId,
  responses: {
    200: z.strictObject({ account: accountSchema, pending: z.array(transferSchema).readonly() }),
  },
  errors: ['ledger.account_not_found'],
  access: readers,
  audit: 'ledger_account.read',
});

/** `PUT /ledger/accounts/:id/name`: what people call an account, and whose it is. */
export const putLedgerAccountName: Route<{
  params: ById;
  body: { readonly name: Bilingual; readonly owner: string };
  replies: { 200: LedgerAccount };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/ledger/accounts/:id/name',
  summary: { en: 'Name an account of the ledger', zh: '为账本账户命名' },
  params: byId,
  body: z.strictObject({ name: nameSchema, owner: party }),
  responses: { 200: accountSchema },
  errors: ['ledger.account_not_found'],
  access: writers,
  audit: 'ledger_account.name',
});

/** `GET /ledger/accounts/:id/entries`: what made an account's balance, the latest first. */
export const listEntries: Route<{
  params: ById;
  query: EntryFind & PageRequest;
  replies: { 200: Page<AccountEntry> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/accounts/:id/entries',
  summary: { en: 'Entries of an account', zh: '查看账户明细' },
  params: byId,
  query: z.strictObject({
    ...pageQuery,
    side: z.enum(['debit', 'credit']).optional(),
    code: queryInteger(1, 65_535).optional(),
    from: moment.optional(),
    until: moment.optional(),
  }),
  responses: { 200: pageSchema(entrySchema) },
  errors: ['ledger.account_not_found', 'page.bad_cursor'],
  access: readers,
  audit: 'ledger_account.read_entries',
});

/** `GET /ledger/accounts/:id/balance`: how an account stood at a moment. */
export const getBalanceAt: Route<{
  params: ById;
  query: { readonly at: bigint };
  replies: { 200: Sums };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/accounts/:id/balance',
  summary: { en: 'How an account stood at a moment', zh: '查看账户历史余额' },
  params: byId,
  query: z.strictObject({ at: moment }),
  responses: { 200: sumsSchema },
  errors: ['ledger.account_not_found'],
  access: readers,
  audit: 'ledger_account.read_balance',
});

/** `GET /ledger/trial-balance`: the sums of all accounts by ledger and code, now or at a moment. */
export const getTrialBalance: Route<{
  query: { readonly at?: bigint | undefined };
  replies: { 200: { readonly asOf: bigint; readonly rows: readonly TrialRow[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/trial-balance',
  summary: { en: 'Trial balance', zh: '试算平衡表' },
  query: z.strictObject({ at: moment.optional() }),
  responses: { 200: z.strictObject({ asOf: moment, rows: z.array(trialRowSchema).readonly() }) },
  errors: [],
  access: readers,
  audit: 'ledger.read_trial_balance',
});
