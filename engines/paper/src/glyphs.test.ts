import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { glyphsOf, printable } from './glyphs.ts';

const fonts = join(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc'), '..', '..', 'fonts');
const typefaces = ['Regular', 'Bold'].map((weight) =>
  glyphsOf(readFileSync(join(fonts, `NotoSansHans-${weight}.otf`))),
);

test('both weights have every character of GB 2312 and the rare ones of names', () => {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const texts: string[] = ['𬭎㛃𬸚𪩘𫔎镕堃喆'];
  for (let zone = 0xb0; zone <= 0xf7; zone += 1)
    // The last five places of zone 55 are empty in GB 2312.
    for (let place = 0xa1; place <= (zone === 0xd7 ? 0xf9 : 0xfe); place += 1)
      texts.push(decoder.decode(Uint8Array.of(zone, place)));
  for (const has of typefaces)
    assert.deepEqual(
      Array.from(texts.join('')).filter((character) => !has(character.codePointAt(0)!)),
      [],
    );
});

test('a character the typeface lacks shows its code point; line ends stay', () => {
  const printed = (text: string): string => printable(text, typefaces[0]!);
  assert.equal(printed('a\r\n王\t😀\u0000\u202e\u00ad'), 'a\n王 [U+1F600][U+0000][U+202E][U+00AD]');
  assert.equal(printed('\ud800'), '[U+FFFD]');
});
