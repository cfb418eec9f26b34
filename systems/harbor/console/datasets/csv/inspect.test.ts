import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import { headOf, inspect, type Reading, rowsOf } from './inspect.ts';
import { suggestedMapping } from './mapping.ts';

const code = (n: number): string => syntheticUscc(`inspect ${n}`);
const quiet = async (): Promise<void> => {};

async function reading(file: Blob): Promise<Reading> {
  const found = await headOf(file);
  assert.equal(found.kind, 'read');
  const { format, header, sample } = (found as Extract<typeof found, { kind: 'read' }>).head;
  return { file, header, format, mapping: suggestedMapping(header, sample) };
}

test('every fault is found before anything is sent, with its line and column; sound rows are told apart', async () => {
  const bad = code(2).slice(0, 17) + (code(2)[17] === '0' ? '1' : '0');
  const file = new Blob([
    [
      'code,employees,grade',
      `${code(1)},12,A`,
      `${bad},7,B`,
      `${code(1)},8,B`,
      `${code(3)},many,A`,
      `,9,${'g'.repeat(201)}`,
      `${code(4)},1,A,extra`,
      `${code(5)},,`,
      `${code(6)}`,
      `${code(7)},1,A,,`,
    ].join('\n'),
  ]);
  const given = await reading(file);
  const { rows, faultyRows, faultCount, faults } = await inspect(given, quiet);
  assert.deepEqual([rows, faultyRows, faultCount], [4, 5, 6]);
  assert.deepEqual(
    faults.map(({ line, column, code: what, earlier }) => [line, column, what, earlier]),
    [
      [3, 'code', 'usccCheck', undefined],
      [4, 'code', 'usccTwice', 2],
      [5, 'employees', 'number', undefined],
      [6, 'code', 'usccMissing', undefined],
      [6, 'grade', 'long', undefined],
      [7, '', 'cells', undefined],
    ],
  );
  const sent = [];
  for await (const part of rowsOf(given)) sent.push(...part.rows);
  assert.deepEqual(sent, [
    { uscc: code(1), columns: { employees: 12, grade: 'A' } },
    { uscc: code(5), columns: { employees: null, grade: null } },
    { uscc: code(6), columns: { employees: null, grade: null } },
    { uscc: code(7), columns: { employees: 1, grade: 'A' } },
  ]);
});

test('a file read in the wrong encoding is not loaded as garbage', async () => {
  const file = new Blob([`code,grade\n${code(1)},`, new Uint8Array([0xc6, 0xf3]), '\n']);
  const { mapping, header } = await reading(file);
  const wrong: Reading = { file, header, mapping, format: { encoding: 'utf-8', delimiter: ',' } };
  const { faults } = await inspect(wrong, quiet);
  assert.deepEqual(
    faults.map(({ code: what }) => what),
    ['characters'],
  );
});

test('an empty file, one with a header alone, and an open quote are told from one that can be read', async () => {
  const fault = async (text: string): Promise<unknown> => headOf(new Blob([text]));
  assert.deepEqual(await fault(''), { kind: 'unreadable', code: 'empty' });
  assert.deepEqual(await fault('a,b\n\n'), { kind: 'unreadable', code: 'empty' });
  assert.deepEqual(await fault('a,b\n"1,2\n'), {
    kind: 'unreadable',
    code: 'quote',
    line: 2,
    format: { encoding: 'utf-8', delimiter: ',' },
  });
  const late = new Blob([`code,n\n${code(1)},1\n`, `${code(2)},2\n`.repeat(600), '"open\n']);
  assert.equal((await inspect(await reading(late), quiet)).openQuote, 603);
});

test('a large file is checked in small parts, between which the page can draw and stop', async () => {
  const columns = Array.from({ length: 19 }, (_, n) => `c${n}`);
  const rows = Array.from({ length: 20_000 }, (_, n) => [code(n), ...columns.map((_name, at) => at * n)]);
  const file = new Blob([[['code', ...columns], ...rows].map((fields) => fields.join(',')).join('\n')]);
  const told: number[] = [];
  const { rows: sound, faultCount } = await inspect(await reading(file), async (bytesRead) => {
    told.push(bytesRead);
  });
  assert.deepEqual([sound, faultCount, told.at(-1)], [20_000, 0, file.size]);
  for (const [at, bytesRead] of told.entries()) assert.ok(bytesRead - (told[at - 1] ?? 0) <= 64 * 1024);
});
