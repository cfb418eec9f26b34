import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { FileCell } from '../column.ts';
import { xlsxOf } from './xlsx.ts';

test('text stays text whatever it begins with, numbers are numbers, days are days', async () => {
  const { cells, strings, styles } = await opened([
    ['Name', 'Change', 'Since'],
    ['=cmd|" /C calc"!A0', -4.5, { dayOfMs: Date.parse('2026-01-04T16:00:00Z') }],
    ['+1', 0, { dayOfMs: 0 }],
  ]);
  assert.doesNotMatch(cells, /<f[ >]/, 'no formula');
  assert.match(cells, /<c r="A2"[^>]* t="s"/);
  assert.match(cells, /<c r="A3"[^>]* t="s"/);
  assert.ok(strings.includes('=cmd|&quot; /C calc&quot;!A0') || strings.includes('=cmd|" /C calc"!A0'));
  assert.match(cells, /<c r="B2"(?: t="n")?[^>]*><v>-4\.5<\/v>/);
  // 5 January 2026 is day 46027 of a spreadsheet.
  assert.match(cells, /<c r="C2"[^>]*><v>46027<\/v>/);
  assert.match(styles, /formatCode="yyyy-mm-dd"/);
});

test('what XML has no form for is left out, and no cell is longer than a cell can be', async () => {
  const { strings } = await opened([['Name'], ['a\u0000b\u001fc'], ['x'.repeat(40_000)]]);
  assert.ok(strings.includes('>abc<'));
  assert.equal(/x+/.exec(strings.replaceAll(/<[^>]*>/g, ' '))![0].length, 32_767);
});

async function opened(lines: readonly (readonly FileCell[])[]) {
  const files = unzipSync(new Uint8Array(await (await xlsxOf(lines)).arrayBuffer()));
  const read = (name: string): string => strFromU8(files[name]!);
  return {
    cells: read('xl/worksheets/sheet1.xml'),
    strings: read('xl/sharedStrings.xml'),
    styles: read('xl/styles.xml'),
  };
}
