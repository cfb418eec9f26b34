/** How an oblivious key-value store for a number of items is laid out: bins of equal size, each with its sparse and dense columns. */
export type OkvsShape = {
  readonly bins: number;
  /** Sparse columns of one bin. */
  readonly columns: number;
  /** Blocks in all. */
  readonly size: number;
};

/** Dense binary columns of a bin; a core of g items fails to be solved with probability below 2^(g - 64). */
export const denseColumns = 64;

/** Bits of statistical security: an honest party's items fail to be encoded with probability below 2^-40. */
const failureBits = 40;

/** Items of a bin, about: a bin's columns then fit a core's own cache. */
const binItems = 16_384;

/** Formula (3) was fitted for 2^6 items and more. */
const fewestItems = 64;

/**
 * The shape for `count` items. Raghuraman, Rindal, "Blazing Fast PSI from Improved OKVS and Subfield VOLE" (CCS 2022): separate
 * clusters (section 3) and row weight 3 with expansion e = 1.223 + (bits + 9.2) / s, where log2 s = 0.555 log2 n + 2.336 is
 * formula (3) at weight 3. Both ways to fail, a bin too full and a bin that does not peel, get half of 2^-40 over all bins.
 */
export function okvsShape(count: number): OkvsShape {
  const bins = Math.max(1, Math.ceil(count / binItems));
  const bits = failureBits + 1 + Math.log2(bins);
  const load = Math.max(fewestItems, binLoad(count, bins, bits));
  const columns = Math.ceil(expansion(load, bits) * load);
  return { bins, columns, size: bins * (columns + denseColumns) };
}

/** Sparse columns per item so that all but some 2-core is peeled off `count` items except with probability 2^-bits. */
export function expansion(count: number, bits: number): number {
  const weight = Math.log2(3);
  const logSlope =
    0.555 * Math.log2(count) + 0.093 * weight ** 3 - 1.01 * weight ** 2 + 2.925 * weight - 0.133;
  return 1.223 + (bits + 9.2) / 2 ** logSlope;
}

/** So many items that a given one of `bins` holds more with probability below 2^-bits, by Chernoff's bound. */
export function binLoad(count: number, bins: number, bits: number): number {
  if (bins === 1) return count;
  const share = 1 / bins;
  const unlikely = (load: number): boolean => {
    const part = load / count;
    if (part >= 1) return true;
    const divergence = part * Math.log2(part / share) + (1 - part) * Math.log2((1 - part) / (1 - share));
    return divergence * count >= bits;
  };
  let [low, high] = [Math.ceil(count * share), count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (unlikely(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
