import { fail } from '@finharbor/kernel';

/** One item that could not be peeled: its sparse columns, its selector of dense columns, and what it must decode to. */
export type CoreRow = { readonly sparse: readonly number[]; readonly dense: bigint; readonly value: bigint };

/** Columns with values, by sparse column and by dense column; all others stay zero. */
export type CoreColumns = {
  readonly sparse: ReadonlyMap<number, bigint>;
  readonly dense: ReadonlyMap<number, bigint>;
};

/** A core of more items means that the parameters are wrong, not that luck was bad. */
const largestCore = 1024;

const denseBits = 64;

/**
 * Solves the 2-core that peeling leaves, over its sparse and the dense columns at once, by Gaussian elimination. It comes up about
 * once in thousands of bins, so it may be slow. Errors: `fusion.okvs_failed` where the rows are dependent.
 */
export function solveCore(core: readonly CoreRow[]): CoreColumns {
  const columns = [...new Set(core.flatMap(({ sparse }) => sparse))];
  if (core.length > largestCore) return unsolvable();
  const place = new Map(columns.map((column, k) => [column, BigInt(denseBits + k)]));
  const solved: { bits: bigint; value: bigint; pivot: bigint }[] = [];
  for (const { sparse, dense, value } of core) {
    const row = {
      bits: sparse.reduce((bits, column) => bits ^ (1n << place.get(column)!), dense),
      value,
      pivot: 0n,
    };
    for (const other of solved) if (row.bits & other.pivot) add(row, other);
    if (row.bits === 0n) return unsolvable();
    row.pivot = row.bits & -row.bits;
    for (const other of solved) if (other.bits & row.pivot) add(other, row);
    solved.push(row);
  }
  const values = new Map(solved.map(({ pivot, value }) => [pivot, value]));
  const chosen = <K>(of: readonly (readonly [K, bigint])[]): ReadonlyMap<K, bigint> =>
    new Map(
      of.flatMap(([key, bit]) => (values.has(1n << bit) ? [[key, values.get(1n << bit)!] as const] : [])),
    );
  return {
    sparse: chosen([...place]),
    dense: chosen(Array.from({ length: denseBits }, (_, k) => [k, BigInt(k)] as const)),
  };
}

type Row = { bits: bigint; value: bigint };

function add(to: Row, from: Row): void {
  to.bits ^= from.bits;
  to.value ^= from.value;
}

function unsolvable(): never {
  return fail(
    'fusion.okvs_failed',
    'The identifiers could not be encoded, which happens once in 2^40 runs; run the session again.',
  );
}
