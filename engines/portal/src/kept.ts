import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A document as it is sent, the same compressed, and a tag of what it says. */
type Written = { readonly plain: Uint8Array; readonly gzip: Uint8Array; readonly tag: string };

/**
 * Documents that were written lately, by a hash of all that they were written from: what has changed has another one, so that nothing
 * has to be thrown away for being old. Holds up to so many bytes; what was used longest ago goes first.
 */
export function keptDocuments(mostBytes: number): (from: string, write: () => string) => Written {
  const kept = new Map<string, Written>();
  let bytes = 0;
  const sizeOf = ({ plain, gzip }: Written): number => plain.length + gzip.length;
  return (from, write) => {
    const key = hashOf(from);
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const plain = Buffer.from(write());
    const written = { plain, gzip: gzipSync(plain), tag: hashOf(plain) };
    kept.set(key, written);
    bytes += sizeOf(written);
    for (const [oldest, one] of kept) {
      if (bytes <= mostBytes) break;
      kept.delete(oldest);
      bytes -= sizeOf(one);
    }
    return written;
  };
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}
