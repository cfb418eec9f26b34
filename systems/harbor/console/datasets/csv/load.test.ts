import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LoadRow } from './check.ts';
import { type Batch, batchesOf, createLoad, type LoadState } from './load.ts';

const row = (n: number, text = ''): LoadRow => ({ uscc: String(n).padStart(18, '0'), columns: { text } });
async function* parts(rows: readonly LoadRow[], size: number): AsyncGenerator<Batch> {
  for (let at = 0; at < rows.length; at += size)
    yield { rows: rows.slice(at, at + size), bytesRead: at + size };
}

test('every row goes out once and in order, and no request is above its limits', async () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(lengths, fc.integer({ min: 1, max: 30 }), async (texts, size) => {
      const rows = texts.map((length, n) => row(n, 'x'.repeat(length)));
      const limits = { rows: 7, characters: 1000 };
      const sent: LoadRow[] = [];
      for await (const batch of batchesOf(parts(rows, size), limits)) {
        assert.ok(batch.rows.length >= 1 && batch.rows.length <= limits.rows);
        assert.ok(JSON.stringify(batch.rows).length <= limits.characters + 2 * limits.rows);
        sent.push(...batch.rows);
      }
      assert.deepEqual(sent, rows);
    }),
  );
});

test('a load that was cut off goes on with the batch that did not arrive', async () => {
  const rows = Array.from({ length: 10 }, (_, n) => row(n));
  const store = new Map<string, LoadRow>();
  let calls = 0;
  const states: LoadState[] = [];
  const load = createLoad(
    batchesOf(parts(rows, 4), { rows: 3, characters: 1e6 }),
    async (batch) => {
      calls++;
      // The rows arrive, the answer does not.
      for (const one of batch.rows) store.set(one.uscc, one);
      if (calls === 2) throw new Error('cut off');
    },
    (state) => states.push(state),
  );
  const failed = await load.run();
  assert.deepEqual([failed.status, failed.rows, (failed.error as Error).message], ['failed', 3, 'cut off']);
  const done = await load.run();
  assert.deepEqual([done.status, done.rows, done.error], ['done', 10, undefined]);
  assert.deepEqual([...store.values()], rows);
  assert.equal(calls, 5);
  assert.equal(await load.run(), done);
});

test('a load that is stopped sends nothing more until it goes on', async () => {
  const rows = Array.from({ length: 6 }, (_, n) => row(n));
  let calls = 0;
  const load = createLoad(
    batchesOf(parts(rows, 2), { rows: 2, characters: 1e6 }),
    async (_batch, signal) => {
      calls++;
      if (calls !== 2) return;
      load.stop();
      signal.throwIfAborted();
    },
    () => {},
  );
  assert.deepEqual([(await load.run()).status, calls], ['stopped', 2]);
  const done = await load.run();
  assert.deepEqual([done.status, done.rows, calls], ['done', 6, 4]);
});

test('a file that can no longer be read is not taken for one that is at its end', async () => {
  async function* broken(): AsyncGenerator<Batch> {
    yield { rows: [row(1)], bytesRead: 1 };
    throw new Error('the file is gone');
  }
  const load = createLoad(
    broken(),
    async () => {},
    () => {},
  );
  const failed = await load.run();
  assert.deepEqual([failed.status, failed.rows, failed.canGoOn], ['failed', 1, false]);
  assert.equal((await load.run()).status, 'failed');
});
