import { after } from 'node:test';
import { manualClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { sql } from 'kysely';
import { ledgerMigrations } from '../migrations.ts';
import { conformanceOf } from '../testing/conformance.ts';
import { openSqlLedger } from './open.ts';

const database = await testDatabase<unknown>([ledgerMigrations]);
after(() => database[Symbol.asyncDispose]());

conformanceOf(
  'SQL',
  async (startMs) => {
    await forgetAll();
    const clock = manualClock(startMs);
    const ledger = openSqlLedger({ url: database.url, clock });
    return { ledger, clock, [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose]() };
  },
  { runs: 60 },
);

/** Many times faster than a new database. What is made is never changed, so the triggers that see to it are off meanwhile. */
async function forgetAll(): Promise<void> {
  const kinds = ['account', 'transfer', 'pending', 'refusal', 'balance'];
  await database.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const kind of kinds) await sql`delete from ${sql.table(`ledger_sql_${kind}`)}`.execute(tx);
    await sql`update ledger_sql_clock set at = 0`.execute(tx);
  });
}
