import type { Bilingual } from '@finharbor/kernel/contract';
import { parsedOnce } from '@finharbor/kernel/database';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { purseAccount } from '../money/ids.ts';
import { uuidOf } from '../wallets/postgres.ts';
import { type Purpose, purposeSchema } from './purpose.ts';

type Db = Kysely<YuanTables>;

/** Money under a purpose, as it is kept. What is in it, the ledger knows. */
export type Purse = {
  readonly id: string;
  /** What it is part of: the system's area and there its subject. */
  readonly area: string;
  readonly subject: string;
  /** The wallet that may spend it; null where the purpose alone decides. */
  readonly owner: string | null;
  readonly title: Bilingual;
  /** Null where no payment takes from it. */
  readonly purpose: Purpose | null;
  /** Where the rest goes when it is over. */
  readonly returnsTo: { readonly purse: string } | { readonly wallet: string };
  readonly expiresAtMs: number | null;
  readonly state: 'open' | 'closed';
  readonly openedAtMs: number;
};

/** Keeps purses; those that are there stay as they are. */
export async function keepPurses(db: Db, purses: readonly Purse[]): Promise<void> {
  if (purses.length === 0) return;
  const column = <V>(of: (purse: Purse) => V): readonly V[] => purses.map(of);
  // One array a column: a batch has thousands, and the statement is the same whatever their number.
  await sql`${sql.raw(parsedOnce)}
    insert into yuan_purse (id, account, area, subject, owner, title_en, title_zh, purpose,
      returns_to_purse, returns_to_wallet, expires_at_ms, opened_at_ms)
    select * from unnest(
      ${column(({ id }) => id)}::uuid[], ${column(({ id }) => uuidOf(purseAccount(id)))}::uuid[],
      ${column(({ area }) => area)}::text[], ${column(({ subject }) => subject)}::text[],
      ${column(({ owner }) => owner)}::text[],
      ${column(({ title }) => title.en)}::text[], ${column(({ title }) => title.zh)}::text[],
      ${column(({ purpose }) => (purpose === null ? null : JSON.stringify(purposeText(purpose))))}::jsonb[],
      ${column(({ returnsTo }) => ('purse' in returnsTo ? returnsTo.purse : null))}::uuid[],
      ${column(({ returnsTo }) => ('wallet' in returnsTo ? returnsTo.wallet : null))}::text[],
      ${column(({ expiresAtMs }) => expiresAtMs)}::bigint[], ${column(({ openedAtMs }) => openedAtMs)}::bigint[])
    on conflict (id) do nothing`.execute(db);
}

function purposeText({ ownMinor, mostMinor, ...rest }: Purpose): object {
  return {
    ...rest,
    ...(ownMinor === undefined ? {} : { ownMinor: String(ownMinor) }),
    ...(mostMinor === undefined ? {} : { mostMinor: String(mostMinor) }),
  };
}

/** Purses by id; those there are not are left out. */
export async function pursesById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Purse>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_purse').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, purseOf(row)]));
}

/** Open purses that a wallet could spend: its own, and those whose purpose alone decides. */
export async function pursesFor(db: Db, wallet: string, atMs: number): Promise<readonly Purse[]> {
  const rows = await db
    .selectFrom('yuan_purse')
    .selectAll()
    .where((eb) => eb.or([eb('owner', '=', wallet), eb('owner', 'is', null)]))
    .where('purpose', 'is not', null)
    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', BigInt(atMs))]))
    .orderBy(sql`expires_at_ms nulls last`)
    .orderBy('id')
    .execute();
  return rows.map(purseOf);
}

/** Purses of a wallet, open ones first, the latest first. */
export async function pursesOwnedBy(db: Db, wallet: string): Promise<readonly Purse[]> {
  const rows = await db
    .selectFrom('yuan_purse')
    .selectAll()
    .where('owner', '=', wallet)
    // A prepaid card is not spent by its holder alone, and has a page of its own.
    .where('purpose', 'is not', null)
    .orderBy('state', 'desc')
    .orderBy('opened_at_ms', 'desc')
    .limit(100)
    .execute();
  return rows.map(purseOf);
}

/** Open purses whose time is over, the earliest first. */
export async function expiredPurses(db: Db, atMs: number, limit: number): Promise<readonly Purse[]> {
  const rows = await db
    .selectFrom('yuan_purse')
    .selectAll()
    .where('state', '=', 'open')
    .where('expires_at_ms', '<=', BigInt(atMs))
    .orderBy('expires_at_ms')
    .limit(limit)
    .execute();
  return rows.map(purseOf);
}

/** Marks purses as over. */
export async function closePurses(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('yuan_purse').set({ state: 'closed' }).where('id', 'in', ids).execute();
}

/** How much longer a purse is watched than it was before it is worth writing down. */
const worthMs = 60_000;

/** Watches purses of these accounts, and those they return to, until a moment. */
export async function watchPurses(db: Db, accounts: readonly bigint[], untilMs: number): Promise<void> {
  if (accounts.length === 0) return;
  // Locked in the order of their ids: refunds of one moment that share purses do not wait for each other in a ring.
  await sql`
    with recursive line as (
      select id, returns_to_purse from yuan_purse where account = any(${accounts.map(uuidOf)}::uuid[])
      union select p.id, p.returns_to_purse from yuan_purse p join line on p.id = line.returns_to_purse
    ), due as (
      select id from yuan_purse where id in (select id from line)
        and (watched_until_ms is null or watched_until_ms < ${untilMs - worthMs}::bigint)
      order by id for update
    )
    update yuan_purse set watched_until_ms = ${untilMs}::bigint where id in (select id from due)`.execute(db);
}

/** Purses that are watched. */
export async function watchedPurses(db: Db, limit: number): Promise<readonly Purse[]> {
  const rows = await db
    .selectFrom('yuan_purse')
    .selectAll()
    .where('watched_until_ms', 'is not', null)
    .orderBy('watched_until_ms')
    .limit(limit)
    .execute();
  return rows.map(purseOf);
}

/** Watches purses no longer whose time for it is over. */
export async function unwatchPurses(db: Db, ids: readonly string[], atMs: number): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('yuan_purse')
    .set({ watched_until_ms: null })
    .where('id', 'in', ids)
    .where('watched_until_ms', '<=', BigInt(atMs))
    .execute();
}

function purseOf(row: Selectable<YuanTables['yuan_purse']>): Purse {
  return {
    id: row.id,
    area: row.area,
    subject: row.subject,
    owner: row.owner,
    title: { en: row.title_en, zh: row.title_zh },
    purpose: row.purpose === null ? null : purposeSchema.parse(row.purpose),
    returnsTo:
      row.returns_to_purse === null ? { wallet: row.returns_to_wallet! } : { purse: row.returns_to_purse },
    expiresAtMs: row.expires_at_ms === null ? null : Number(row.expires_at_ms),
    state: row.state as Purse['state'],
    openedAtMs: Number(row.opened_at_ms),
  };
}
