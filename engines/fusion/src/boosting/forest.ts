import type { Words } from '../ring/words.ts';
import { textWords, wordsText } from '../scorecard/model-share.ts';
import type { Shared } from '../shares/engine.ts';
import type { Boosting, Forest, Tree } from './boosting.ts';
import type { BoostingLayout } from './layout.ts';
import type { BoostingPlan } from './plan.ts';

/** What everybody, the dealer too, knows of a forest. */
export type Extent = { readonly trees: number; readonly ended: boolean };

/** How many values of each kind a forest of some extent holds. */
function sizesOf({ plan, layout }: Pick<Boosting, 'plan' | 'layout'>, { trees, ended }: Extent): Sizes {
  const { patience = 0, depth } = plan;
  return {
    ...{ rows: layout.rows, leaves: 2 ** depth, nodes: 2 ** depth - 1 },
    rounds: ended ? 1 : Math.min(trees, patience) + 1,
    best: patience > 0 && !ended && trees > 1 ? 1 : 0,
    lowered: ended ? 0 : Math.min(Math.max(0, trees - 2), patience),
  };
}

type Sizes = Readonly<Record<'rows' | 'leaves' | 'nodes' | 'rounds' | 'best' | 'lowered', number>>;

/** A forest as one knows it who holds no share of it. */
export function forestWithoutShares(boosting: Boosting, extent: Extent): Forest {
  const { engine, layout } = boosting;
  const { leaves, nodes, rounds, best, lowered } = sizesOf(boosting, extent);
  const shape = (rows: number, cols: number): Shared => engine.local(rows, cols, () => new BigUint64Array(0));
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return {
    trees: times(extent.trees, () => ({ splits: [], leaves: shape(1, leaves), worth: shape(nodes, 2) })),
    beyond: times(extent.trees, () => shape(1, 1)),
    scores: times(rounds, () => layout.chunks.map(({ from, to }) => shape(to - from, 1))),
    best: best === 0 ? undefined : shape(1, 1),
    lowered: times(lowered, () => shape(1, 1)),
    ended: extent.ended,
  };
}

/** A party's shares of a forest as plain JSON; words as base64. */
export type ForestShares = {
  readonly splits: readonly Tree['splits'][];
  readonly leaves: string;
  readonly worth: string;
  readonly beyond: string;
  readonly scores: string;
  readonly best: string;
  readonly lowered: string;
};

/** What a party keeps of a forest. */
export function sharesOf({ trees, beyond, scores, best, lowered, ended }: Forest): ForestShares {
  const text = (parts: readonly Shared[]): string => wordsText(joined(parts));
  return {
    splits: trees.map(({ splits }) => splits),
    leaves: text(trees.map((tree) => tree.leaves)),
    worth: text(trees.map((tree) => tree.worth)),
    beyond: text(beyond),
    scores: text(scores.flat()),
    best: text(best && !ended ? [best] : []),
    lowered: text(ended ? [] : lowered),
  };
}

function joined(parts: readonly Shared[]): Words {
  const out = new BigUint64Array(parts.reduce((sum, { words }) => sum + words.length, 0));
  let at = 0;
  for (const { words } of parts) {
    out.set(words, at);
    at += words.length;
  }
  return out;
}

/** The forest of such shares. Errors: `fusion.bad_model` where they are another plan's or shape's. */
export function forestOf(
  of: { readonly plan: BoostingPlan; readonly layout: BoostingLayout },
  extent: Extent,
  kept: ForestShares,
): Forest {
  const { rows, leaves, nodes, rounds, best, lowered } = sizesOf(of, extent);
  const { trees: count, ended } = extent;
  const column = (text: string, size: number): Shared[] =>
    Array.from(textWords(text, size), (word) => ({ rows: 1, cols: 1, words: BigUint64Array.of(word) }));
  const parts = (text: string, [each, cols]: readonly [number, number]): Shared[] => {
    const words = textWords(text, count * each * cols);
    return Array.from({ length: count }, (_, i) => ({
      ...{ rows: each, cols },
      words: words.slice(i * each * cols, (i + 1) * each * cols),
    }));
  };
  const [ends, worths] = [parts(kept.leaves, [1, leaves]), parts(kept.worth, [nodes, 2])];
  const all = textWords(kept.scores, rounds * rows);
  return {
    trees: kept.splits.map((splits, i) => ({
      splits: splits.map((split) => split ?? undefined),
      ...{ leaves: ends[i]!, worth: worths[i]! },
    })),
    beyond: column(kept.beyond, count),
    scores: Array.from({ length: rounds }, (_, round) =>
      of.layout.chunks.map(({ from, to }) => ({
        ...{ rows: to - from, cols: 1 },
        words: all.slice(round * rows + from, round * rows + to),
      })),
    ),
    best: column(kept.best, best)[0],
    lowered: column(kept.lowered, lowered),
    ended,
  };
}
