import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import type { FileCell } from '../column.ts';
import { workbook } from './workbook.ts';

type Lines = readonly (readonly FileCell[])[];

test('a spreadsheet reads back what was written: text as text, numbers as numbers, days as days', async () => {
  const lines: Lines = [
    ['Name', 'Code', 'Change', 'Since'],
    ['=cmd|" /C calc"!A0', '00123456789012345678', -4.5, { dayOfMs: Date.parse('2026-01-04T16:00:00Z') }],
    ['企业 <&> "甲"', '+1', 0, { dayOfMs: 0 }],
  ];
  const read = await readBack(lines);
  assert.deepEqual(read[0], ['Name', 'Code', 'Change', 'Since']);
  assert.deepEqual(read[1], ['=cmd|" /C calc"!A0', '00123456789012345678', -4.5, dayAt('2026-01-05')]);
  assert.deepEqual(read[2], ['企业 <&> "甲"', '+1', 0, dayAt('1970-01-01')]);
});

test('whatever a text holds that XML can say comes back, and what it cannot is left out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 8 }),
      async (texts) => {
        const cells = sheetOf(bytesOf([['Head'], ...texts.map((text) => [text])]));
        const spoken = texts.map((text) =>
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
          text.toWellFormed().replaceAll(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, ''),
        );
        const found = [...cells.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].slice(1);
        assert.deepEqual(
          found.map(([, text]) => unescaped(text!)),
          spoken,
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('no cell is a formula, none is longer than a cell can be, and the heading stays in sight', () => {
  const sheet = sheetOf(bytesOf([['Name'], ['=1+1'], ['x'.repeat(40_000)]]));
  assert.doesNotMatch(sheet, /<f[ >]/);
  assert.equal(/x+(?=<\/t>)/.exec(sheet)![0].length, 32_767);
  assert.match(sheet, /<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
});

test('columns are as wide as what stands in them, and are called as spreadsheets call them', () => {
  const head = Array.from({ length: 28 }, (_, at) => `${at}`);
  const sheet = sheetOf(bytesOf([head, ['一二三四五六七八九十']]));
  assert.match(sheet, /<col min="1" max="1" width="22" customWidth="1"\/>/);
  assert.match(sheet, /<c r="Z1"[^>]*>.*<c r="AA1"[^>]*>.*<c r="AB1"/);
});

test('bytes come while rows come: nothing but what is being compressed is held', () => {
  const book = workbook();
  let given = 0;
  const line = (at: number): readonly FileCell[] => [`企业 ${at * 7919}`, at, Math.sqrt(at)];
  given += sizeOf(book.add([['Name', 'Number', 'Root']]));
  for (let chunk = 0; chunk < 40; chunk += 1)
    given += sizeOf(book.add(Array.from({ length: 1000 }, (_, at) => line(chunk * 1000 + at))));
  const rest = sizeOf(book.end());
  assert.ok(given > 200_000, `${given} bytes came while rows came`);
  assert.ok(rest < given / 4, `${rest} bytes were left for the end`);
});

test('a table without a row is a file with its heading', async () => {
  assert.deepEqual(await readBack([['Name', 'Code']]), [['Name', 'Code']]);
});

test('equal tables are equal files', () => {
  const lines: Lines = [['Name'], ['甲']];
  assert.deepEqual(bytesOf(lines), bytesOf(lines));
});

test('more rows than a sheet can hold are refused', () => {
  const book = workbook();
  book.add(Array.from({ length: 100 }, () => ['']));
  assert.throws(() => book.add(new Array(1_048_477).fill([''])), RangeError);
});

function bytesOf(lines: Lines): Uint8Array {
  const book = workbook();
  // Each line a chunk of its own: what is between chunks must not show.
  return Buffer.concat([...lines.flatMap((line) => book.add([line])), ...book.end()]);
}

async function readBack(lines: Lines): Promise<readonly (readonly unknown[])[]> {
  return readSheet(Buffer.from(bytesOf(lines))) as unknown as Promise<readonly (readonly unknown[])[]>;
}

function sheetOf(bytes: Uint8Array): string {
  return strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&');
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function dayAt(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
