import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import pg from 'pg';
import { openDuckdb } from './duckdb.ts';
import { type PostgresTable, postgresSource } from './postgres.ts';
import type { Selection } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-postgres-'));
const database = await testDatabase();
after(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const count = 9_000;
const connect = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return client;
};
const run = async (text: string): Promise<void> => {
  const client = await connect();
  await client.query(text);
  await client.end();
};
await run(`
  CREATE TABLE "t ""x" (id integer PRIMARY KEY, phone text, "a;--" numeric(10,2), born date, flag boolean, big bigint, again integer NOT NULL);
  INSERT INTO "t ""x" SELECT ${count} - i, CASE WHEN i % 10 = 0 THEN NULL ELSE (13000000000 + ${count} - i)::text END,
    i / 100.0, date '2000-01-01' + i % 365, i % 2 = 0, 9007199254740993, i % 5 FROM generate_series(1, ${count}) i`);

const table: PostgresTable = {
  connect,
  ...{ table: 't "x', orderBy: 'id', key: 'phone', columns: ['id', 'a;--', 'born', 'flag', 'big', 'phone'] },
};
const source = postgresSource(table);

/** Every fourth row, by id from 0, is common. */
async function selection(kind: Selection['kind']): Promise<Selection> {
  const common = new Uint8Array(Math.ceil(count / 8));
  for (let row = 0; row < count; row += 4) common[row >> 3]! |= 0x80 >> (row & 7);
  return { kind, rows: count, state: await source.state(), common };
}

test('keys come in the order of the given column, and a result has the chosen rows in types of their own', async () => {
  const keys = (await Array.fromAsync(source.keys())).flat();
  const isNull = (row: number): boolean => (count - row) % 10 === 0;
  assert.deepEqual(
    keys,
    Array.from({ length: count }, (_, row) => (isNull(row) ? null : `${13_000_000_000 + row}`)),
  );
  using duckdb = await openDuckdb({});
  for (const kind of ['inner', 'left', 'anti'] as const) {
    const path = join(folder, `${kind}.parquet`);
    const written = await source.write(await selection(kind), path);
    const read = await duckdb.connection.runAndReadAll(`FROM read_parquet('${path}')`);
    const rows = read.getRowsJson();
    const kept = Array.from({ length: count }, (_, row) => row).filter(
      (row) => kind === 'left' || (row % 4 === 0) === (kind === 'inner'),
    );
    assert.equal(written, kept.length);
    assert.deepEqual(
      rows.map(([id]) => id),
      kept,
    );
    const [id, amount, , flag, big, phone, common] = rows[1]!;
    const i = count - Number(id);
    assert.deepEqual([amount, flag, big], [(i / 100).toFixed(2), i % 2 === 0, '9007199254740993']);
    assert.equal(phone, isNull(Number(id)) ? null : `${13_000_000_000 + Number(id)}`);
    assert.equal(common, kind === 'left' ? Number(id) % 4 === 0 : undefined);
    assert.deepEqual(read.columnTypes().slice(0, 6).map(String), [
      'INTEGER',
      'VARCHAR',
      'DATE',
      'BOOLEAN',
      'BIGINT',
      'VARCHAR',
    ]);
  }
  await source.write(await selection('inner'), join(folder, 'inner.csv'));
  assert.match(
    readFileSync(join(folder, 'inner.csv'), 'utf8'),
    /^id,a;--,born,flag,big,phone\n0,90.00,2000-08-28,true,9007199254740993,\n4,/,
  );
});

test('named rows of an inner join stand in the order of their names; numbers come as text', async () => {
  const common = new Uint8Array(Math.ceil(count / 8));
  common[0] = 0b1010_0000;
  const bytes = new Uint8Array(32).fill(0x90, 0, 16).fill(0x10, 16);
  const names = {
    column: 'row',
    all: async function* () {
      yield { rows: Uint32Array.of(0, 2), names: bytes };
    },
  };
  const numbered = postgresSource({ ...table, columns: ['id', 'flag'], numbers: 'a;--' });
  const path = join(folder, 'inner.csv');
  const state = await numbered.state();
  await numbered.write({ kind: 'inner', rows: count, state, common, names }, path);
  const [first, last] = ['10', '90'].map((byte) =>
    '00000000-0000-0000-0000-000000000000'.replaceAll('00', byte),
  );
  assert.equal(readFileSync(path, 'utf8'), `id,flag,row\n2,true,${first}\n0,true,${last}\n`);
  const numbers = (await Array.fromAsync(numbered.numbers!())).flat();
  assert.deepEqual([numbers.length, numbers[0], numbers[count - 1]], [count, '90.00', '0.01']);
});

test('a table that was written to since, and an order that is none, are refused; nothing is left behind', async () => {
  const before = await selection('inner');
  await run(`UPDATE "t ""x" SET phone = '13900000000' WHERE id = 5`);
  await assert.rejects(
    source.write(before, join(folder, 'late.csv')),
    (error) => codeOf(error) === 'fusion.source_changed',
  );
  for (const orderBy of ['again', 'phone'])
    await assert.rejects(
      Array.fromAsync(postgresSource({ ...table, orderBy }).keys()),
      (error) => codeOf(error) === 'fusion.bad_source',
    );
  assert.deepEqual(readdirSync(folder).toSorted(), [
    'anti.parquet',
    'inner.csv',
    'inner.parquet',
    'left.parquet',
  ]);
});
