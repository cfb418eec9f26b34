import type { Words } from '../ring/words.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { mapMasked } from '../shares/matrix.ts';
import { columnBits, columnWords } from './columns.ts';
import { weighted } from './plan.ts';
import type { Regression } from './regression.ts';

/** Some rows of all parties' columns, masked once for the whole session. */
export type Chunk = {
  /** Their numbers among all rows. */
  readonly rows: Int32Array;
  /** One masked block of columns a party. */
  readonly blocks: readonly Masked[];
  /** The label holder's class weights, where rows weigh differently. */
  readonly classes: Masked | undefined;
};

/** Masks every party's columns and sends the masked form to all. */
export async function maskColumns({ engine, plan, layout, data, onChunk }: Regression): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  const { column, classWeight } = layout.precision;
  for (const { from, to } of layout.chunks) {
    const blocks: Masked[] = [];
    for (const { party, from: first, to: last } of layout.blocks)
      blocks.push(
        await engine.input('mask/columns', {
          owner: party,
          rows: to - from,
          cols: last - first,
          bits: columnBits(column),
          make: () => columnWords(data!.prepared, { from, to, bits: column, intercept: first === 0 }),
        }),
      );
    const { negative, positive } = plan.classWeights;
    const weigh = (label: number): bigint => BigInt((label === 1 ? positive : negative) * 2 ** classWeight);
    const classes = weighted(plan)
      ? await engine.input('mask/classes', {
          owner: plan.labelHolder,
          rows: to - from,
          cols: 1,
          make: () => BigUint64Array.from(data!.outcome!.subarray(from, to), weigh),
        })
      : undefined;
    chunks.push({ rows: Int32Array.from({ length: to - from }, (_, i) => from + i), blocks, classes });
    await onChunk('mask', to);
  }
  return chunks;
}

/** The rows of a chunk at these places. */
export function chunkRows(chunk: Chunk, places: Int32Array): Chunk {
  return {
    rows: Int32Array.from(places, (place) => chunk.rows[place]!),
    blocks: chunk.blocks.map((block) => maskedRows(block, places)),
    classes: chunk.classes && maskedRows(chunk.classes, places),
  };
}

/** The rows of a sharing at these places. */
export function sharedRows(x: Shared, places: Int32Array): Shared {
  return {
    rows: places.length,
    cols: x.cols,
    words: x.words.length === 0 ? x.words : wordRows(x.words, x.cols, places),
  };
}

function maskedRows(x: Masked, places: Int32Array): Masked {
  return mapMasked(x, { rows: places.length, cols: x.cols }, (words) => wordRows(words, x.cols, places));
}

function wordRows(words: Words, cols: number, places: Int32Array): Words {
  const out = new BigUint64Array(places.length * cols);
  for (const [row, place] of places.entries())
    out.set(words.subarray(place * cols, (place + 1) * cols), row * cols);
  return out;
}
