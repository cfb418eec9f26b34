import { parsedOnce } from '@finharbor/kernel/database';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { walletAccount } from '../money/ids.ts';
import type { Tier } from '../scheme/limits.ts';
import type { Category, Merchant, Operator, Wallet } from './domain.ts';

type Db = Kysely<YuanTables>;

/** The ledger's number of an account as the database keeps it. */
export function uuidOf(account: bigint): string {
  const hex = account.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export async function operators(db: Db): Promise<readonly Operator[]> {
  const rows = await db.selectFrom('yuan_operator').selectAll().orderBy('code').execute();
  return rows.map(({ code, name_en: en, name_zh: zh }) => ({ code, name: { en, zh } }));
}

/** The operator whose people work for a party. */
export async function operatorOf(db: Db, party: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('yuan_operator')
    .select('code')
    .where('party', '=', party)
    .executeTakeFirst();
  return row?.code;
}

/** Keeps an operator; false where it is there with other facts. */
export async function keepOperator(
  db: Db,
  { code, name, party, atMs }: Operator & { readonly party: string; readonly atMs: number },
): Promise<boolean> {
  const values = { code, name_en: name.en, name_zh: name.zh, party, opened_at_ms: BigInt(atMs) };
  await db
    .insertInto('yuan_operator')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db.selectFrom('yuan_operator').selectAll().where('code', '=', code).executeTakeFirst();
  return kept?.party === party && kept.name_en === name.en && kept.name_zh === name.zh;
}

export async function walletsBy(db: Db, holder: string): Promise<readonly Wallet[]> {
  const rows = await db
    .selectFrom('yuan_wallet')
    .selectAll()
    .where('holder', '=', holder)
    .orderBy('opened_at_ms')
    .orderBy('number')
    .execute();
  return rows.map(walletOf);
}

/** Wallets by number, in no order; those there are not are left out. */
export async function walletsByNumber(
  db: Db,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Wallet>> {
  const { rows } = await sql<WalletRow>`${sql.raw(parsedOnce)}
    select ${walletColumns} from yuan_wallet w where w.number = any(${numbers})`.execute(db);
  return new Map(rows.map((row) => [row.number, walletOf(row)]));
}

/** Wallets by number with the merchants paid into them; those there are not are left out. */
export async function tillsByNumber(
  db: Db,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, { readonly wallet: Wallet; readonly merchant: Merchant | undefined }>> {
  const { rows } = await sql<TillRow>`${sql.raw(parsedOnce)}
    select ${walletColumns}, m.name_en, m.name_zh, m.category
    from yuan_wallet w left join yuan_merchant m on m.wallet = w.number where w.number = any(${numbers})`.execute(
    db,
  );
  return new Map(
    rows.map(({ name_en: en, name_zh: zh, category, ...row }) => {
      const wallet = walletOf(row);
      const isMerchant = en !== null && zh !== null && category !== null;
      const merchant = isMerchant
        ? { wallet: wallet.number, name: { en, zh }, category: category as Category }
        : undefined;
      return [wallet.number, { wallet, merchant }];
    }),
  );
}

export async function keepWallet(db: Db, wallet: Wallet): Promise<void> {
  await db
    .insertInto('yuan_wallet')
    .values({
      number: wallet.number,
      account: uuidOf(walletAccount(wallet.number)),
      operator: wallet.operator,
      holder: wallet.holder,
      kind: wallet.kind,
      tier: wallet.tier,
      parent: wallet.parent,
      label: wallet.label,
      single_minor: wallet.singleMinor,
      day_minor: wallet.dayMinor,
      opened_at_ms: BigInt(wallet.openedAtMs),
    })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .execute();
}

export async function merchants(db: Db, wallets: readonly string[]): Promise<ReadonlyMap<string, Merchant>> {
  if (wallets.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_merchant').selectAll().where('wallet', 'in', wallets).execute();
  return new Map(
    rows.map(({ wallet, name_en: en, name_zh: zh, category }) => [
      wallet,
      { wallet, name: { en, zh }, category: category as Category },
    ]),
  );
}

export async function keepMerchant(
  db: Db,
  { wallet, name, category }: Merchant,
  atMs: number,
): Promise<void> {
  const facts = { name_en: name.en, name_zh: name.zh, category };
  await db
    .insertInto('yuan_merchant')
    .values({ wallet, ...facts, opened_at_ms: BigInt(atMs) })
    .onConflict((conflict) => conflict.column('wallet').doUpdateSet(facts))
    .execute();
}

/** Who holds the wallets of these accounts of the ledger, as others may see them. */
export async function facesOf(db: Db, accounts: readonly bigint[]): Promise<ReadonlyMap<bigint, Face>> {
  if (accounts.length === 0) return new Map();
  const rows = await db
    .selectFrom('yuan_wallet as w')
    .leftJoin('yuan_merchant as m', 'm.wallet', 'w.number')
    .select(['w.account', 'w.number', 'w.kind', 'm.name_en', 'm.name_zh'])
    .where('w.account', 'in', accounts.map(uuidOf))
    .execute();
  return new Map(
    rows.map(({ account, number, kind, name_en: en, name_zh: zh }) => [
      BigInt(`0x${account.replaceAll('-', '')}`),
      { number, isPersonal: kind === 'personal', name: en === null || zh === null ? null : { en, zh } },
    ]),
  );
}

/** Somebody on the other side of a movement. */
export type Face = {
  readonly number: string;
  readonly isPersonal: boolean;
  readonly name: Merchant['name'] | null;
};

type WalletRow = Omit<Selectable<YuanTables['yuan_wallet']>, 'account'>;
type Shop = Pick<Selectable<YuanTables['yuan_merchant']>, 'name_en' | 'name_zh' | 'category'>;
type TillRow = WalletRow & { readonly [K in keyof Shop]: Shop[K] | null };

/** What a wallet is made of, of `w`: named, as a statement that is parsed once has no `*`. */
const walletColumns = sql.raw(
  'w.number, w.operator, w.holder, w.kind, w.tier, w.parent, w.label, w.state, w.single_minor, w.day_minor, w.opened_at_ms',
);

function walletOf(row: WalletRow): Wallet {
  return {
    number: row.number,
    operator: row.operator,
    holder: row.holder,
    kind: row.kind as Wallet['kind'],
    tier: row.tier as Tier | null,
    parent: row.parent,
    label: row.label,
    state: row.state as Wallet['state'],
    singleMinor: row.single_minor,
    dayMinor: row.day_minor,
    openedAtMs: Number(row.opened_at_ms),
  };
}
