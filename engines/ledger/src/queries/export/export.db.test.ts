import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import pg from 'pg';
import { ledgerMigrations } from '../../migrations.ts';
import { amountMax, type NewTransfer, type Transfer, transferFlags } from '../../model/transfer.ts';
import { openLedger } from '../../postgres/open.ts';
import { numberOf } from '../read.ts';
import { exportAccounts } from './accounts.ts';
import { exportTransfers } from './transfers.ts';

const startMs = Date.UTC(2026, 10, 26);
const { pending, postPendingTransfer } = transferFlags;

async function writtenLedger() {
  const { url, ...database } = await testDatabase<unknown>([ledgerMigrations]);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  after(async () => {
    await ledger[Symbol.asyncDispose]();
    await pool.end();
    await database[Symbol.asyncDispose]();
  });
  const full = { userData128: 2n ** 128n - 1n, userData64: 2n ** 64n - 1n, userData32: 2 ** 32 - 1 };
  await ledger.createAccounts([
    ...[1n, 2n, 3n, 4n].map((id) => ({ id, ledger: 1, code: Number(id), ...(id === 4n && full) })),
    ...[5n, 6n].map((id) => ({ id, ledger: 2, code: 9 })),
  ]);
  const between = { debitAccountId: 1n, creditAccountId: 2n, ledger: 1, code: 7 };
  const transfers: readonly NewTransfer[] = [
    ...Array.from({ length: 30 }, (_, k) => ({ ...between, id: BigInt(10 + k), amount: 10n ** BigInt(k) })),
    { ...between, ...full, id: 2n ** 127n, amount: 5n, timeout: 2 ** 32 - 1, flags: pending },
    { id: 51n, pendingId: 2n ** 127n, amount: 3n, flags: postPendingTransfer },
    { ...between, debitAccountId: 3n, creditAccountId: 4n, id: 52n, amount: 10n ** 38n - 1n },
    { ...between, debitAccountId: 5n, creditAccountId: 6n, ledger: 2, id: 53n, amount: amountMax },
  ];
  for (const { status } of await ledger.createTransfers(transfers)) assert.equal(status, 'created');
  return { pool, ledger, all: await ledger.queryTransfers({ limit: 8_190 }) };
}

async function bytesOf(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(file));
}

/** Lines of fields, by the names in the header. */
async function readCsv(file: AsyncIterable<Uint8Array>): Promise<readonly Record<string, string>[]> {
  const text = (await bytesOf(file)).toString();
  assert.ok(text.endsWith('\r\n'));
  const [header, ...lines] = text.slice(0, -2).split('\r\n');
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, k) => [names[k], field])));
}

type ParquetRow = Readonly<Record<string, bigint | string | null>>;

/** The rows of a Parquet file. Its reader makes decimals numbers that are about right: here their bytes are read. */
async function readParquet(file: AsyncIterable<Uint8Array>): Promise<readonly ParquetRow[]> {
  const bytes = await bytesOf(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = await parquetMetadataAsync(buffer);
  const decimals = metadata.schema.filter(({ converted_type }) => converted_type === 'DECIMAL');
  for (const element of decimals) {
    delete element.converted_type;
    delete element.logical_type;
  }
  const parsers = { timestampFromNanoseconds: (ns: bigint) => ns };
  const rows = await parquetReadObjects({ file: buffer, metadata, parsers: parsers as never });
  const names = new Set(decimals.map(({ name }) => name));
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        names.has(name) && value ? BigInt(`0x${Buffer.from(value as Uint8Array).toString('hex')}`) : value,
      ]),
    ),
  );
}

const isoOf = (ns: bigint): string => {
  const ms = ns / 1_000_000n;
  return `${new Date(Number(ms)).toISOString().slice(0, -1)}${String(ns % 1_000_000n).padStart(6, '0')}Z`;
};
const hexOf = (uuid: string): bigint => (uuid === '' ? 0n : numberOf(uuid));

test('transfers read back from CSV are those of the ledger', async () => {
  const { pool, all } = await writtenLedger();
  const rows = await readCsv(exportTransfers(pool, {}, 'csv'));
  assert.deepEqual(
    rows.map(({ timestamp, ...row }) => ({ ...transferOf(row), at: timestamp })),
    all.map(({ timestamp, ...transfer }) => ({ ...transfer, at: isoOf(timestamp) })),
  );
  const one = await readCsv(exportTransfers(pool, { ledger: 2 }, 'csv'));
  assert.deepEqual(
    one.map(({ amount }) => amount),
    [String(amountMax)],
  );
});

