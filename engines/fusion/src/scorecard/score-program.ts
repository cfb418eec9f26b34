import { toWords, type Words } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { columnsOf, combine, rowsOf, stack } from '../shares/matrix.ts';
import type { Layout } from './layout.ts';
import type { ScoringPlan } from './plan.ts';
import { maxPoints } from './scales.ts';
import type { Around } from './train-program.ts';

/** Totals are opened in steps of this many points. */
export const totalStep = 5;

/** How many reasons a scoring opens. */
const reasonCount = 3;

/** What a scoring works with; `own` is missing at the dealer. */
export type Scoring = {
  readonly engine: Engine;
  readonly plan: ScoringPlan;
  readonly places: Pick<Layout, 'parties' | 'features' | 'bins'>;
  readonly own?: {
    /** The firm's bin per own feature. */
    readonly row: readonly number[];
    readonly points: Words;
    readonly most: Words;
    readonly base: Words;
  };
};

/** The stages of a scoring, in order. */
export const scoringStages = ['mask', 'score', 'open'] as const;

/** One private scoring, as every party and the dealer walk it; the opened total and reasons at the label holder. */
export async function scoringProgram(
  { engine, plan, places, own }: Scoring,
  around: Around,
): Promise<{ total: Words | undefined; reasons: Words | undefined }> {
  around.stage('mask');
  const gained = await pointsGained({ engine, plan, places, ...(own && { own }) });
  around.stage('score');
  const d = places.features.length;
  const ones = { rows: 1, cols: d, words: new BigUint64Array(d).fill(1n) };
  const sum = engine.local(1, 1, () => engine.ring.multiply(ones, gained));
  const total = combine(engine, [
    [sum, 1n],
    [engine.local(1, 1, () => own!.base), 1n],
  ]);
  const table = totalTable(d);
  const rounded = await engine.lookup('score/total', { index: total, size: table.length, tables: [table] });
  const most = engine.local(d, 1, () => own!.most);
  const shortfall = combine(engine, [
    [most, 1n],
    [gained, -1n],
  ]);
  const reasons = await worst(engine, shortfall);
  around.stage('open');
  await around.beforeLast();
  const to = { party: plan.labelHolder, bits: 16 as const };
  return {
    total: await engine.reveal('result/total', rounded, to),
    reasons: await engine.reveal('result/reasons', reasons, to),
  };
}

/** The points each feature gives the firm: features × 1. */
async function pointsGained({ engine, places, own }: Scoring): Promise<Shared> {
  const shared = engine.local(places.bins, 1, () => own!.points);
  const points = await engine.mask('score/points', shared);
  const sums = [];
  for (const { party, from, bins } of places.parties) {
    const features = places.features.filter((feature) => feature.party === party);
    const make = (): Words => {
      const values = new Float64Array(bins);
      for (const [f, feature] of features.entries()) values[feature.from - from + own!.row[f]!] = 1;
      return toWords(values);
    };
    const row = await engine.input('score/bins', { owner: party, rows: 1, cols: bins, bits: 2, make });
    for (const feature of features) {
      const start = feature.from - from;
      sums.push([
        {
          x: columnsOf(row, start, start + feature.bins),
          y: rowsOf(points, feature.from, feature.from + feature.bins),
        },
      ]);
    }
  }
  return stack(engine, await engine.products('score/points', sums));
}

// Every total that so many features and a base below 3000 can give is told apart; what is opened is cut to 0 … 1000 points, in steps.
function totalTable(features: number): Uint16Array {
  const size = Math.min(65_536, 2 ** Math.ceil(Math.log2(2 * (3_000 + maxPoints * features))));
  return Uint16Array.from({ length: size }, (_, i) => {
    const total = i < size / 2 ? i : i - size;
    return Math.round(Math.max(0, Math.min(1_000, total)) / totalStep);
  });
}

/** The indices of the features with the largest shortfall, largest first, ties to the smaller index; over Z_2^16. */
async function worst(engine: Engine, shortfall: Shared): Promise<Shared> {
  const d = shortfall.rows;
  const pairs = Array.from({ length: d }, (_, i) =>
    Array.from({ length: d - i - 1 }, (_, j) => [i, i + j + 1] as const),
  ).flat();
  const differences = engine.local(pairs.length, 1, () => {
    const words = BigUint64Array.from(pairs, ([i]) => shortfall.words[i]!);
    const right = BigUint64Array.from(pairs, ([, j]) => shortfall.words[j]!);
    engine.ring.addScaled(words, right, (1n << 64n) - 1n);
    return words;
  });
  const size = 2_048;
  const notBehind = Uint16Array.from({ length: size }, (_, i) => (i < size / 2 ? 1 : 0));
  const first = await engine.lookup('score/pairs', { index: differences, size, tables: [notBehind] });
  const rank = engine.local(d, 1, () => engine.ring.multiply(rankMatrix(d, pairs), first));
  // The pairs a feature stands second in count for it; those it stands first in count against it, from d − 1 − i on.
  const start = engine.constant(d, 1, () => toWords(Array.from({ length: d }, (_, i) => d - 1 - i)));
  const ranks = combine(engine, [
    [rank, 1n],
    [start, 1n],
  ]);
  const domain = 2 ** Math.ceil(Math.log2(Math.max(2, d)));
  const tables = Array.from({ length: reasonCount }, (_, r) =>
    Uint16Array.from({ length: domain }, (_, i) => (i === r ? 1 : 0)),
  );
  const at = await engine.lookup('score/ranks', { index: ranks, size: domain, tables });
  const index = { rows: 1, cols: d, words: toWords(Array.from({ length: d }, (_, i) => i)) };
  return engine.local(1, reasonCount, () => engine.ring.multiply(index, at));
}

function rankMatrix(
  d: number,
  pairs: readonly (readonly [number, number])[],
): { rows: number; cols: number; words: Words } {
  const words = new BigUint64Array(d * pairs.length);
  for (const [p, [i, j]] of pairs.entries()) {
    words[i * pairs.length + p] = (1n << 64n) - 1n;
    words[j * pairs.length + p] = 1n;
  }
  return { rows: d, cols: pairs.length, words };
}
