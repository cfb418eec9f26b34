import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { cellsOf } from './cells.ts';

const itemBytes = 64;
const tagBytes = 16;

type ListKernels = Pick<
  Kernels,
  'distinct' | 'tagCount' | 'tagMove' | 'tagSettle' | 'packTags' | 'mergeTags'
>;

/** The kernels of `wasm/lists.c`. */
export function listKernels(memory: Memory): ListKernels {
  const known = new Set<string>();
  const tagAt = (at: number, width: number = tagBytes): Buffer => Buffer.from(memory.buffer, at, width);
  return {
    distinct(...[messages, lengths, first, count, kept, rows]) {
      const { bytes, words } = cellsOf(memory);
      if (first === 0) known.clear();
      let next = kept;
      for (let i = first; i < first + count; i++) {
        const at = messages + itemBytes * i;
        const text = tagAt(at, bytes[lengths + i]!).toString('latin1');
        if (known.has(text)) continue;
        known.add(text);
        bytes.copyWithin(messages + itemBytes * next, at, at + itemBytes);
        bytes[lengths + next] = bytes[lengths + i]!;
        words[rows / 4 + next++] = i;
      }
      return next;
    },
    tagCount(...[items, first, count, bits, counts]) {
      const { words } = cellsOf(memory);
      for (let i = first; i < first + count; i++)
        words[counts / 4 + bucketOf(tagAt(items + itemBytes * i), bits)]! += 1;
    },
    tagMove(...[items, first, count, bits, cursors, sorted, order]) {
      const { bytes, words } = cellsOf(memory);
      for (let i = first; i < first + count; i++) {
        const from = items + itemBytes * i;
        const place = words[cursors / 4 + bucketOf(tagAt(from), bits)]!++;
        bytes.copyWithin(sorted + tagBytes * place, from, from + tagBytes);
        words[order / 4 + place] = i;
      }
    },
    tagSettle(...[sorted, order, first, count]) {
      const { words } = cellsOf(memory);
      const end = first + count;
      const tags = Array.from({ length: end }, (_, i) => ({
        tag: Buffer.from(tagAt(sorted + tagBytes * i)),
        from: words[order / 4 + i]!,
      }));
      tags.sort((a, b) => a.tag.compare(b.tag));
      for (const [i, { tag, from }] of tags.entries()) {
        tagAt(sorted + tagBytes * i).set(tag);
        words[order / 4 + i] = from;
      }
    },
    packTags(tags, count, width) {
      const { bytes } = cellsOf(memory);
      for (let i = 1; i < count; i++)
        bytes.copyWithin(tags + width * i, tags + tagBytes * i, tags + tagBytes * i + width);
    },
    mergeTags(...[own, ownCount, theirs, first, count, width, cursor, hits]) {
      const { words } = cellsOf(memory);
      let at = words[cursor / 4]!;
      for (let i = first; i < first + count; i++) {
        const next = tagAt(theirs + width * i, width);
        if (i > 0 && tagAt(theirs + width * (i - 1), width).compare(next) >= 0) return 0;
        while (at < ownCount && tagAt(own + width * at, width).compare(next) < 0) at++;
        if (at < ownCount && tagAt(own + width * at, width).equals(next)) words[hits / 4 + at] = i + 1;
      }
      words[cursor / 4] = at;
      return 1;
    },
  };
}

function bucketOf(tag: Buffer, bits: number): number {
  return Math.floor(tag.readUInt32BE(0) / 2 ** (32 - bits));
}
