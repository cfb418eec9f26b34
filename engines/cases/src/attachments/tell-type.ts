import { typeOfArchive, unknownType } from './media-types.ts';
import { plainText } from './plain-text.ts';
import { namesInZip } from './zip.ts';

/** Tells what a file is while it comes in. */
export type TypeTeller = {
  readonly take: (piece: Uint8Array) => void;
  /** What it may be, once all of it has come: more than one where content alone does not say, and never none. */
  readonly types: () => readonly [string, ...string[]];
};

const headBytes = 16;
/** The directory of an archive with a few thousand names. */
const tailBytes = 256 * 1024;

/**
 * Tells a file's media type by its content, not by what it is called or said to be. It keeps the first and the last bytes; what it cannot
 * tell is `application/octet-stream`. It looks into nothing: what is told may still hold scripts, and is never to be shown by us.
 */
export function typeTeller(): TypeTeller {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let size = 0;
  const text = plainText();
  return {
    take(piece) {
      size += piece.length;
      const isBeginning = head.length < headBytes;
      if (isBeginning) head = Buffer.concat([head, piece]).subarray(0, headBytes);
      if (isBeginning || isZip(head)) tail = Buffer.concat([tail, piece]).subarray(-tailBytes);
      if (isBeginning || (!isZip(head) && binaryType(head) === undefined)) text.take(piece);
    },
    types() {
      const type = binaryType(head);
      if (type !== undefined) return [type];
      if (isZip(head)) {
        const names = namesInZip(tail, size);
        return [names ? typeOfArchive(names) : unknownType];
      }
      return text.isText() ? ['text/plain', 'text/csv'] : [unknownType];
    },
  };
}

const zipHead = Buffer.from('PK\x03\x04', 'latin1');
const pngHead = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const jpegHead = Buffer.from('\xff\xd8\xff', 'latin1');

function isZip(head: Buffer): boolean {
  return head.subarray(0, 4).equals(zipHead);
}

function binaryType(head: Buffer): string | undefined {
  if (/^%PDF-\d\.\d/.test(head.toString('latin1'))) return 'application/pdf';
  if (head.subarray(0, 3).equals(jpegHead)) return 'image/jpeg';
  return head.subarray(0, 8).equals(pngHead) && head.toString('latin1', 12, 16) === 'IHDR'
    ? 'image/png'
    : undefined;
}