function transferOf(row: Readonly<Record<string, string>>): Omit<Transfer, 'timestamp'> {
  return {
    id: hexOf(row.id!),
    debitAccountId: hexOf(row.debit_account_id!),
    creditAccountId: hexOf(row.credit_account_id!),
    amount: BigInt(row.amount!),
    pendingId: hexOf(row.pending_id!),
    userData128: hexOf(row.user_data_128!),
    userData64: BigInt(row.user_data_64!),
    userData32: Number(row.user_data_32),
    timeout: Number(row.timeout_s),
    ledger: Number(row.ledger),
    code: Number(row.code),
    flags: Number(row.flags),
  };
}

test('transfers read back from Parquet are those of the ledger, the largest amounts as text', async () => {
  const { pool, all } = await writtenLedger();
  const rows = await readParquet(exportTransfers(pool, {}, 'parquet'));
  assert.deepEqual(
    rows.map(({ timestamp, amount, amount_large, ...row }) => {
      const texts = Object.entries(row).map(([name, value]) => [name, String(value ?? '')]);
      return {
        ...transferOf({ ...Object.fromEntries(texts), amount: String(amount ?? amount_large) }),
        ...{ timestamp, isLarge: amount_large !== null },
      };
    }),
    all.map((transfer) => ({ ...transfer, isLarge: transfer.amount >= 10n ** 38n })),
  );
});

test('accounts read back are those of the ledger, as they stand and as they stood', async () => {
  const { pool, ledger, all } = await writtenLedger();
  const accounts = await ledger.queryAccounts({ limit: 8_190 });
  const standing = accounts.map((one) => [
    one.id,
    ...[one.debitsPending, one.debitsPosted, one.creditsPending, one.creditsPosted],
  ]);
  const csv = await readCsv(exportAccounts(pool, {}, 'csv'));
  assert.deepEqual(
    csv.map((row) => [
      hexOf(row.id!),
      ...[row.debits_pending, row.debits_posted, row.credits_pending, row.credits_posted].map((sum) =>
        BigInt(sum!),
      ),
    ]),
    standing,
  );
  assert.equal(csv[3]!.user_data_64, String(2n ** 64n - 1n));
  const sumOf = (row: ParquetRow, name: string): bigint => BigInt((row[name] ?? row[`${name}_large`])!);
  const parquet = await readParquet(exportAccounts(pool, {}, 'parquet'));
  assert.deepEqual(
    parquet.map((row) => [
      numberOf(row.id as string),
      ...['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'].map((name) =>
        sumOf(row, name),
      ),
    ]),
    standing,
  );
  const then = await readCsv(exportAccounts(pool, { atNs: all[1]!.timestamp }, 'csv'));
  assert.deepEqual([then[0]!.debits_posted, then[2]!.debits_posted], ['11', '0']);
});

test('a ledger without transfers is a file without rows', async () => {
  await using database = await testDatabase<unknown>([ledgerMigrations]);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  assert.deepEqual(await readCsv(exportTransfers(pool, {}, 'csv')), []);
  assert.deepEqual(await readParquet(exportTransfers(pool, {}, 'parquet')), []);
  await pool.end();
});

test('whoever stops reading gives the connection back, and a filter that cannot be is refused', async () => {
  const { pool, ledger } = await writtenLedger();
  const more = (from: number): readonly NewTransfer[] =>
    Array.from({ length: 8_000 }, (_, k) => ({
      ...{ id: BigInt(from + k), debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 },
    }));
  for (const from of [1_000, 10_000, 20_000]) await ledger.createTransfers(more(from));
  let pieces = 0;
  for await (const piece of exportTransfers(pool, {}, 'csv')) {
    assert.ok(piece.length < 4_000_000, 'a piece is not all of it');
    if (++pieces === 2) break;
  }
  // The pool has one connection only.
  const count = await pool.query("select count(*)::int as open from pg_cursors where name = 'export'");
  assert.deepEqual(count.rows, [{ open: 0 }]);
  assert.equal((await readParquet(exportTransfers(pool, { code: 1 }, 'parquet'))).length, 24_000);
  await assert.rejects(bytesOf(exportTransfers(pool, { ledger: -1 }, 'csv')), { code: 'ledger.bad_filter' });
});
