import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantMs, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations } from '../migrations.ts';
import { openLedger } from '../postgres/open.ts';
import { carryOut } from './course/carry-out.ts';
import type { ProgramEvent } from './course/event.ts';
import { replay } from './course/replay.ts';
import { startOf } from './course/state.ts';
import { parseProgram } from './read.ts';
import { redPacket } from './testing/examples.ts';

test('a red packet outlives its process: what was under way is done once, and the rest is back at the end', async () => {
  await using database = await testDatabase<unknown>([ledgerMigrations]);
  const clock = manualClock(instantMs('2027-02-05T12:00:00Z'));
  const options = { url: database.url, clock, random: systemRandom };
  const program = parseProgram(redPacket);
  const at = { atMs: clock.nowMs() };
  const fund: ProgramEvent = { kind: 'fund', id: 'f', by: 'grandma', ...at };
  const take: ProgramEvent = {
    ...{ kind: 'pay', id: 'p', by: 'cousin', ...at },
    ...{ release: 'share', account: 51n, groups: ['family'] },
  };
  const held = replay(program, [fund]);
  {
    await using ledger = await openLedger(options);
    await ledger.createAccounts([9n, 51n, 1001n].map((id) => ({ id, ledger: 156, code: 1 })));
    const gift = {
      id: 1n,
      debitAccountId: 9n,
      creditAccountId: 1001n,
      amount: 88_800n,
      ledger: 156,
      code: 1,
    };
    await ledger.createTransfers([gift]);
    const funded = await carryOut(ledger, program, { event: fund, state: startOf(program) });
    assert.deepEqual(funded, { kind: 'done', state: held });
    await carryOut(ledger, program, { event: take, state: held });
  }
  await using ledger = await openLedger(options);
  const again = await carryOut(ledger, program, { event: take, state: held });
  assert.deepEqual(again, { kind: 'done', state: replay(program, [fund, take]) });
  const other = await carryOut(ledger, program, { event: { ...take, id: 'q' }, state: held });
  assert.deepEqual(other, { kind: 'stale' });
  clock.advance(24 * 3_600_000 + 1_000);
  await ledger.createTransfers([]);
  const [cousin, grandma] = await ledger.lookupAccounts([51n, 1001n]);
  assert.deepEqual([cousin!.creditsPosted, cousin!.creditsPending], [20_000n, 0n]);
  assert.deepEqual([grandma!.debitsPosted, grandma!.debitsPending], [20_000n, 0n]);
});
