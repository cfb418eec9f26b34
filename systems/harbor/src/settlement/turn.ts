import { type Kysely, sql, type Transaction } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Settling } from './context.ts';
import { houseAccounts, pursesOf } from './purses.ts';

/** Any fixed number that nothing else in the database locks. */
const settlementLock = 7_318_040_552n;

/**
 * One step of settlement in a transaction of its own. Two processes never take a step at once: what one has read of lines that are under
 * way would be old before it writes.
 */
export function inTurn<T>(
  { db }: Pick<Settling, 'db'>,
  step: (tx: Transaction<HarborTables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${settlementLock})`.execute(tx);
    return step(tx);
  });
}

/** Opens what the parties have on the ledger, where it is not open yet. */
export async function openPurses(
  { ledger, store, party: house }: Settling,
  parties: readonly string[],
): Promise<void> {
  const names = new Map((await store.peers.list()).map(({ party, name }) => [party, name]));
  const purses = [...new Set(parties)].flatMap((party) =>
    pursesOf(party, names.get(party) ?? { en: party, zh: party }),
  );
  await ledger.open([...houseAccounts(house), ...purses]);
}

/** Where the settlement has read the board up to. */
export async function positionOf(tx: Kysely<HarborTables>): Promise<bigint> {
  const row = await tx
    .selectFrom('feed_position')
    .select('seq')
    .where('name', '=', boardReader)
    .executeTakeFirst();
  return row?.seq ?? 0n;
}

/** The next reading goes on after this. */
export async function moveTo(tx: Kysely<HarborTables>, seq: bigint): Promise<void> {
  await tx
    .insertInto('feed_position')
    .values({ name: boardReader, seq })
    .onConflict((on) => on.column('name').doUpdateSet({ seq }))
    .execute();
}

const boardReader = 'settlement';
