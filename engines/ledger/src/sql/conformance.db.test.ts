import { manualClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations } from '../migrations.ts';
import { conformanceOf } from '../testing/conformance.ts';
import { openSqlLedger } from './open.ts';

conformanceOf('SQL', async (startMs) => {
  const database = await testDatabase<unknown>([ledgerMigrations]);
  const clock = manualClock(startMs);
  const ledger = openSqlLedger({ url: database.url, clock });
  const dispose = async (): Promise<void> => {
    await ledger[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  };
  return { ledger, clock, [Symbol.asyncDispose]: dispose };
});
