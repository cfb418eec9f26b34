import { toNumbers, type Words } from '../ring/words.ts';
import { stack } from '../shares/matrix.ts';
import type { Boosting, Forest } from './boosting.ts';
import { precision } from './layout.ts';
import { recipientsOf } from './plan.ts';

/** A question "is the bin at most `bin`". */
export type OpenedQuestion = { readonly party: string; readonly feature: string; readonly bin: number };

/** A whole model in the clear; a score is the base and one leaf of each tree. */
export type OpenedTrees = {
  /** The log-odds every score starts from. */
  readonly base: number;
  readonly depth: number;
  /** Every feature that may be asked, in the roster's order. */
  readonly features: readonly { readonly party: string; readonly feature: string; readonly bins: number }[];
  /** Questions level by level; yes is to the left. Leaves from the left, in log-odds. */
  readonly trees: readonly {
    readonly questions: readonly OpenedQuestion[];
    readonly leaves: readonly number[];
  }[];
};

/** Opens questions and leaves to whom the plan says. */
export async function openTrees(boosting: Boosting, forest: Forest): Promise<OpenedTrees | undefined> {
  const { engine, plan, layout } = boosting;
  const numbers = questionNumbers(boosting, forest);
  const leaves = stack(
    engine,
    forest.trees.map((tree) => ({ ...tree.leaves, rows: tree.leaves.cols, cols: 1 })),
  );
  let opened: readonly [Words, Words] | undefined;
  for (const party of recipientsOf(plan, plan.treesTo)) {
    const words = [
      await engine.reveal('result/questions', numbers, { party, bits: 64 }),
      await engine.reveal('result/leaves', leaves, { party, bits: 64 }),
    ] as const;
    if (words[0] && words[1]) opened = [words[0], words[1]];
  }
  if (!opened) return undefined;
  const features = layout.places.features.map(({ party, feature, bins }) => ({ party, feature, bins }));
  const questions = Array.from(opened[0], (number): OpenedQuestion => {
    const { party, feature, bin } = layout.cuts[Number(number)]!;
    const own = features.filter((one) => one.party === party);
    return { party, feature: own[feature]!.feature, bin };
  });
  const values = Array.from(toNumbers(opened[1]), (value) => value * 2 ** -precision.score);
  const [nodes, ends] = [2 ** plan.depth - 1, 2 ** plan.depth];
  return {
    ...{ base: plan.baseLogit, depth: plan.depth, features },
    trees: forest.trees.map((_, t) => ({
      questions: questions.slice(t * nodes, (t + 1) * nodes),
      leaves: values.slice(t * ends, (t + 1) * ends),
    })),
  };
}

// A node's number is its holder's to give: the others' shares are zero.
function questionNumbers({ engine, layout }: Boosting, { trees }: Forest): ReturnType<typeof stack> {
  const count = trees.reduce((sum, { splits }) => sum + splits.length, 0);
  return engine.local(count, 1, () =>
    BigUint64Array.from(
      trees.flatMap(({ splits }) => splits),
      (split) => {
        if (!split) return 0n;
        const of = (cut: (typeof layout.cuts)[number]): boolean =>
          cut.party === engine.self && cut.feature === split.feature && cut.bin === split.bin;
        return BigInt(layout.cuts.findIndex(of));
      },
    ),
  );
}
