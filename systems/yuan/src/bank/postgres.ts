import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { uuidOf } from '../wallets/postgres.ts';
import type { AskedExchange, BankAccount, Exchange, Link } from './domain.ts';
import { bankAccount } from './numbers.ts';

type Db = Kysely<YuanTables>;

/** Keeps an account; one of this number that is there stays as it is. */
export async function keepAccount(db: Db, account: BankAccount): Promise<void> {
  await db
    .insertInto('yuan_bank_account')
    .values({
      number: account.number,
      account: uuidOf(bankAccount(account.number)),
      party: account.party,
      settles_for: account.settlesFor,
      opened_at_ms: BigInt(account.openedAtMs),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Accounts by number; those there are not are left out. */
export async function accountsByNumber(
  db: Db,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, BankAccount>> {
  if (numbers.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_bank_account').selectAll().where('number', 'in', numbers).execute();
  return new Map(rows.map((row) => [row.number, accountOf(row)]));
}

/** A party's own accounts, the oldest first. */
export async function accountsBy(db: Db, party: string): Promise<readonly BankAccount[]> {
  const rows = await db
    .selectFrom('yuan_bank_account')
    .selectAll()
    .where('party', '=', party)
    .where('settles_for', 'is', null)
    .orderBy('opened_at_ms')
    .orderBy('number')
    .execute();
  return rows.map(accountOf);
}

/** Opens an account to payments, or closes it. */
export async function markAccount(db: Db, number: string, state: BankAccount['state']): Promise<void> {
  await db.updateTable('yuan_bank_account').set({ state }).where('number', '=', number).execute();
}

/** Links a wallet with an account; false where they were linked before. */
export async function keepLink(db: Db, { wallet, account, mandate, linkedAtMs }: Link): Promise<void> {
  await db
    .insertInto('yuan_bank_link')
    .values({ wallet, account, mandate, linked_at_ms: BigInt(linkedAtMs) })
    .onConflict((conflict) => conflict.columns(['wallet', 'account']).doNothing())
    .execute();
}

/** Takes a holder's consent back. */
export async function dropLink(db: Db, wallet: string, account: string): Promise<void> {
  await db.deleteFrom('yuan_bank_link').where('wallet', '=', wallet).where('account', '=', account).execute();
}

/** The accounts that a wallet is linked with, the first linked first. */
export async function linksOf(db: Db, wallet: string): Promise<readonly Link[]> {
  const rows = await db
    .selectFrom('yuan_bank_link')
    .selectAll()
    .where('wallet', '=', wallet)
    .orderBy('linked_at_ms')
    .orderBy('account')
    .execute();
  return rows.map((row) => ({
    wallet: row.wallet,
    account: row.account,
    mandate: row.mandate,
    linkedAtMs: Number(row.linked_at_ms),
  }));
}

/** The account that a consent is about; undefined where nobody has given it. */
export async function accountByMandate(db: Db, mandate: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('yuan_bank_link')
    .select('account')
    .where('mandate', '=', mandate)
    .executeTakeFirst();
  return row?.account;
}

/** Keeps an exchange that somebody asks for; one of this number that is there stays as it is. True where it is new. */
export async function keepExchange(db: Db, asked: AskedExchange): Promise<boolean> {
  const kept = await db
    .insertInto('yuan_exchange')
    .values({
      id: asked.id,
      kind: asked.kind,
      wallet: asked.wallet,
      operator: asked.operator,
      account: asked.account,
      amount_minor: asked.amountMinor,
      cause: asked.cause,
      state: 'asked',
      asked_at_ms: BigInt(asked.askedAtMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return kept.numInsertedOrUpdatedRows === 1n;
}

export async function exchangeById(db: Db, id: string): Promise<Exchange | undefined> {
  const row = await db.selectFrom('yuan_exchange').selectAll().where('id', '=', id).executeTakeFirst();
  return row && exchangeOf(row);
}

/** Exchanges by number; those there are not are left out. */
export async function exchangesById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Exchange>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_exchange').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, exchangeOf(row)]));
}

/** Which exchanges a list is about. */
export type ExchangeFilter = {
  readonly wallet?: string | undefined;
  readonly operator?: string | undefined;
  readonly kind?: Exchange['kind'] | undefined;
  readonly isUnderWay?: boolean | undefined;
  readonly before?: readonly [askedAtMs: string, id: string] | undefined;
  readonly limit: number;
};

/** Exchanges, the latest first. */
export async function exchangesBy(
  db: Db,
  { wallet, operator, kind, isUnderWay, before, limit }: ExchangeFilter,
): Promise<readonly Exchange[]> {
  let query = db.selectFrom('yuan_exchange').selectAll();
  if (wallet !== undefined) query = query.where('wallet', '=', wallet);
  if (operator !== undefined) query = query.where('operator', '=', operator);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (isUnderWay) query = query.where('ended_at_ms', 'is', null);
  if (before)
    query = query.where((eb) =>
      eb(eb.refTuple('asked_at_ms', 'id'), '<', eb.tuple(BigInt(before[0]), before[1])),
    );
  const rows = await query.orderBy('asked_at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map(exchangeOf);
}

/** Redemptions that nobody has gone on with: whoever was about to was stopped. */
export async function askedRedemptions(db: Db, limit: number): Promise<readonly Exchange[]> {
  const rows = await db
    .selectFrom('yuan_exchange')
    .selectAll()
    .where('state', '=', 'asked')
    .where('kind', '=', 'redemption')
    .orderBy('asked_at_ms')
    .limit(limit)
    .execute();
  return rows.map(exchangeOf);
}

/** Returns that wait because of something, the earliest first. */
export async function waitingReturns(db: Db, code: string, limit: number): Promise<readonly Exchange[]> {
  const rows = await db
    .selectFrom('yuan_exchange')
    .selectAll()
    .where('state', '=', 'returning')
    .where('waits_for', '=', code)
    .orderBy('asked_at_ms')
    .limit(limit)
    .execute();
  return rows.map(exchangeOf);
}

/** Notes why the nth try of a return did not come about. */
export async function markWaiting(
  db: Db,
  id: string,
  { returnTry, code }: { readonly returnTry: number; readonly code: string },
): Promise<void> {
  await db
    .updateTable('yuan_exchange')
    .set({ waits_for: code })
    .where('id', '=', id)
    .where('state', '=', 'returning')
    .where('return_try', '=', returnTry)
    .execute();
}

/** Begins the nth try of a return, once: false where another process has begun it. */
export async function tryReturnAgain(db: Db, id: string, returnTry: number): Promise<boolean> {
  const begun = await db
    .updateTable('yuan_exchange')
    .set({ return_try: returnTry, waits_for: null })
    .where('id', '=', id)
    .where('state', '=', 'returning')
    .where('return_try', '=', returnTry - 1)
    .where('waits_for', 'is not', null)
    .executeTakeFirst();
  return begun.numUpdatedRows === 1n;
}

/** True where money came into a wallet from an account. */
export async function hasToppedUp(db: Db, wallet: string, account: string): Promise<boolean> {
  const row = await db
    .selectFrom('yuan_exchange')
    .select('id')
    .where('wallet', '=', wallet)
    .where('account', '=', account)
    .where('kind', '=', 'top_up')
    .where('state', '=', 'done')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What an exchange comes to, and from which states alone: it goes on and never back. */
export type Step = {
  readonly id: string;
  readonly from: readonly Exchange['state'][];
  readonly to: Exchange['state'];
  readonly refusal?: string;
  readonly atMs: number;
};

const ends: ReadonlySet<Exchange['state']> = new Set(['done', 'rejected', 'returned']);

/** Takes an exchange on; false where it is elsewhere already. */
export async function advance(db: Db, { id, from, to, refusal, atMs }: Step): Promise<boolean> {
  const changed = await db
    .updateTable('yuan_exchange')
    .set({
      state: to,
      ...(refusal === undefined ? {} : { refusal_code: refusal }),
      ...(ends.has(to) ? { ended_at_ms: BigInt(atMs), waits_for: null } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

function accountOf(row: Selectable<YuanTables['yuan_bank_account']>): BankAccount {
  return {
    number: row.number,
    party: row.party,
    settlesFor: row.settles_for,
    state: row.state as BankAccount['state'],
    openedAtMs: Number(row.opened_at_ms),
  };
}

function exchangeOf(row: Selectable<YuanTables['yuan_exchange']>): Exchange {
  return {
    id: row.id,
    kind: row.kind as Exchange['kind'],
    wallet: row.wallet,
    operator: row.operator,
    account: row.account,
    amountMinor: row.amount_minor,
    cause: row.cause as Exchange['cause'],
    state: row.state as Exchange['state'],
    refusal: row.refusal_code,
    returnTry: row.return_try,
    waitsFor: row.waits_for,
    askedAtMs: Number(row.asked_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
  };
}
