import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Bytes of a chunk: what is fetched and checked at once. The last one of a segment may be shorter. */
export const chunkBytes: number = 2 ** 20;

/** Bytes of a chunk's hash. */
export const hashBytes = 32;

/** How many chunks a segment of `bytes` has. */
export function chunkCount(bytes: number): number {
  return Math.ceil(bytes / chunkBytes);
}

/** SHA-256 of a chunk. */
export function hashOf(chunk: Uint8Array): Buffer {
  return createHash('sha256').update(chunk).digest();
}

/** A file that grows chunk by chunk, and the hashes of its chunks. */
export type ChunkWriter = {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Bytes written so far. */
  readonly length: () => number;
  /** Writes the rest, makes all of it durable, and gives the hashes, one after the other. */
  readonly end: () => Promise<Buffer>;
};

/** Writes into a new file. */
export function chunkWriter(file: FileHandle): ChunkWriter {
  const chunk = Buffer.alloc(chunkBytes);
  const hashes: Buffer[] = [];
  let used = 0;
  const flush = async (): Promise<void> => {
    if (used === 0) return;
    hashes.push(hashOf(chunk.subarray(0, used)));
    await file.writeFile(chunk.subarray(0, used));
    used = 0;
  };
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + chunkBytes - used);
        chunk.set(part, used);
        used += part.length;
        at += part.length;
        if (used === chunkBytes) await flush();
      }
    },
    length: () => hashes.length * chunkBytes + used,
    async end() {
      await flush();
      await file.sync();
      return Buffer.concat(hashes);
    },
  };
}
