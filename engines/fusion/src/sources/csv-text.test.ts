import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { fileSource } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-csv-'));
after(() => rmSync(folder, { recursive: true }));
const temporary = join(folder, 'temporary');
mkdirSync(temporary);
const path = join(folder, 't.csv');
const sourceOf = (key: string) => fileSource({ path, key, columns: ['名称'], limits: { temporary } });
const keysIn = async (key: string) => (await Array.fromAsync(sourceOf(key).keys())).flat();

// 编号,名称 / 甲,金额 / 㐂,"一,丁" as Python 3 encodes it; U+3402 takes four bytes.
const inGb18030 = 'b1e0bac52cc3fbb3c60abcd72cbdf0b6ee0a8139ef312c22d2bb2cb6a1220a';

test('a table in GB 18030 is read and written as one in UTF-8, and nothing of it is left', async () => {
  writeFileSync(path, Buffer.from(inGb18030, 'hex'));
  const source = sourceOf('编号');
  assert.deepEqual(await keysIn('编号'), ['甲', '㐂']);
  const result = join(folder, 'out.csv');
  const common = Uint8Array.of(0b1100_0000);
  await source.write({ kind: 'inner', rows: 2, state: await source.state(), common }, result);
  assert.equal(readFileSync(result, 'utf8'), '名称\n金额\n"一,丁"\n');
  assert.deepEqual(readdirSync(temporary), []);
});

test('characters cut by the pieces in which a file is read stay whole, in either encoding', async () => {
  const count = 150_000;
  const [head, row] = [inGb18030.slice(0, 20), inGb18030.slice(20, 34)];
  const expected = Array.from({ length: count }, () => '甲');
  for (const shift of ['', '20']) {
    const gb18030 = Buffer.from(`${head}${row}${shift}0a${`${row}0a`.repeat(count - 1)}`, 'hex');
    for (const bytes of [gb18030, Buffer.from(new TextDecoder('gb18030').decode(gb18030))]) {
      writeFileSync(path, bytes);
      assert.deepEqual(await keysIn('编号'), expected);
    }
  }
});

test('UTF-16 is read by its byte order mark, in either order, with characters beyond 16 bits and cut ones whole', async () => {
  // U+20BB7 takes two units; rows of 26 bytes do not end where the pieces do.
  const text = `编号,名称\r\n${'甲𠮷,"一,丁"\r\n'.repeat(100_000)}`;
  const littleEndian = Buffer.from(`\uFEFF${text}`, 'utf16le');
  for (const bytes of [littleEndian, Buffer.from(littleEndian).swap16()]) {
    writeFileSync(path, bytes);
    assert.deepEqual(
      await keysIn('编号'),
      Array.from({ length: 100_000 }, () => '甲𠮷'),
    );
  }
  assert.deepEqual(readdirSync(temporary), []);
});

test('UTF-16 without a byte order mark, or broken off, is refused in words that say so', async () => {
  const text = Buffer.from('编号,名称\n甲,乙\n', 'utf16le');
  const mark = Buffer.from('\uFEFF', 'utf16le');
  const cut = Buffer.concat([mark, text, Buffer.of(0x2c)]);
  const unpaired = Buffer.concat([mark, text, Buffer.of(0x42, 0xd8, 0x2c, 0)]);
  for (const [bytes, said] of [
    [text, /UTF-16 without a byte order mark.*save it as UTF-8/],
    [Buffer.from(text).swap16(), /UTF-16 without a byte order mark/],
    [cut, /begins as UTF-16 and is not in line/],
    [unpaired, /begins as UTF-16 and is not in line/],
  ] as const) {
    writeFileSync(path, bytes);
    await assert.rejects(
      keysIn('编号'),
      (error: Error) => codeOf(error) === 'fusion.bad_source' && said.test(error.message),
    );
  }
  assert.deepEqual(readdirSync(temporary), []);
});

test('a file that is neither is refused, and the line named', async () => {
  for (const bytes of ['ff', '81']) {
    writeFileSync(path, Buffer.from(`${inGb18030}${bytes}0a`, 'hex'));
    await assert.rejects(
      keysIn('编号'),
      (error: Error) =>
        codeOf(error) === 'fusion.bad_source' && /neither UTF-8 nor GB 18030/.test(error.message),
    );
  }
  assert.deepEqual(readdirSync(temporary), []);
});
