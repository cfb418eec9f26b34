import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { archive, samples } from '../testing/sample-files.ts';
import { mediaTypes } from './media-types.ts';
import { typeTeller } from './tell-type.ts';

function typesOf(bytes: Uint8Array, pieceBytes: number = bytes.length): readonly string[] {
  const teller = typeTeller();
  for (let at = 0; at < bytes.length; at += pieceBytes) teller.take(bytes.subarray(at, at + pieceBytes));
  return teller.types();
}
const office = 'application/vnd.openxmlformats-officedocument';
const unknown = ['application/octet-stream'];
const expected: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  scriptedPdf: ['application/pdf'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  docx: [`${office}.wordprocessingml.document`],
  docm: unknown,
  xlsx: [`${office}.spreadsheetml.sheet`],
  ofd: ['application/ofd'],
  zip: ['application/zip'],
  bomb: ['application/zip'],
  csv: ['text/plain', 'text/csv'],
  gbkCsv: ['text/plain', 'text/csv'],
  svg: unknown,
  html: unknown,
  program: unknown,
};

test('what a file is, its content says, in whatever pieces it comes', () => {
  assert.deepEqual(Object.keys(expected).toSorted(), Object.keys(samples).toSorted());
  for (const [name, bytes] of Object.entries(samples))
    for (const pieceBytes of [1, 7, bytes.length])
      assert.deepEqual(typesOf(bytes, pieceBytes), expected[name], `${name} by ${pieceBytes}`);
});

test('each type that a document may ask for is told of some file', () => {
  const told = new Set(Object.values(samples).flatMap((bytes) => typesOf(bytes)));
  assert.deepEqual(
    Object.keys(mediaTypes).filter((type) => !told.has(type)),
    [],
  );
});

test('an archive that is cut short, has something behind it, or claims what is not there is none', () => {
  const { docx } = samples;
  assert.deepEqual(typesOf(docx!.subarray(0, -1)), unknown);
  assert.deepEqual(typesOf(Buffer.concat([docx!, Buffer.from('x')])), unknown);
  const claims = Buffer.from(docx!);
  claims.writeUInt16LE(9, claims.length - 12);
  assert.deepEqual(typesOf(claims), unknown);
  const many = archive(Array.from({ length: 5_000 }, (_, at) => `${at}`.padStart(200, '0')));
  assert.deepEqual(typesOf(many, 65_536), unknown, 'a directory of a megabyte is not looked through');
});

test('a text with a control character anywhere, or that is neither UTF-8 nor GB 18030, is none', () => {
  assert.deepEqual(typesOf(Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from('\0')]), 65_536), unknown);
  assert.deepEqual(typesOf(Buffer.from([0x61, 0xff, 0xff, 0x61])), unknown);
  assert.deepEqual(typesOf(Buffer.alloc(0)), ['text/plain', 'text/csv']);
  const gbk = Buffer.concat([Buffer.from('<svg>'), samples.gbkCsv!]);
  assert.deepEqual(typesOf(gbk), unknown, 'nor is markup in whatever encoding');
});

test('any bytes are told to be something, the same in any pieces', () => {
  const heads = fc.constantFrom('PK\x03\x04', '%PDF-1.4', '<svg', '', 'PK\x05\x06');
  fc.assert(
    fc.property(
      heads,
      fc.uint8Array({ maxLength: 400 }),
      fc.integer({ min: 1, max: 50 }),
      (head, rest, pieceBytes) => {
        const bytes = Buffer.concat([Buffer.from(head, 'latin1'), rest]);
        const types = typesOf(bytes, pieceBytes);
        assert.deepEqual(types, typesOf(bytes));
        assert.ok(types.length > 0);
      },
    ),
    { numRuns: 2_000 },
  );
});
