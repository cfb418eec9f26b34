import { toNumbers } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, pickColumns, stack } from '../shares/matrix.ts';
import { bestOf } from './best.ts';
import type { Boosting, Growing, OwnSplit, Tree } from './boosting.ts';
import { candidates } from './gains.ts';
import { sideBySide } from './gradients.ts';
import { childHistograms, childrenOf, rootHistogram } from './histograms.ts';
import type { Cut } from './layout.ts';
import { questionsTo, reach } from './paths.ts';

/** A grown tree, and for each chunk which leaf its rows reach. */
export type Grown = { readonly tree: Tree; readonly reached: readonly Masked[] };

/** Grows one tree level by level; every node of a level gets its best question, told to its holder only. */
export async function growTree(
  boosting: Boosting,
  chunks: readonly Omit<Growing, 'reached'>[],
  work: string,
): Promise<Grown> {
  const { engine, plan } = boosting;
  const atLevel = (level: number): Boosting => ({
    ...boosting,
    onChunk: (_, rows) => boosting.onChunk(`${work}, level ${level + 1}`, rows),
  });
  let growing: Growing[] = chunks.map((chunk) => ({
    ...chunk,
    reached: everyRow(engine, chunk.to - chunk.from),
  }));
  let histograms = await rootHistogram(atLevel(0), growing);
  const splits: (OwnSplit | undefined)[] = [];
  const worths: Shared[] = [];
  for (let level = 0; ; level++) {
    const { questions, nodes } = await candidates(boosting, histograms);
    const best = await bestOf(engine, questions, 2 ** level);
    splits.push(...(await tellHolders(boosting, column(engine, best, [1]))));
    worths.push(worthOf(engine, best, nodes));
    growing = await sendDown(boosting, growing, splits);
    if (level + 1 === plan.depth)
      return {
        tree: {
          splits,
          leaves: leavesOf(boosting, column(engine, best, [2, 3])),
          worth: stack(engine, worths),
        },
        reached: growing.map(({ reached }) => reached),
      };
    histograms = await childHistograms(atLevel(level + 1), growing, histograms);
  }
}

// What a question gains over not asking it.
function worthOf(engine: Engine, best: Shared, nodes: Shared): Shared {
  const gain = combine(engine, [
    [column(engine, best, [0]), 1n],
    [column(engine, nodes, [0]), -1n],
  ]);
  return sideBySide(engine, [gain, column(engine, nodes, [1])]);
}

function everyRow(engine: Engine, rows: number): Masked {
  const open = engine.self === undefined ? 0 : rows;
  return { rows: 1, cols: rows, open: new BigUint64Array(open).fill(1n), mask: new BigUint64Array(rows) };
}

function column(engine: Engine, x: Shared, picks: readonly number[]): Shared {
  return engine.local(x.rows, picks.length, () => pickColumns(x.words, x.cols, picks));
}

// A party learns of each node which of its own questions is asked there, or that none is.
async function tellHolders({ engine, layout }: Boosting, index: Shared): Promise<(OwnSplit | undefined)[]> {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, layout.cuts.length)));
  const own = engine.parties.map((party) => layout.cuts.filter((cut) => cut.party === party));
  const tables = own.map((cuts) =>
    Uint16Array.from({ length: size }, (_, i) => cuts.indexOf(layout.cuts[i]!) + 1),
  );
  const told = await engine.lookup('split/holder', { index, size, tables });
  let mine = new Array<OwnSplit | undefined>(index.rows).fill(undefined);
  for (const [place, party] of engine.parties.entries()) {
    const numbers = column(engine, told, [place]);
    const opened = await engine.reveal('split/question', numbers, { party, bits: 16 });
    if (opened) mine = Array.from(toNumbers(opened), (number) => questionOf(own[place]!, number));
  }
  return mine;
}

function questionOf(cuts: readonly Cut[], number: number): OwnSplit | undefined {
  const cut = cuts[number - 1];
  return cut && { feature: cut.feature, bin: cut.bin };
}

async function sendDown(
  { engine, rows }: Boosting,
  growing: readonly Growing[],
  splits: Tree['splits'],
): Promise<Growing[]> {
  const level = Math.log2(splits.length + 1);
  const parents = 2 ** (level - 1);
  const paths = Array.from({ length: parents }, (_, node) => questionsTo(splits, { level, at: node * 2 }));
  const below: Growing[] = [];
  for (const chunk of growing) {
    const left = await reach(engine, { ...chunk, rows }, paths);
    below.push({ ...chunk, reached: childrenOf(engine, chunk.reached, left) });
  }
  return below;
}

function leavesOf({ engine, plan }: Boosting, values: Shared): Shared {
  const scaled = combine(engine, [[values, BigInt(plan.learningRate * 256)]]);
  return { rows: 1, cols: values.rows * 2, words: scaled.words };
}
