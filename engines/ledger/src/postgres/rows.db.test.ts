import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '@finharbor/kernel/testing';
import fc from 'fast-check';
import pg from 'pg';
import { entryAt, entryKind, entryWords } from '../machine/layout.ts';
import { writeU64, writeU128 } from '../machine/u128.ts';
import { ledgerMigrations } from '../migrations.ts';
import { CopyEncoder } from './copy-encoder.ts';
import { runCopying } from './copying.ts';
import { encodeEntry, entryColumns } from './entry-rows.ts';

const database = await testDatabase<unknown>([ledgerMigrations]);
const client = new pg.Client({ connectionString: database.url });
await client.connect();
await client.query("set ledger.epoch = '0'");
await client.query(`select ledger_begin_month(0, ${2n ** 62n}, 'ever')`);
after(async () => {
  await client.end();
  await database[Symbol.asyncDispose]();
});

const names = entryColumns.map((column) => `"${column}"`).join(', ');

/** As the writer does: into the month's own table. */
const copyIn = (rows: Uint8Array): Promise<void> =>
  runCopying(client, [`copy ledger_entry_ever (${names}) from stdin (format binary)`], { inputs: [rows] });

const u128 = fc.oneof(
  fc.bigInt(0n, 2n ** 128n - 1n),
  fc.bigInt(0n, 100_000n),
  fc.constantFrom(0n, 10_000n, 2n ** 53n, 2n ** 64n),
);
const u32 = fc.oneof(fc.nat(), fc.constantFrom(0, 2 ** 32 - 1));
const drawn = fc.record({
  ...{ id: u128, amount: u128, userData128: u128, userData64: fc.bigInt(0n, 2n ** 64n - 1n) },
  ...{ userData32: u32, timeout: u32, code: fc.integer({ min: 1, max: 65_535 }), flags: fc.nat(65_535) },
  ...{ debitNo: fc.nat(), creditNo: fc.nat(), debitPrevious: fc.bigInt(0n, 2n ** 63n - 1n) },
});

test('what stands in the journal is what the machine wrote, digit by digit', async () => {
  let timestamp = 2n ** 60n;
  const ids = new Set<bigint>();
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 40 }), async (entries) => {
      const before = timestamp;
      const encoder = new CopyEncoder(16);
      const expected = entries.map((entry) => {
        timestamp += 1n;
        const id = ids.has(entry.id) ? 0n : entry.id;
        ids.add(id);
        const words = new Uint32Array(entryWords);
        writeU128(words, entryAt.id, id);
        writeU128(words, entryAt.amount, entry.amount);
        writeU128(words, entryAt.userData128, entry.userData128);
        writeU64(words, entryAt.userData64, entry.userData64);
        words[entryAt.userData32] = entry.userData32;
        words[entryAt.timeout] = entry.timeout;
        words[entryAt.codeAndFlags] = entry.code | (entry.flags << 16);
        writeU64(words, entryAt.timestamp, timestamp);
        words[entryAt.debitNo] = entry.debitNo;
        words[entryAt.creditNo] = entry.creditNo;
        writeU64(words, entryAt.debitPrevious, entry.debitPrevious);
        words[entryAt.kind] = entryKind.transfer;
        encodeEntry(encoder, { words, at: 0 });
        return [
          ...[
            String(timestamp),
            '1',
            orNull(id),
            String(entry.debitNo),
            String(entry.creditNo),
            String(entry.amount),
          ],
          ...[orNull(entry.debitPrevious), null, null, orNull(entry.userData128), orNull(entry.userData64)],
          ...[orNull(entry.userData32), orNull(entry.timeout), String(entry.code), String(entry.flags)],
        ];
      });
      await copyIn(encoder.finish());
      const { rows } = await client.query<(string | null)[]>({
        text: `select ${entryColumns.map((column) => `"${column}"::text`).join(', ')} from ledger_entry
          where "timestamp" > $1 order by ledger_entry."timestamp"`,
        values: [before],
        rowMode: 'array',
      });
      assert.deepEqual(
        rows.map((row) =>
          row.map((value, k) =>
            (entryColumns[k] === 'id' || entryColumns[k] === 'user_data_128') && value
              ? numberOf(value)
              : value,
          ),
        ),
        expected,
      );
    }),
    { numRuns: 60 },
  );
});

test('a row that breaks a rule of the journal keeps out all that are copied with it', async () => {
  const encoder = new CopyEncoder(16);
  for (const timestamp of [1n, 2n]) {
    const words = new Uint32Array(entryWords);
    writeU128(words, entryAt.id, 7n);
    writeU64(words, entryAt.timestamp, timestamp);
    words[entryAt.kind] = entryKind.refusal;
    encodeEntry(encoder, { words, at: 0 });
  }
  const rows = encoder.finish();
  await assert.rejects(copyIn(rows), {
    code: '23505',
  });
  assert.equal((await client.query('select 1 from ledger_entry where "timestamp" < 3')).rowCount, 0);
});

function orNull(value: bigint | number): string | null {
  return value === 0 || value === 0n ? null : String(value);
}

/** The number that a uuid writes. */
function numberOf(uuid: string): string {
  return String(BigInt(`0x${uuid.replaceAll('-', '')}`));
}

test("the journal is never changed, and only who holds the writer's epoch adds to it", async () => {
  for (const change of [
    'update ledger_entry set code = 1',
    'delete from ledger_entry',
    'truncate ledger_entry',
  ])
    await assert.rejects(client.query(change), { code: 'LE002' });
  await client.query('update ledger_writer set epoch = epoch + 1');
  const encoder = new CopyEncoder(16);
  const words = new Uint32Array(entryWords);
  writeU64(words, entryAt.timestamp, 5n);
  words[entryAt.kind] = entryKind.refusal;
  encodeEntry(encoder, { words, at: 0 });
  const rows = encoder.finish();
  await assert.rejects(copyIn(rows), {
    code: 'LE001',
  });
});

test('what goes wrong with a row that was read is told, and the session can be used again', async () => {
  const wrong = new Error('a row that nobody expected');
  const take = (): void => {
    throw wrong;
  };
  const statement = 'copy (select generate_series(1, 1000)) to stdout (format binary)';
  await assert.rejects(runCopying(client, [statement], { take }), wrong);
  let messages = 0;
  await runCopying(client, [statement], { take: () => (messages += 1) });
  assert.equal(messages, 1000 + 1, 'the rows, and the mark of the end');
});
