import type { Matrix, Words } from '../ring/words.ts';
import type { Masked, Term } from '../shares/engine.ts';
import { shapeOf } from '../shares/party.ts';
import { type Making, scaledRows, signedWeights, sumsOfRows, wordWeights } from './products.ts';

/** Which of the two parties this one is: 0 is first in the roster. */
export type Place = 0 | 1;

/** The making of products at one of the two parties. */
export type PairMaking = Making & { readonly parties: readonly string[]; readonly place: Place };

/** Whether a party has a share of the mask: of a mask that is one party's own, the other has none. */
function holds({ parties }: PairMaking, { owner }: Masked, place: Place): boolean {
  return owner === undefined || owner === parties[place];
}

/** A share of the sum of products of masks. */
export async function productOfMasks(making: PairMaking, terms: readonly Term[]): Promise<Words> {
  const { ring, place } = making;
  const { rows, cols } = shapeOf(terms[0]!);
  const sum = new BigUint64Array(rows * cols);
  for (const term of terms) {
    const { x, y, transpose } = term;
    if (holds(making, x, place) && holds(making, y, place))
      ring.addScaled(sum, ring.multiply(maskOf(x), maskOf(y), transpose), 1n);
    for (const left of [0, 1] as const)
      if (holds(making, x, left) && holds(making, y, other(left)))
        ring.addScaled(sum, await crossProduct(making, term, left), 1n);
  }
  return sum;
}

/** A share of each row of x times its factor, both masks. */
export async function scaledMasks(making: PairMaking, x: Masked, factors: Masked): Promise<Words> {
  const { ring, place } = making;
  const { rows: count, cols: length } = x;
  const sum = new BigUint64Array(count * length);
  if (holds(making, x, place) && holds(making, factors, place))
    ring.addScaled(sum, ring.hadamard(x.mask, widened(factors.mask, length)), 1n);
  for (const left of [0, 1] as const) {
    if (!(holds(making, x, left) && holds(making, factors, other(left)))) continue;
    const own = left === place ? { rows: x.mask } : { factors: factors.mask };
    ring.addScaled(sum, await scaledRows(making, { count, length, weights: wordWeights, ...own }), 1n);
  }
  return sum;
}

/** Each word `length` times. */
export function widened(words: Words, length: number): Words {
  const out = new BigUint64Array(words.length * length);
  for (let i = 0; i < words.length; i++) out.fill(words[i]!, i * length, (i + 1) * length);
  return out;
}

function other(place: Place): Place {
  return place === 0 ? 1 : 0;
}

function maskOf({ rows, cols, mask }: Masked): Matrix {
  return { rows, cols, words: mask };
}

/**
 * What the party at `left` has of x times what the other has of y. The side by which it costs less chooses. AᵀB is computed a column of A
 * at a time, whose entries choose among the rows of B.
 */
async function crossProduct(making: PairMaking, term: Term, left: Place): Promise<Words> {
  const { x, y, transpose } = term;
  const { rows, cols } = shapeOf(term);
  // Bytes a row: of 16 in the extension and 8 for each word of a vector, for each bit that chooses.
  const cost = ({ bits = 64 }: Masked, outer: number, length: number): number =>
    bits * outer * (16 + 8 * length);
  const byX = cost(x, rows, cols) <= cost(y, cols, rows);
  const weights = signedWeights((byX ? x : y).bits ?? 64);
  const own = left === making.place ? 'x' : 'y';
  const chooses = (own === 'x') === byX;
  const [times, length] = byX ? [rows, cols] : [cols, rows];
  // The sum runs over x's columns, or over its rows where it is transposed, and over y's rows.
  const [count, matrix] = [y.rows, maskOf(own === 'x' ? x : y)];
  const byRows = own === 'y' || transpose;
  const side = chooses
    ? { factors: (byRows ? transposed(matrix) : matrix).words }
    : { rows: (byRows ? matrix : transposed(matrix)).words };
  const words = await sumsOfRows(making, { count, length, times, weights, ...side });
  return byX ? words : transposed({ rows: times, cols: length, words }).words;
}

function transposed({ rows, cols, words }: Matrix): Matrix {
  const out = new BigUint64Array(words.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = words[i * cols + j]!;
  return { rows: cols, cols: rows, words: out };
}
