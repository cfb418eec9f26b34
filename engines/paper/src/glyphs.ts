/** Whether a typeface has a sign for a code point. */
export type Glyphs = (codePoint: number) => boolean;

/**
 * Reads which code points an OpenType font has signs for: its `cmap` of format 12, which every font has that reaches beyond 16 bits.
 * Source: OpenType 1.9.1, `cmap`.
 */
export function glyphsOf(font: Uint8Array): Glyphs {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(view, 'cmap');
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, at) => cmap + view.getUint32(cmap + 8 + 8 * at),
  );
  const wide = subtables.find((at) => view.getUint16(at) === 12);
  if (wide === undefined) throw new Error('The typeface has no table of 32-bit characters.');
  const groups = Array.from({ length: view.getUint32(wide + 12) }, (_, at) => ({
    first: view.getUint32(wide + 16 + 12 * at),
    last: view.getUint32(wide + 20 + 12 * at),
  }));
  return (codePoint) => {
    const after = groups.findIndex(({ last }) => last >= codePoint);
    return after >= 0 && groups[after]!.first <= codePoint;
  };
}

function tableAt(view: DataView, tag: string): number {
  const wanted = [...tag].reduce((word, character) => word * 256 + character.charCodeAt(0), 0);
  for (let at = 0; at < view.getUint16(4); at += 1)
    if (view.getUint32(12 + 16 * at) === wanted) return view.getUint32(20 + 16 * at);
  throw new Error(`The typeface has no table ${tag}.`);
}

/** Controls and marks of format: fonts give some of them an empty sign. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * A text with each character that the typeface lacks written as its code point, `[U+1F600]`: a document must not show an empty box, nor
 * leave out in silence what stands in a name. Line ends stay; marks that turn the direction of writing become visible.
 */
export function printable(text: string, has: Glyphs): string {
  const plain = text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ');
  return Array.from(plain, (character) => {
    const codePoint = character.codePointAt(0)!;
    if (character === '\n' || (has(codePoint) && !unseen.test(character))) return character;
    return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
  }).join('');
}
