import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A document compressed, as most ask for it, a way to it as it was written, and a tag of what it says. */
export type Written = { readonly gzip: Uint8Array; readonly plain: () => Uint8Array; readonly tag: string };

/** Three per cent larger than at the usual level, in two thirds of its time. */
const fast = 2;

/**
 * Documents that were written lately, by a hash of all that they were written from: what has changed has another one, so that nothing
 * has to be thrown away for being old. Holds up to so many bytes, compressed; what was used longest ago goes first.
 */
export function keptDocuments(mostBytes: number): (from: string, write: () => string) => Written {
  const kept = new Map<string, Written>();
  let bytes = 0;
  return (from, write) => {
    const key = hashOf(from);
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const text = Buffer.from(write());
    const gzip = gzipSync(text, { level: fast });
    const written = { gzip, plain: () => gunzipSync(gzip), tag: hashOf(text) };
    kept.set(key, written);
    bytes += gzip.length;
    for (const [oldest, one] of kept) {
      if (bytes <= mostBytes) break;
      kept.delete(oldest);
      bytes -= one.gzip.length;
    }
    return written;
  };
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}
