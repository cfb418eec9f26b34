import { fail } from '@finharbor/kernel';
import type pg from 'pg';
import { Basket } from '../engine/basket.ts';
import { look, makeTransfers, openAccounts } from '../engine/work.ts';
import type { Writer } from '../engine/writer.ts';
import type { Ledger } from '../ledger.ts';
import { accountNumbered, accountOf, lastEntryOf } from '../machine/account-of.ts';
import { transferWords } from '../machine/layout.ts';
import type { Outcome } from '../machine/machine.ts';
import { checkIds } from '../model/check-size.ts';
import { encodeAccounts } from '../model/records.ts';
import { accountStatusName } from '../model/status.ts';
import { getAccountBalances } from '../queries/account-balances.ts';
import { getAccountTransfers } from '../queries/account-transfers.ts';
import { lookupTransfers } from '../queries/lookup.ts';
import { queryAccountNumbers, queryTransfers } from '../queries/query.ts';

/** A ledger that this process writes. */
export type WrittenLedger = Ledger & {
  /** Makes transfers that are 32 words each, little-endian, as TigerBeetle's clients send them (`transferAt`, `encodeTransfers`): the fastest way in. Errors: as `createTransfers`; `ledger.bad_packing`. */
  readonly createPackedTransfers: (transfers: Uint32Array) => Promise<Outcome>;
};

type Writing = Pick<WrittenLedger, 'createAccounts' | 'createTransfers' | 'createPackedTransfers'>;
type Reading = Omit<WrittenLedger, keyof Writing | typeof Symbol.asyncDispose>;

/** The operations that add to a ledger. */
export function writing(writer: Writer): Writing {
  const basket = new Basket(writer);
  return {
    async createAccounts(accounts) {
      const { statuses, timestamps } = await writer.submit(openAccounts(encodeAccounts(accounts)));
      return accounts.map((_, k) => ({ status: accountStatusName(statuses[k]!), timestamp: timestamps[k]! }));
    },
    createTransfers: (transfers) => basket.add(transfers),
    async createPackedTransfers(transfers) {
      if (transfers.length % transferWords !== 0)
        fail('ledger.bad_packing', `Packed transfers have ${transferWords} words each.`);
      return await writer.submit(makeTransfers(transfers));
    },
  };
}

/** The operations that read a ledger: transfers where they are kept; how accounts stand, only the writer knows. */
export function reading(writer: Writer, readers: pg.Pool): Reading {
  return {
    async lookupAccounts(ids) {
      checkIds(ids);
      return await writer.submit(look((state) => ids.flatMap((id) => accountOf(state, id) ?? [])));
    },
    lookupTransfers: (ids) => lookupTransfers(readers, ids),
    async getAccountTransfers(filter) {
      const lastEntry = await writer.submit(look((state) => lastEntryOf(state, filter.accountId)));
      return await getAccountTransfers(readers, filter, lastEntry);
    },
    getAccountBalances: (filter) => getAccountBalances(readers, filter),
    async queryAccounts(filter) {
      const numbers = await queryAccountNumbers(readers, filter);
      return await writer.submit(look((state) => numbers.map((no) => accountNumbered(state, no))));
    },
    queryTransfers: (filter) => queryTransfers(readers, filter),
  };
}
