import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLines } from './csv-lines.ts';

const head = 'indicator,day,value';

test('lines are counted as an editor counts them, and those that are none say so', () => {
  const lines = csvLines(
    `\uFEFF${head}\r\n\r\nfaults,2026-03-01,1.5\r\nfaults,2026-02-30,1\nfaults,2026-03-02,=1+1\n`,
  )!;
  assert.deepEqual(
    lines.map(({ line, reading }) => [line, reading?.value ?? null]),
    [
      [3, '1.5'],
      [4, null],
      [5, null],
    ],
  );
});

test('a leap day is a day, and only in a leap year', () => {
  const value = (day: string) => csvLines(`${head}\nfaults,${day},1`)![0]!.reading?.day;
  assert.deepEqual(['2028-02-29', '2026-02-29', '2100-02-29', '2000-02-29', '2026-04-31'].map(value), [
    '2028-02-29',
    undefined,
    undefined,
    '2000-02-29',
    undefined,
  ]);
});

test('without the names of its columns it is no table', () => {
  assert.equal(csvLines('faults,2026-03-01,1'), null);
  assert.equal(csvLines(''), null);
  assert.deepEqual(csvLines(head), []);
});
