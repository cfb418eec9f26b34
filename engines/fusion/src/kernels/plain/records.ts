import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { cellsOf } from './cells.ts';

const recordBytes = 16;
const tagBytes = 12;

/** The kernels of `wasm/records.c`. */
export function recordKernels(memory: Memory): Pick<Kernels, 'dealTags' | 'sortTags' | 'matchTags'> {
  const tagAt = (at: number): bigint => numberOf(Buffer.from(memory.buffer, at, tagBytes));
  return {
    dealTags(...[rows, stride, entries, count, width, bits, cursors, ends, records]) {
      const { bytes, words } = cellsOf(memory);
      for (let i = 0; i < count; i++) {
        const entry = words[entries / 4 + i]!;
        if (entry === 0) continue;
        const first = Buffer.from(memory.buffer, rows + 16 * stride * i, 8).readBigUInt64LE();
        const highest = Math.min(64, 8 * width);
        const bucket = Number(BigInt.asUintN(highest, first) >> BigInt(highest - bits));
        const place = words[cursors / 4 + bucket]!;
        if (place === words[ends / 4 + bucket]!) return 0;
        words[cursors / 4 + bucket] = place + 1;
        const at = records + recordBytes * place;
        bytes.fill(0, at, at + recordBytes);
        bytes.copyWithin(at, rows + 16 * stride * i, rows + 16 * stride * i + width);
        words[(at + tagBytes) / 4] = (entry & 0x3fff_ffff) - 1;
      }
      return 1;
    },
    sortTags(...[bucket, count, , , , , , to, kept]) {
      const { bytes } = cellsOf(memory);
      const records = Array.from({ length: count }, (_, i) =>
        Buffer.from(bytes.slice(bucket + recordBytes * i, bucket + recordBytes * (i + 1))),
      );
      records.sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
      for (const [i, record] of records.entries()) bytes.set(record.subarray(0, kept), to + kept * i);
    },
    matchTags(...[own, ownCount, theirs, count, width, state, marks]) {
      const { bytes, words } = cellsOf(memory);
      const last = bytes.subarray(state, state + tagBytes);
      let at = words[(state + tagBytes) / 4]!;
      for (let i = 0; i < count; i++) {
        const next = Buffer.alloc(tagBytes);
        next.set(bytes.subarray(theirs + width * i, theirs + width * (i + 1)));
        const number = numberOf(next);
        if (number < tagAt(state)) return 0;
        last.set(next);
        while (at < ownCount && tagAt(own + recordBytes * at) < number) at++;
        if (at < ownCount && tagAt(own + recordBytes * at) === number)
          bytes[marks + words[(own + recordBytes * at + tagBytes) / 4]!] = 1;
      }
      words[(state + tagBytes) / 4] = at;
      return 1;
    },
  };
}

/** The number that orders a tag: its first 8 bytes, then 4, both with the lowest byte first. */
function numberOf(tag: Buffer): bigint {
  return (tag.readBigUInt64LE(0) << 32n) | BigInt(tag.readUInt32LE(8));
}
