import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Column } from './column.ts';
import { csvOf } from './csv.ts';

type Firm = { readonly name: string; readonly change: number };

const columns: readonly Column<Firm>[] = [
  { id: 'name', header: '企业名称', cell: ({ name }) => name },
  { id: 'change', header: 'Change', cell: ({ change }) => `${change} %`, sortBy: ({ change }) => change },
];

test('a file begins with a byte order mark, its lines end as RFC 4180 asks, numbers are written as numbers', () => {
  assert.equal(
    csvOf(columns, [{ name: '海港科技', change: -4.5 }]),
    '\uFEFF企业名称,Change\r\n海港科技,-4.5\r\n',
  );
});

test('quotes, commas and line ends stay inside their cell', () => {
  const rows = [{ name: 'Wu, "Gang"\nand sons', change: 0 }];
  assert.equal(csvOf(columns, rows).split('\r\n')[1], '"Wu, ""Gang""\nand sons",0');
});

test('no text becomes a formula', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    const [, line] = csvOf(columns, [{ name: `${start}cmd()`, change: 1 }]).split('\r\n');
    assert.match(line!, /^"?'/, JSON.stringify(start));
  }
});

test('what a column gives for files counts before what it is sorted by, and that before the cell', () => {
  const given: Column<Firm> = { ...columns[1]!, text: ({ change }) => `${change} percent` };
  const drawn: Column<Firm> = { id: 'drawn', header: 'Drawn', cell: () => null };
  assert.equal(
    csvOf([given, columns[1]!, drawn], [{ name: '', change: 2 }]).split('\r\n')[1],
    '2 percent,2,',
  );
});
