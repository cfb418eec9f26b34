import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { rowsSource } from '@finharbor/dataspace/planes';
import { sha256 } from '@finharbor/kernel';
import fc from 'fast-check';
import { reckon } from './reckon.ts';

const cell = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '文') }),
);

test('rows are counted whatever stands in them, and the digest is of all bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-reckon-'));
  let transfers = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 30 }), async (rows) => {
      transfers += 1;
      const source = rowsSource({ folder, query: async () => ({ columns: ['a', 'b'], rows }) });
      await using opened = await source.open({ datasetId: 'x', transferId: String(transfers) });
      const text = Buffer.concat(await Array.fromAsync(opened.read(0, opened.size)));
      const chunks = async function* () {
        for (let at = 0; at < text.length; at += 7) yield text.subarray(at, at + 7);
      };
      assert.deepEqual(await reckon(chunks()), {
        rows: rows.length,
        bytes: text.length,
        sha256: Buffer.from(sha256(text)).toString('hex'),
      });
    }),
    { numRuns: 100 },
  );
  await rm(folder, { recursive: true });
});
