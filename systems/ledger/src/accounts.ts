import { fail } from '@finharbor/kernel';
import { type Account, accountFlags } from '@finharbor/ledger';
import type { NewLedgerAccount } from './account-routes.ts';
import type { LedgerContext } from './context.ts';
import {
  type AccountEntry,
  type AccountFacts,
  type AccountFlag,
  before,
  type LedgerAccount,
  type Sums,
} from './domain.ts';
import type { AccountFind, EntryFind, Slice } from './store.ts';

const limits: Readonly<Record<NewLedgerAccount['limit'], number>> = {
  none: 0,
  debits: accountFlags.debitsMustNotExceedCredits,
  credits: accountFlags.creditsMustNotExceedDebits,
};

/** Accounts with their sums as they stand. */
export async function findAccounts(
  { books, meter }: LedgerContext,
  find: AccountFind,
  slice: Slice,
): Promise<readonly LedgerAccount[]> {
  const facts = await books.findAccounts(find, slice);
  const stand = await meter.ledger.lookupAccounts(facts.map(({ id }) => id));
  const byId = new Map(stand.map((account) => [account.id, account]));
  return facts.map((one) => accountOf(one, byId.get(one.id)!));
}

/** One account. Errors: `ledger.account_not_found`. */
export async function account(ctx: LedgerContext, id: bigint): Promise<LedgerAccount> {
  const [found] = await findAccounts(ctx, { id }, { limit: 1 });
  return found ?? missing();
}

/**
 * Opens an account, and then gives it its name: whoever is killed in between asks again with the same id and finds it open.
 * Errors: `ledger.unit_unknown`, `ledger.account_differs`, and the ledger's own.
 */
export async function openAccount(ctx: LedgerContext, asked: NewLedgerAccount): Promise<LedgerAccount> {
  const { name, owner, limit, keepsHistory, ...facts } = asked;
  const units = await ctx.books.units();
  if (!units.some(({ ledger }) => ledger === asked.ledger))
    fail('ledger.unit_unknown', `Nobody has said what ledger ${asked.ledger} is counted in.`);
  const flags = limits[limit] | (keepsHistory ? accountFlags.history : 0);
  const [result] = await ctx.meter.ledger.createAccounts([{ ...facts, flags }]);
  if (result!.status !== 'created' && result!.status !== 'exists')
    fail('ledger.account_differs', 'An account with this id was opened with other properties.');
  await ctx.books.name({ id: asked.id, name, owner });
  return account(ctx, asked.id);
}

/** Entries of an account, the latest first, with how it stood after each where none in between is left out. Errors: `ledger.account_not_found`. */
export async function entriesOf(
  { books }: LedgerContext,
  id: bigint,
  { find, slice }: { readonly find: EntryFind; readonly slice: Slice },
): Promise<{ readonly items: readonly AccountEntry[]; readonly next: bigint | undefined }> {
  const { stands: last, items, next } = (await books.entries(id, find, slice)) ?? missing();
  const isWhole = find.side === undefined && find.code === undefined;
  let stands = isWhole ? last : null;
  const told = items.map((entry) => {
    const after = stands;
    if (after) stands = before(after, entry);
    return { ...entry, after };
  });
  return { items: told, next };
}

/** How an account stood at a moment. Errors: `ledger.account_not_found`, also where it was not open yet. */
export async function balanceAt({ past }: LedgerContext, id: bigint, at: bigint): Promise<Sums> {
  const { timestamp: _, ...sums } = (await past.balanceAt(id, at)) ?? missing();
  return sums;
}

function accountOf(facts: AccountFacts, stands: Account): LedgerAccount {
  const { debitsPending, debitsPosted, creditsPending, creditsPosted } = stands;
  const named = Object.entries(accountFlags) as [AccountFlag, number][];
  const flags = named.flatMap(([name, bit]) => ((stands.flags & bit) === 0 ? [] : [name]));
  return { ...facts, debitsPending, debitsPosted, creditsPending, creditsPosted, flags };
}

function missing(): never {
  return fail('ledger.account_not_found', 'There is no such account.');
}
