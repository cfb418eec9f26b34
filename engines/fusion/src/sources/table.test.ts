import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { codeOf } from '@finharbor/kernel';
import type { Selection, Source } from './source.ts';
import { fileSource } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-sources-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
// More than one row group of Parquet, so that DuckDB's threads share the work.
const count = 130_000;

const instance = await DuckDBInstance.create(':memory:');
const duckdb = await instance.connect();
after(() => {
  duckdb.closeSync();
  instance.closeSync();
});
const rows = `SELECT 13000000000 + i AS phone, i AS "a ""b"";--", 'note ' || i AS note, i % 7 = 0 AS flag FROM range(${count}) t(i)`;
await duckdb.run(`COPY (${rows}) TO '${at('t.parquet')}' (FORMAT parquet)`);
await duckdb.run(`COPY (${rows}) TO '${at('t.csv')}' (FORMAT csv, HEADER)`);
await duckdb.run(`COPY (${rows} LIMIT 1000) TO '${at('t.jsonl')}' (FORMAT json)`);
await duckdb.run(`ATTACH '${at('t.duckdb')}' AS other; CREATE TABLE other."x y" AS ${rows}; DETACH other`);

const columns = ['a "b";--', 'flag'];
const sourceOf = (path: string): Source =>
  fileSource({ path: at(path), table: 'x y', key: 'phone', columns });
const keysIn = async (source: Source): Promise<(string | null)[]> =>
  (await Array.fromAsync(source.keys())).flat();

/** Every third row is common. */
const selection = async (source: Source, kind: Selection['kind'], of: number): Promise<Selection> => {
  const common = new Uint8Array(Math.ceil(of / 8));
  for (let row = 0; row < of; row += 3) common[row >> 3]! |= 0x80 >> (row & 7);
  return { kind, rows: of, state: await source.state(), common };
};

for (const [path, of] of [
  ['t.csv', count],
  ['t.parquet', count],
  ['t.jsonl', 1000],
  ['t.duckdb', count],
] as const)
  test(`${path}: keys come in the table's order, and the rows of a result are those of its bits`, async () => {
    const source = sourceOf(path);
    const keys = await keysIn(source);
    assert.equal(keys.length, of);
    assert.ok(keys.every((key, row) => key === `${13_000_000_000 + row}`));
    for (const kind of ['inner', 'anti', 'left'] as const) {
      const to = at(`${path}.${kind}.parquet`);
      const kept = await source.write(await selection(source, kind, of), to);
      const read = await duckdb.runAndReadAll(`FROM '${to}'`);
      const third = Math.ceil(of / 3);
      assert.equal(kept, { inner: third, anti: of - third, left: of }[kind]);
      assert.deepEqual(read.columnNames(), kind === 'left' ? [...columns, 'in_common'] : columns);
      const isRight = read.getRows().every(([value, flag, common], k) => {
        const row = { inner: 3 * k, anti: k + (k >> 1) + 1, left: k }[kind];
        const isCommon = kind !== 'left' || common === (row % 3 === 0);
        return Number(value) === row && `${flag}` === `${row % 7 === 0}` && isCommon;
      });
      assert.ok(isRight, kind);
    }
  });

test('a result is readable by its owner alone, a CSV as it was, and a failed one leaves nothing', async () => {
  const whole = sourceOf('t.csv');
  await whole.write(await selection(whole, 'inner', count), at('out.csv'));
  assert.equal(
    readFileSync(at('out.csv'), 'utf8').slice(0, 40),
    '"a ""b"";--",flag\n0,true\n3,false\n6,false'.slice(0, 40),
  );
  assert.equal(statSync(at('out.csv')).mode & 0o777, 0o600);
  writeFileSync(at('late.csv'), `phone,"a ""b"";--",flag\n${'1,2,3\n'.repeat(30_000)}13800138000,4,5,6\n`);
  const late = fileSource({ path: at('late.csv'), key: 'phone', columns });
  const chosen = await selection(late, 'inner', 30_001);
  await assert.rejects(late.write(chosen, at('late-out.csv')), (error: Error) => {
    assert.equal(codeOf(error), 'fusion.source_unreadable');
    assert.match(error.message, /line 30002/);
    assert.doesNotMatch(`${error.message} ${error.cause}`, /13800138000/);
    return true;
  });
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('late-out')),
    [],
  );
});

