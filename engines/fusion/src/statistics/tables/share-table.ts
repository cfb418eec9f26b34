import type { Random } from '@finharbor/kernel';
import type { Words } from '../../ring/words.ts';
import type { Engine, Masked, Shared } from '../../shares/engine.ts';
import { combine, mapMasked } from '../../shares/matrix.ts';
import type { StatisticsPlan } from '../plan.ts';
import type { EarlierSet } from '../row-sets/agree.ts';
import { factorOf, type StatisticsRows } from '../rows.ts';
import { entryOf, type Side, type Table, widthOf } from './table.ts';

/** What every stage of a query works with; `data` is missing at the dealer. */
export type Query = {
  readonly engine: Engine;
  readonly plan: StatisticsPlan;
  readonly rows: number;
  readonly data: StatisticsRows | undefined;
  /** Row sets of earlier queries; empty where the plan compares none. */
  readonly earlier: readonly EarlierSet[];
  /** Where this party's noise comes from; missing at the dealer. */
  readonly noise?: Random | undefined;
  /** Told of rows done out of all; throws when the work is to stop. */
  readonly onRows?: ((done: number, total: number) => void) | undefined;
};

type Span = readonly [from: number, to: number];

/** Masked words a party holds at once: 2^20, that is 8 MiB. */
const wordsAtOnce = 2 ** 20;

/**
 * A table under shares, cells × moments: sums over rows of products of one factor a side. Two sides are one matrix
 * product; further sides are first multiplied into the second, row by row. Rows go in stretches, so memory is bounded.
 */
export async function shareTable(query: Query, table: Table): Promise<Shared> {
  const rowsAtOnce = Math.max(1, Math.floor(wordsAtOnce / stretchWidth(table)));
  const parts: Shared[] = [];
  for (let from = 0; from < query.rows; from += rowsAtOnce) {
    query.onRows?.(from, query.rows);
    const part = await sumStretch(query, table, [from, Math.min(query.rows, from + rowsAtOnce)]);
    parts.push(
      parts.length === 0
        ? part
        : combine(query.engine, [
            [parts.pop()!, 1n],
            [part, 1n],
          ]),
    );
  }
  return arrange(query.engine, table, parts[0]!);
}

function stretchWidth({ sides }: Table): number {
  const folded = sides.slice(1).reduce((n, side) => n * widthOf(side), 1);
  return sides.reduce((sum, side) => sum + widthOf(side), folded);
}

async function sumStretch(query: Query, { sides }: Table, span: Span): Promise<Shared> {
  const { engine } = query;
  const [first, second, ...more] = sides;
  if (!second) return ownSums(query, first!, span);
  // A bystander of a product of two private factors has no use for either.
  const readers = more.length > 0 ? engine.parties : [engine.parties[0]!, first!.party, second.party];
  const input = (side: Side): Promise<Masked> => inputFactor(query, { side, readers }, span);
  const x = await input(first!);
  let y = await input(second);
  for (const side of more) y = await foldIn(engine, y, await input(side));
  const [sums] = await engine.products('table/sum', [[{ x, y, transpose: true }]]);
  return sums!;
}

function inputFactor(
  { engine, plan, data }: Query,
  { side, readers }: { side: Side; readers: readonly string[] },
  span: Span,
): Promise<Masked> {
  return engine.input('table/factor', {
    readers,
    owner: side.party,
    rows: span[1] - span[0],
    cols: widthOf(side),
    make: () => factorOf(plan, { side, rows: data! }, span),
  });
}

function ownSums({ engine, plan, data }: Query, side: Side, span: Span): Shared {
  const cols = widthOf(side);
  const make = (): Words => {
    const words = factorOf(plan, { side, rows: data! }, span);
    const rows = span[1] - span[0];
    const ones = { rows: 1, cols: rows, words: new BigUint64Array(rows).fill(1n) };
    return engine.ring.multiply(ones, { rows, cols, words });
  };
  return engine.own({ owner: side.party, rows: cols, cols: 1, make });
}

/** Every column of x times every column of y, row by row (the face-splitting product), masked anew. */
async function foldIn(engine: Engine, x: Masked, y: Masked): Promise<Masked> {
  const shape = { rows: x.rows, cols: x.cols * y.cols };
  const spread = (of: Masked, column: (c: number) => number): Masked =>
    mapMasked(of, shape, (words) => {
      const out = new BigUint64Array(shape.rows * shape.cols);
      for (let row = 0; row < shape.rows; row++)
        for (let c = 0; c < shape.cols; c++) out[row * shape.cols + c] = words[row * of.cols + column(c)]!;
      return out;
    });
  const left = spread(x, (c) => Math.floor(c / y.cols));
  const right = spread(y, (c) => c % y.cols);
  return engine.mask('table/fold', await engine.entrywise('table/fold', left, right));
}

/** Picks each cell's moments out of the product of all sides' columns. */
function arrange(engine: Engine, table: Table, sums: Shared): Shared {
  const { cells, moments, sides } = table;
  return engine.local(cells, moments.length, () => {
    const words = new BigUint64Array(cells * moments.length);
    for (let cell = 0; cell < cells; cell++)
      for (const [m, moment] of moments.entries()) {
        const at = sides.reduce((n, side) => n * widthOf(side) + entryOf(table, side, { cell, moment }), 0);
        words[cell * moments.length + m] = sums.words[at]!;
      }
    return words;
  });
}
