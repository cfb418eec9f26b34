import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Log, treeRoot } from '@finharbor/evidence';
import { sha256, systemRandom } from '@finharbor/kernel';
import fc from 'fast-check';
import { sql } from 'kysely';
import { transferFlags } from '../model/transfer.ts';
import { histories, historyAccounts } from '../testing/histories.ts';
import { auditJournal } from './audit.ts';
import { checkpointJournal } from './checkpoint.ts';
import { readStretch } from './stretch.ts';
import { journal, openScene, type Scene, transfer } from './testing.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

async function furnished(): Promise<Scene> {
  const scene = await openScene();
  await scene.ledger.createAccounts([1n, 4n].map((id) => ({ id, ledger: 1, code: 1 })));
  await scene.ledger.createTransfers(Array.from({ length: 20 }, (_, k) => transfer(BigInt(k + 1))));
  return scene;
}

const optionsOf = ({ url, log }: Scene) => ({ url, journal, log, random: systemRandom });
const leavesIn = async ({ log }: Scene): Promise<readonly string[]> =>
  Promise.all(
    Array.from({ length: log.head().size }, async (_, k) => Buffer.from(await log.entry(k)).toString()),
  );
const findingsOf = async ({ url, log }: Scene) => (await auditJournal({ url, log })).findings;

test('stretches cover all there is, each from where the one before ends, and say what was posted', async () => {
  await using scene = await furnished();
  const { ledger, checkpoint } = scene;
  const first = await checkpoint(8);
  await ledger.createTransfers([
    transfer(21n, { flags: transferFlags.pending }),
    transfer(22n, { pendingId: 21n, amount: 4n, flags: transferFlags.postPendingTransfer }),
  ]);
  const second = await checkpoint();
  assert.deepEqual(await checkpoint(), []);
  const leaves = await leavesIn(scene);
  assert.deepEqual(leaves.map(readStretch), [...first, ...second]);
  assert.deepEqual(
    [...first, ...second].map(({ entries, opened, accounts, posted }) => [entries, opened, accounts, posted]),
    [
      [8, 2, 2, [{ ledger: 1, amount: '80' }]],
      [8, 0, 2, [{ ledger: 1, amount: '80' }]],
      [4, 0, 2, [{ ledger: 1, amount: '40' }]],
      [2, 0, 2, [{ ledger: 1, amount: '4' }]],
    ],
  );
  assert.deepEqual(
    leaves.map((leaf) => readStretch(leaf)?.previous),
    [null, ...leaves.slice(0, -1).map((leaf) => sha256(leaf).toHex())],
  );
  assert.deepEqual(await findingsOf(scene), []);
});

test('run twice at once, every entry is in one stretch', async () => {
  await using scene = await furnished();
  const added = await Promise.all([1, 2].map(() => checkpointJournal(optionsOf(scene))));
  assert.equal(added.flat().length, 1);
  assert.equal(scene.log.head().size, 1);
});

test('whatever it is cut off at, it goes on, and the log has every stretch once', async () => {
  await using scene = await furnished();
  const { log } = scene;
  const before: Pick<Log, 'append'> = { append: () => Promise.reject(new Error('cut off before')) };
  const after: Pick<Log, 'append'> = {
    append: async (entries) => {
      await log.append(entries);
      throw new Error('cut off after');
    },
  };
  for (const cut of [before, after, after])
    await assert.rejects(checkpointJournal({ ...optionsOf(scene), log: cut }), /cut off/);
  assert.equal((await scene.checkpoint()).length, 1);
  await scene.ledger.createTransfers([transfer(30n)]);
  const killing = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'finharbor-ledger-evidence' and datname = current_database()`;
  let isOver = false;
  const cutting = checkpointJournal(optionsOf(scene))
    .catch(() => {})
    .finally(() => {
      isOver = true;
    });
  while (!isOver) await killing.execute(scene.db);
  await cutting;
  await scene.checkpoint();
  assert.deepEqual(
    (await leavesIn(scene)).map((leaf) => readStretch(leaf)?.number),
    [0, 1],
  );
  assert.deepEqual(await findingsOf(scene), []);
});

test('a database that was put back to an older copy does not tell the log another history', async () => {
  await using scene = await furnished();
  await scene.checkpoint();
  await scene.tamper(
    'truncate ledger_stretch, ledger_stretch_logged, ledger_stretch_block, ledger_head_page',
  );
  await scene.ledger.createTransfers([transfer(31n)]);
  await assert.rejects(checkpointJournal(optionsOf(scene)), { code: 'ledger.evidence_forked' });
});

test('a journal keeps its name, and what was not written by a ledger is not sealed', async () => {
  await using scene = await furnished();
  await scene.checkpoint();
  await assert.rejects(checkpointJournal({ ...optionsOf(scene), journal: 'example.com/other' }), {
    code: 'ledger.evidence_other_journal',
  });
  const [made] = await scene.ledger.createTransfers([transfer(32n)]);
  await scene.tamper(`update ledger_entry set amount = -1 where "timestamp" = ${made!.timestamp}`);
  await assert.rejects(checkpointJournal(optionsOf(scene)), { code: 'ledger.evidence_malformed' });
});

test('a stretch without accounts and entries does not come to be', async () => {
  await using scene = await openScene();
  assert.deepEqual(await scene.checkpoint(), []);
  await scene.ledger.createAccounts([{ id: 1n, ledger: 1, code: 1 }]);
  const [stretch] = await scene.checkpoint();
  assert.deepEqual([stretch!.entries, stretch!.opened, stretch!.posted], [0, 1, []]);
  assert.notEqual(stretch!.root, treeRoot(new Uint8Array(0)).toHex());
});

test('every history, sealed at any time, is found to be in order', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(6), async ({ batches }, most) => {
      await using scene = await openScene();
      await scene.ledger.createAccounts(historyAccounts);
      await scene.checkpoint();
      for (const { passedMs, events, confirmed } of batches) {
        scene.clock.advance(Math.max(0, passedMs));
        await scene.ledger.createTransfers(events);
        if (confirmed) await scene.checkpoint(most + 1);
      }
      const { url, log, ledger } = scene;
      const { findings } = await auditJournal({ url, log, writer: ledger.lookupAccounts });
      assert.deepEqual(findings, []);
    }),
    { seed, numRuns: 4 },
  );
});