test('named rows: an inner join stands in the order of names, a left one in its own; a column of that name is refused', async () => {
  writeFileSync(at('named.csv'), 'key,name,number\na,1,x\nb,2,y\nc,3,z\nb,4,w\n');
  const source = fileSource({ path: at('named.csv'), key: 'key', columns: ['number', 'name'] });
  const letters = new Uint8Array(48).fill(0xf0, 0, 16).fill(0x80, 16, 32).fill(0x80, 32);
  const names = {
    column: 'row',
    all: async function* () {
      yield { rows: Uint32Array.of(0), names: letters.subarray(0, 16) };
      yield { rows: Uint32Array.of(1, 3), names: letters.subarray(16) };
    },
  };
  const [first, last] = ['80', 'f0'].map((byte) =>
    '00000000-0000-0000-0000-000000000000'.replaceAll('00', byte),
  );
  const common = Uint8Array.of(0b1101_0000);
  for (const [kind, lines] of [
    ['inner', `number,name,row\ny,2,${first}\nw,4,${first}\nx,1,${last}\n`],
    [
      'left',
      `number,name,in_common,row\nx,1,true,${last}\ny,2,true,${first}\nz,3,false,\nw,4,true,${first}\n`,
    ],
  ] as const) {
    const all = { kind, rows: 4, state: await source.state(), common, names };
    await source.write(all, at('named-out.csv'));
    assert.equal(readFileSync(at('named-out.csv'), 'utf8'), lines);
    await assert.rejects(
      source.write({ ...all, names: { ...names, column: 'Number' } }, at('named-out.csv')),
      (error) => codeOf(error) === 'fusion.bad_source',
    );
  }
});

test('a column of numbers comes in the order of the keys, and must be there', async () => {
  const numbered = (numbers: string): Source =>
    fileSource({ path: at('named.csv'), key: 'key', columns: ['name'], numbers });
  assert.deepEqual((await Array.fromAsync(numbered('name').numbers!())).flat(), ['1', '2', '3', '4']);
  await assert.rejects(
    Array.fromAsync(numbered('none').numbers!()),
    (error) => codeOf(error) === 'fusion.bad_source',
  );
});

test('missing values are no keys, leading zeros stay, and a changed file says so', async () => {
  writeFileSync(at('odd.csv'), 'key,x\n007,1\n,2\n"企业,一",3\n');
  const source = fileSource({ path: at('odd.csv'), key: 'key', columns: ['x'] });
  assert.deepEqual(await keysIn(source), ['007', null, '企业,一']);
  const before = await source.state();
  assert.equal(await source.state(), before);
  writeFileSync(at('odd.csv'), 'key,x\n008,1\n');
  assert.notEqual(await source.state(), before);
  await assert.rejects(
    source.write({ ...(await selection(source, 'left', 3)), state: before }, at('odd-out.csv')),
    (error) => codeOf(error) === 'fusion.source_changed',
  );
});

test('what cannot be a source is refused by name', async () => {
  const usable = { path: at('t.csv'), key: 'phone', columns: ['note'] };
  for (const [change, pointer] of [
    [{ path: at('none.csv') }, '/path'],
    [{ path: at('*.csv') }, '/path'],
    [{ path: at('t.xlsx') }, '/path'],
    [{ path: at('t.duckdb') }, '/table'],
    [{ key: 'Phone' }, '/key'],
    [{ key: 'phone" FROM x --' }, '/key'],
    [{ columns: ['note', 'nothing'] }, '/columns/1'],
    [{ columns: [] }, '/columns'],
  ] as const) {
    writeFileSync(at('t.xlsx'), '');
    await assert.rejects(
      keysIn(fileSource({ ...usable, ...change })),
      (error: Error & { fields?: readonly { pointer: string }[] }) => {
        assert.equal(codeOf(error), 'fusion.bad_source');
        assert.equal(error.fields?.[0]?.pointer, pointer);
        return true;
      },
    );
  }
  const source = fileSource(usable);
  await assert.rejects(
    source.write(await selection(source, 'inner', count), at('out.xlsx')),
    (error) => codeOf(error) === 'fusion.bad_source',
  );
});

test('without DuckDB the package loads, and who needs it is told how to install it', async () => {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (name.startsWith('@duckdb/')) throw Object.assign(new Error('absent'), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(name, context);
    } });`;
  const program = `const { fileSource } = await import('@finharbor/fusion');
    const source = fileSource({ path: process.argv[1], key: 'phone', columns: ['note'] });
    await source.keys().next().catch(({ code, publicMessage }) => console.log(code, publicMessage));`;
  const imported = `data:text/javascript,${encodeURIComponent(hook)}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, '--import', imported, '--input-type=module', '-e', program, at('t.csv')],
    { cwd: import.meta.dirname },
  );
  assert.match(stdout, /^fusion\.duckdb_missing .*npm install @duckdb\/node-api@1\.5\.6-r\.1/);
  const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies: Record<string, string> };
  assert.ok(stdout.includes(`@duckdb/node-api@${peerDependencies['@duckdb/node-api']}`));
});
