/** How the bytes of a file are read as text. */
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';

/** The encodings a person can choose between. */
export const encodings: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16le'];

/** A part of a file's text, with line ends as LF, and how many bytes have been read with it. */
export type TextPart = { readonly text: string; readonly bytesRead: number };

const partBytes = 256 * 1024;

/** How a file is encoded: by its byte order mark, as UTF-8 where all of it is valid, otherwise as Chinese Excel writes (GB 18030). */
export async function encodingOf(file: Blob): Promise<Encoding> {
  const head = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const { bytes } of parts(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** A file's text from its beginning, part by part; characters on a border of two parts stay whole, a byte order mark is left out. */
export async function* textOf(file: Blob, encoding: Encoding): AsyncGenerator<TextPart> {
  const decoder = new TextDecoder(encoding);
  // Half of a CRLF may end a part: it waits for the next one.
  let held = '';
  for await (const { bytes, bytesRead } of parts(file)) {
    const text = held + decoder.decode(bytes, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield { text: withLineFeeds(held === '' ? text : text.slice(0, -1)), bytesRead };
  }
  yield { text: withLineFeeds(held + decoder.decode()), bytesRead: file.size };
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

async function* parts(file: Blob) {
  for (let at = 0; at < file.size; at += partBytes) {
    const end = Math.min(at + partBytes, file.size);
    yield { bytes: new Uint8Array(await file.slice(at, end).arrayBuffer()), bytesRead: end };
  }
}
