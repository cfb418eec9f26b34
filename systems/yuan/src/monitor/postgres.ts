import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { uuidOf } from '../wallets/postgres.ts';

type Db = Kysely<YuanTables>;

/** Who is behind an account of the ledger, and what they sell. */
export type Party = { readonly holder: string; readonly category: string | null };

/** The holders of wallets by the ledger's numbers of their accounts; what is no wallet is left out. */
export async function partiesOf(db: Db, accounts: readonly bigint[]): Promise<ReadonlyMap<bigint, Party>> {
  const rows = await db
    .selectFrom('yuan_wallet as w')
    .leftJoin('yuan_merchant as m', 'm.wallet', 'w.number')
    .select(['w.account', 'w.holder', 'm.category'])
    .where('w.account', 'in', accounts.map(uuidOf))
    .execute();
  return new Map(
    rows.map(({ account, holder, category }) => [
      BigInt(`0x${account.replaceAll('-', '')}`),
      { holder, category },
    ]),
  );
}

/** How many wallets of a kind, tier and operator there are, and of how many holders. */
export type WalletCount = {
  readonly operator: string;
  readonly kind: string;
  readonly tier: number | null;
  readonly wallets: number;
};

/** Wallets that are not closed, by operator, kind and tier. */
export async function walletCounts(db: Db): Promise<readonly WalletCount[]> {
  const rows = await db
    .selectFrom('yuan_wallet')
    .select(['operator', 'kind', 'tier'])
    .select((eb) => eb.fn.countAll<bigint>().as('wallets'))
    .where('state', '<>', 'closed')
    .groupBy(['operator', 'kind', 'tier'])
    .execute();
  return rows.map(({ wallets, ...row }) => ({ ...row, wallets: Number(wallets) }));
}

/** How many people hold wallets, by a column. */
export async function personsBy(db: Db, column: 'tier' | 'operator'): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('yuan_wallet')
    .select(sql<string>`${sql.ref(column)}::text`.as('key'))
    .select((eb) => eb.fn.count<bigint>('holder').distinct().as('persons'))
    .where('kind', '=', 'personal')
    .where('state', '<>', 'closed')
    .groupBy(column)
    .execute();
  return new Map(rows.map(({ key, persons }) => [key, Number(persons)]));
}

/** How often something was refused by a code, and to how many it was. */
export type RefusalCount = { readonly code: string; readonly count: number; readonly persons: number };

/** Refusals since a moment by code, the most frequent first. */
export async function refusalsSince(db: Db, sinceMs: number): Promise<readonly RefusalCount[]> {
  const rows = await db
    .selectFrom('yuan_refusal as r')
    .leftJoin('yuan_wallet as w', 'w.number', 'r.wallet')
    .select('r.code')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    // A number that is no wallet's was somebody's word all the same.
    .select(sql<bigint>`count(distinct coalesce(w.holder, r.wallet))`.as('persons'))
    .where('r.at_ms', '>=', BigInt(sinceMs))
    .groupBy('r.code')
    .orderBy('n', 'desc')
    .orderBy('r.code')
    .execute();
  return rows.map(({ code, n, persons }) => ({ code, count: Number(n), persons: Number(persons) }));
}
