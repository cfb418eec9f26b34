import type { Matrix, Words } from '../ring/words.ts';
import type { Masked, Term } from '../shares/engine.ts';
import { shapeOf } from '../shares/party.ts';
import { countsOf, packingOf } from './lattice/packing.ts';
import { type SealedMaking, type SealedProduct, sealedProducts } from './lattice/products.ts';
import { sealedBytes } from './lattice/sealing.ts';
import {
  type Making,
  type Products,
  scaledRows,
  signedWeights,
  sumsOfRows,
  wordWeights,
} from './products.ts';

/** Which of the two parties this one is: 0 is first in the roster. */
export type Place = 0 | 1;

/** The making of products at one of the two parties. */
export type PairMaking = Making &
  SealedMaking & { readonly parties: readonly string[]; readonly place: Place };

/** Whether a party has a share of the mask: of a mask that is one party's own, the other has none. */
function holds({ parties }: PairMaking, { owner }: Masked, place: Place): boolean {
  return owner === undefined || owner === parties[place];
}

/** Of each of some sums of products of masks, a share. */
export async function productsOfMasks(
  making: PairMaking,
  sums: readonly (readonly Term[])[],
): Promise<Words[]> {
  const { ring, place } = making;
  const out = sums.map((terms) => {
    const { rows, cols } = shapeOf(terms[0]!);
    return new BigUint64Array(rows * cols);
  });
  const crosses: Cross[] = [];
  for (const [i, terms] of sums.entries())
    for (const { x, y, transpose = false } of terms) {
      if (holds(making, x, place) && holds(making, y, place))
        ring.addScaled(out[i]!, ring.multiply(maskOf(x), maskOf(y), transpose), 1n);
      for (const left of [0, 1] as const)
        if (holds(making, x, left) && holds(making, y, other(left)))
          crosses.push({ x, y, transpose, left, to: out[i]! });
    }
  await addCrosses(making, crosses);
  return out;
}

/** A share of each row of x times its factor, both masks. */
export async function scaledMasks(making: PairMaking, x: Masked, factors: Masked): Promise<Words> {
  const { ring, place } = making;
  const sum = new BigUint64Array(x.rows * x.cols);
  if (holds(making, x, place) && holds(making, factors, place))
    ring.addScaled(sum, ring.hadamard(x.mask, widened(factors.mask, x.cols)), 1n);
  for (const left of [0, 1] as const) {
    if (!(holds(making, x, left) && holds(making, factors, other(left)))) continue;
    ring.addScaled(sum, await scaledRows(making, scaledAt(x, factors, left === place)), 1n);
  }
  return sum;
}

/** Who chooses: the factors with all of their bits, or where x has few of them, each of x's entries. */
function scaledAt(x: Masked, factors: Masked, hasRows: boolean): Products {
  const { rows: count, cols: length } = x;
  const bits = bitsOfMask(x);
  if (costOf(factors, 1, length) <= costOf(x, length, 1)) {
    const own = hasRows ? { rows: x.mask } : { factors: factors.mask };
    return { count, length, weights: wordWeights, ...own };
  }
  const own = hasRows ? { factors: x.mask } : { rows: widened(factors.mask, length) };
  return { count: count * length, length: 1, weights: signedWeights(bits), ...own };
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

/** What the party at `left` has of x times what the other has of y: a part of a sum. */
type Cross = {
  readonly x: Masked;
  readonly y: Masked;
  readonly transpose: boolean;
  readonly left: Place;
  readonly to: Words;
};

// So much sealed material is held at once.
const roomBytes = 64 * 1_048_576;

/** Each product goes the way that costs less: under encryption where it has many rows, by transfers where it is small. */
async function addCrosses(making: PairMaking, crosses: readonly Cross[]): Promise<void> {
  const { ring } = making;
  let [group, held]: [Sealed[], number] = [[], 0];
  const add = async (): Promise<void> => {
    const shares = await sealedProducts(
      making,
      group.map(({ product }) => product),
    );
    for (const [i, { cross, mirrored, product }] of group.entries()) {
      const { rows, cols } = product.packing.shape;
      const words = mirrored ? transposed({ rows, cols, words: shares[i]! }).words : shares[i]!;
      ring.addScaled(cross.to, words, 1n);
    }
    [group, held] = [[], 0];
  };
  for (const cross of crosses) {
    const sealed = sealedOf(making, cross);
    if (transferBytes(cross) < sealed.product.packing.cost) {
      ring.addScaled(cross.to, await byTransfers(making, cross), 1n);
      continue;
    }
    const { stretches, strips } = countsOf(sealed.product.packing);
    group.push(sealed);
    held += stretches * strips * sealedBytes;
    if (held > roomBytes) await add();
  }
  if (group.length > 0) await add();
}

type Sealed = { readonly cross: Cross; readonly mirrored: boolean; readonly product: SealedProduct };

/** One of the two seals its matrix, as it costs less; where x is sealed, it is the product's mirror image that is computed. */
function sealedOf(making: PairMaking, cross: Cross): Sealed {
  const { x, y, transpose, left } = cross;
  const { rows, cols } = shapeOf(cross);
  const inner = y.rows;
  const straight = packingOf({ rows, inner, cols, bits: x.bits ?? 64 });
  const mirror = packingOf({ rows: cols, inner, cols: rows, bits: y.bits ?? 64 });
  const mirrored = mirror.cost < straight.cost;
  const mine = left === making.place ? 'x' : 'y';
  const matrix = maskOf(cross[mine]);
  // Straight, x is known and y sealed; mirrored, yᵀ is known, and what x multiplies it with is sealed.
  const turns = mine === 'x' ? transpose !== mirrored : mirrored;
  return {
    cross,
    mirrored,
    product: {
      packing: mirrored ? mirror : straight,
      matrix: turns ? transposed(matrix) : matrix,
      seals: (mine === 'x') === mirrored,
    },
  };
}

const bitsOfMask = ({ bits = 64 }: Masked): number => bits;

/** Bytes of a product by transfers: of 4 in the extension and 8 for each word of a row, for each bit that chooses. */
function transferBytes(cross: Cross): number {
  const { rows, cols } = shapeOf(cross);
  return cross.y.rows * Math.min(costOf(cross.x, rows, cols), costOf(cross.y, cols, rows));
}

function costOf(chooses: Masked, outer: number, length: number): number {
  return bitsOfMask(chooses) * outer * (4 + 8 * length);
}

/** The side by which it costs less chooses. AᵀB is computed a column of A at a time, whose entries choose among the rows of B. */
async function byTransfers(making: PairMaking, cross: Cross): Promise<Words> {
  const { x, y, transpose, left } = cross;
  const { rows, cols } = shapeOf(cross);
  const byX = costOf(x, rows, cols) <= costOf(y, cols, rows);
  const weights = signedWeights(bitsOfMask(byX ? x : y));
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
