/** Whether bytes are text, told as they come in. */
export type PlainText = { readonly take: (piece: Uint8Array) => void; readonly isText: () => boolean };

// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has them
const odd = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

/** Text in UTF-8 or GB 18030 (in which spreadsheets here save) without control characters, that is no markup. */
export function plainText(): PlainText {
  let readers = ['utf-8', 'gb18030'].map((name) => new TextDecoder(name, { fatal: true }));
  let beginning = '';
  const reads = (reader: TextDecoder, piece?: Uint8Array): boolean => {
    try {
      const text = reader.decode(piece, { stream: piece !== undefined });
      if (reader === readers[0] && beginning.length < 1_000) beginning = (beginning + text).trimStart();
      return !odd.test(text);
    } catch {
      return false;
    }
  };
  return {
    take(piece) {
      readers = readers.filter((reader) => reads(reader, piece));
    },
    isText: () => readers.some((reader) => reads(reader)) && !beginning.startsWith('<'),
  };
}
