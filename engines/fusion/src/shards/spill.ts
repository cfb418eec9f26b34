import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@finharbor/kernel';
import { digestBytes } from './digests.ts';

/** A key's digest and its row, four bytes. */
export const recordBytes: number = digestBytes + 4;

const frameRecords = 3_200;
const cipher = 'aes-256-gcm';
const tagBytes = 16;

/** One spilling of one table: where, under which key, which no other spilling ever has. */
export type Spilling = {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly partitions: number;
};

/** Takes digests as they are read. `end` gives the number of records of each partition once all are durable. */
export type Spill = AsyncDisposable & {
  /** `rows[k]` is the row of the k-th digest. */
  readonly add: (digests: Uint8Array, rows: readonly number[]) => Promise<void>;
  readonly end: () => Promise<readonly number[]>;
};

type Partition = { readonly file: FileHandle; readonly buffer: Buffer; count: number; frames: number };

/**
 * Opens a spill: digests go to the partition their first bits name, AES-256-GCM a frame of at most 64 kB. Nonces are partition and
 * frame, which is safe for a key of one spilling alone.
 */
export async function openSpill({ folder, key, partitions }: Spilling): Promise<Spill> {
  const shift = 32 - Math.log2(partitions);
  const all: Partition[] = [];
  for (let k = 0; k < partitions; k++) {
    const file = await open(pathOf(folder, k), 'w', 0o600);
    all.push({ file, buffer: Buffer.alloc(recordBytes * frameRecords), count: 0, frames: 0 });
  }
  const write = async (partition: Partition, k: number, records: number): Promise<void> => {
    const to = createCipheriv(cipher, key, nonceOf(k, partition.frames++));
    const body = to.update(partition.buffer.subarray(0, recordBytes * records));
    await partition.file.appendFile(Buffer.concat([body, to.final(), to.getAuthTag()]));
  };
  return {
    async add(digests, rows) {
      for (const [k, row] of rows.entries()) {
        const at = digestBytes * k;
        const place = partitionOf(digests, at, shift);
        const partition = all[place]!;
        const into = recordBytes * (partition.count % frameRecords);
        partition.buffer.set(digests.subarray(at, at + digestBytes), into);
        partition.buffer.writeUInt32LE(row, into + digestBytes);
        partition.count += 1;
        if (partition.count % frameRecords === 0) await write(partition, place, frameRecords);
      }
    },
    async end() {
      for (const [k, partition] of all.entries()) {
        const rest = partition.count % frameRecords;
        if (rest > 0) await write(partition, k, rest);
        await partition.file.sync();
      }
      return all.map(({ count }) => count);
    },
    async [Symbol.asyncDispose]() {
      for (const { file } of all) await file.close();
    },
  };
}

/** Reads a partition of `count` records, frame by frame. Errors: `fusion.job_damaged`. */
export async function* readPartition(
  { folder, key }: Pick<Spilling, 'folder' | 'key'>,
  k: number,
  count: number,
): AsyncGenerator<Uint8Array, void> {
  await using file = await open(pathOf(folder, k), 'r');
  for (let frame = 0; frame * frameRecords < count; frame++) {
    const length = recordBytes * Math.min(frameRecords, count - frame * frameRecords);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length + tagBytes), 0, length + tagBytes);
    if (bytesRead !== buffer.length) damaged();
    const from = createDecipheriv(cipher, key, nonceOf(k, frame)).setAuthTag(buffer.subarray(length));
    yield opened(from, buffer.subarray(0, length));
  }
}

function opened(from: ReturnType<typeof createDecipheriv>, body: Uint8Array): Uint8Array {
  try {
    return Buffer.concat([from.update(body), from.final()]);
  } catch (cause) {
    return damaged(cause);
  }
}

function partitionOf(digests: Uint8Array, at: number, shift: number): number {
  if (shift === 32) return 0;
  const first =
    ((digests[at]! << 24) | (digests[at + 1]! << 16) | (digests[at + 2]! << 8) | digests[at + 3]!) >>> 0;
  return first >>> shift;
}

function nonceOf(partition: number, frame: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(partition);
  nonce.writeBigUInt64BE(BigInt(frame), 4);
  return nonce;
}

function pathOf(folder: string, k: number): string {
  return join(folder, `${String(k).padStart(4, '0')}.keys`);
}

function damaged(cause?: unknown): never {
  return fail(
    'fusion.job_damaged',
    'A file of the job was changed or cut short. Begin the job anew in an empty folder.',
    cause,
  );
}
