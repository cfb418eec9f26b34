import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileCell } from '../column.ts';
import { csvOf } from './csv.ts';

test('a file begins with a byte order mark, its lines end as RFC 4180 asks, numbers are written as numbers', async () => {
  assert.equal(
    await textOf([
      ['企业名称', 'Change'],
      ['海港科技', -4.5],
    ]),
    '\uFEFF企业名称,Change\r\n海港科技,-4.5\r\n',
  );
});

test('quotes, commas and line ends stay inside their cell', async () => {
  assert.equal(await textOf([['Wu, "Gang"\nand sons', 0]]), '\uFEFF"Wu, ""Gang""\nand sons",0\r\n');
});

test('no text becomes a formula', async () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    assert.match(await textOf([[`${start}cmd()`, 1]]), /^\uFEFF"?'/, JSON.stringify(start));
});

test('a day is written so that it sorts', async () => {
  assert.equal(await textOf([[{ dayOfMs: Date.parse('2026-01-04T16:00:00Z') }]]), '\uFEFF2026-01-05\r\n');
});

async function textOf(lines: readonly (readonly FileCell[])[]): Promise<string> {
  // Each line a chunk of its own: what is between chunks must not show.
  const bytes = Buffer.concat(await Array.fromAsync(csvOf(each(lines))));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

async function* each(
  lines: readonly (readonly FileCell[])[],
): AsyncGenerator<readonly (readonly FileCell[])[]> {
  for (const line of lines) yield [line];
}
