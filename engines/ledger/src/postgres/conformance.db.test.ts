import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations } from '../migrations.ts';
import { conformanceOf } from '../testing/conformance.ts';
import { openLedger } from './open.ts';

conformanceOf('one writer', async (startMs) => {
  const database = await testDatabase<unknown>([ledgerMigrations]);
  const clock = manualClock(startMs);
  const ledger = await openLedger({ url: database.url, clock, random: systemRandom });
  const dispose = async (): Promise<void> => {
    await ledger[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  };
  return { ledger, clock, [Symbol.asyncDispose]: dispose };
});
