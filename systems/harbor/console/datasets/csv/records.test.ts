import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CsvRecord, delimiterOf, type Format, OpenQuote, recordsOf } from './records.ts';
import { encodingOf } from './source.ts';

const comma: Format = { encoding: 'utf-8', delimiter: ',' };

async function read(file: Blob, format: Format = comma): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const part of recordsOf(file, format)) records.push(...part.records);
  return records;
}

/** Text as Chinese Excel saves it: the inverse of what every runtime can read. */
function gbk(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++)
      codes.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  return Uint8Array.from([...text].flatMap((one) => (one < '\x80' ? [one.charCodeAt(0)] : codes.get(one)!)));
}

test('what Excel writes is read: quotes, CRLF, empty lines, cells kept as text, a record over two lines', async () => {
  const text = 'code,name\r\n="0012","A ""big"", firm"\r\n\r\n , \r\n"two\r\nlines",x\r\nlast,y';
  assert.deepEqual(await read(new Blob([text])), [
    { line: 1, fields: ['code', 'name'] },
    { line: 2, fields: ['0012', 'A "big", firm'] },
    { line: 5, fields: ['two\nlines', 'x'] },
    { line: 7, fields: ['last', 'y'] },
  ]);
});

test('UTF-8 with and without a mark, UTF-16 and GB 18030 are told apart and read', async () => {
  const text = '统一社会信用代码,行业\n91,批发和零售业\n';
  const utf16 = new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (one) => one.charCodeAt(0)).buffer);
  const written: readonly (readonly [Blob, Format['encoding']])[] = [
    [new Blob([text]), 'utf-8'],
    [new Blob([`\uFEFF${text}`]), 'utf-8'],
    [new Blob([gbk(text)]), 'gb18030'],
    [new Blob([utf16]), 'utf-16le'],
  ];
  for (const [file, encoding] of written) {
    assert.equal(await encodingOf(file), encoding);
    const [header, row] = await read(file, { encoding, delimiter: ',' });
    assert.deepEqual([header?.fields[0], row?.fields[1]], ['统一社会信用代码', '批发和零售业']);
  }
});

test('an invalid byte far into a file still tells that it is not UTF-8', async () => {
  const file = new Blob(['a,b\n'.repeat(200_000), gbk('企业\n')]);
  assert.equal(await encodingOf(file), 'gb18030');
});

test('the delimiter is found by what splits the lines evenly', () => {
  assert.equal(delimiterOf('a,b;c\n1,2;3\n4,"5;6";7\n'), ',');
  assert.equal(delimiterOf('a;b;c\n1,5;2;3\n1,7;2;3\n'), ';');
  assert.equal(delimiterOf('a\tb\n1,000\t2\n'), '\t');
  assert.equal(delimiterOf('only one column\nx\n'), ',');
});

test('a quote that is never closed is reported with its line, and a long file is not read over and over for it', async () => {
  const open = (error: unknown): boolean => error instanceof OpenQuote && error.line === 3;
  await assert.rejects(read(new Blob(['a,b\n1,2\n3,"4\n'])), open);
  await assert.rejects(read(new Blob(['a,b\n1,2\n3,"4\n', '5,6\n'.repeat(500_000)])), open);
});

test('every table comes back as it was written, with the line each record begins on, wherever the parts of the file end', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', ' ', '企', '𠮷', '1') });
  const kept = cell.map((text) => `x${text}x`);
  const table = fc.array(fc.array(kept, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const way = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '\uFEFF'),
    pad: fc.integer({ min: 0, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(table, way, async (rows, { delimiter, newline, mark, pad }) => {
      // So long a first cell that the border of two parts falls into the rows.
      const long = 'p'.repeat(256 * 1024 - pad);
      const all = [[long], ...rows];
      const text = all
        .map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter))
        .join('\n');
      const file = new Blob([mark + text.replaceAll('\n', newline)]);
      const records = await read(file, { encoding: 'utf-8', delimiter: delimiter as ',' });
      assert.deepEqual(
        records.map(({ fields }) => fields),
        all,
      );
      let line = 1;
      for (const [at, fields] of all.entries()) {
        assert.equal(records[at]?.line, line);
        line += fields.join('').split('\n').length;
      }
    }),
    { numRuns: 60 },
  );
});
