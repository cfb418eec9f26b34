import { bytesOf, type Words, wordsOf } from '../ring/words.ts';
import type { Engine, Masked, Shared } from './engine.ts';

/** Applies one linear map to an opened part and to its mask; both sides of X = open + mask stay in step. */
export function mapMasked(
  x: Masked,
  shape: { rows: number; cols: number },
  map: (words: Words) => Words,
): Masked {
  const on = (words: Words): Words => (words.length === 0 ? words : map(words));
  return { ...x, ...shape, open: on(x.open), mask: on(x.mask) };
}

/** Rows [from, to). */
export function rowsOf(x: Masked, from: number, to: number): Masked {
  return mapMasked(x, { rows: to - from, cols: x.cols }, (words) =>
    words.subarray(from * x.cols, to * x.cols),
  );
}

/** Columns [from, to). */
export function columnsOf(x: Masked, from: number, to: number): Masked {
  return mapMasked(x, { rows: x.rows, cols: to - from }, (words) => cutColumns(words, x.cols, [from, to]));
}

/** The words of columns [from, to) of a matrix with `cols` columns. */
export function cutColumns(words: Words, cols: number, [from, to]: readonly [number, number]): Words {
  const rows = words.length / cols;
  const out = new BigUint64Array(rows * (to - from));
  for (let row = 0; row < rows; row++)
    out.set(words.subarray(row * cols + from, row * cols + to), row * (to - from));
  return out;
}

/** The words of some columns, in the order named. */
export function pickColumns(words: Words, cols: number, picks: readonly number[]): Words {
  const out = new BigUint64Array((words.length / cols) * picks.length);
  for (let at = 0, from = 0; at < out.length; from += cols)
    for (const pick of picks) out[at++] = words[from + pick]!;
  return out;
}

/** Masked matrices of one owner, stacked one below the other. */
export function stackMasked(parts: readonly Masked[]): Masked {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const join = (of: (part: Masked) => Words): Words =>
    wordsOf(new Uint8Array(Buffer.concat(parts.map((part) => bytesOf(of(part))))));
  return { ...parts[0]!, rows, open: join(({ open }) => open), mask: join(({ mask }) => mask) };
}

/** The sum of factor · sharing; factors are public. */
export function combine(engine: Engine, parts: readonly (readonly [Shared, bigint])[]): Shared {
  const { rows, cols } = parts[0]![0];
  return engine.local(rows, cols, () => {
    const sum = new BigUint64Array(rows * cols);
    for (const [part, factor] of parts) engine.ring.addScaled(sum, part.words, BigInt.asUintN(64, factor));
    return sum;
  });
}

/** Adds one row to every row. */
export function addToEveryRow(engine: Engine, x: Shared, row: Shared): Shared {
  return engine.local(x.rows, x.cols, () => {
    const words = new BigUint64Array(x.words.length);
    for (let at = 0; at < words.length; at += x.cols) words.set(row.words, at);
    engine.ring.addScaled(words, x.words, 1n);
    return words;
  });
}

/** Sharings stacked one below the other. */
export function stack(engine: Engine, parts: readonly Shared[]): Shared {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const cols = parts[0]!.cols;
  return engine.local(rows, cols, () => {
    const out = new BigUint64Array(rows * cols);
    let at = 0;
    for (const part of parts) {
      out.set(part.words, at);
      at += part.words.length;
    }
    return out;
  });
}

/** Rows [from, to) of a sharing. */
export function shareRows(x: Shared, from: number, to: number): Shared {
  return { rows: to - from, cols: x.cols, words: x.words.subarray(from * x.cols, to * x.cols) };
}
