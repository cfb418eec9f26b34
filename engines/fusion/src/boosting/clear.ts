import { leastCurvature } from './gradients.ts';
import { heldOut } from './layout.ts';
import type { BoostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';

/** A tree grown in the clear: a party's question per node, level by level, and the leaves from the left. */
export type ClearTree = {
  readonly splits: readonly {
    readonly party: string;
    readonly feature: number;
    readonly bin: number;
    /** What the question gains over not asking it, and the curvature of the rows that reach it. */
    readonly gain: number;
    readonly cover: number;
  }[];
  readonly leaves: Float64Array;
};

/** What boosting in the clear gives: the trees that were kept, and log-odds. */
export type ClearBoosting = { readonly trees: readonly ClearTree[]; readonly scores: Float64Array };

type Question = Omit<ClearTree['splits'][number], 'gain' | 'cover'>;
type Sums = { gradient: number; curvature: number };

/** The same algorithm in the clear and in double precision, on the rows of all parties: what the shared one is compared with. */
export function boostInTheClear(plan: BoostingPlan, rows: ReadonlyMap<string, BoostingRows>): ClearBoosting {
  const outcome = rows.get(plan.labelHolder)!.outcome!;
  const trees: ClearTree[] = [];
  const rounds = [new Float64Array(outcome.length).fill(plan.baseLogit)];
  const losses: number[] = [];
  const { patience } = plan;
  while (trees.length < plan.trees) {
    const scores = rounds.at(-1)!;
    if (patience !== undefined && trees.length > 0) losses.push(lossOf(plan, outcome, scores));
    if (patience !== undefined && losses.length > patience && isVain(losses, patience))
      return { trees: trees.slice(0, -patience), scores: rounds.at(-1 - patience)! };
    rounds.push(scores.slice());
    trees.push(growInTheClear(plan, { rows, outcome, scores: rounds.at(-1)! }));
  }
  return { trees, scores: rounds.at(-1)! };
}

function isVain(losses: readonly number[], patience: number): boolean {
  return Math.min(...losses.slice(0, -patience)) <= Math.min(...losses.slice(-patience));
}

function lossOf(plan: BoostingPlan, outcome: Uint8Array, scores: Float64Array): number {
  return outcome.reduce((sum, label, row) => {
    const error = label - 1 / (1 + Math.exp(-scores[row]!));
    return heldOut(plan, row) ? sum + weightOf(plan, label) * error ** 2 : sum;
  }, 0);
}

function weightOf({ classWeights }: BoostingPlan, label: number): number {
  if (!classWeights) return 1;
  return label === 1 ? classWeights.positive : classWeights.negative;
}

type Growth = {
  readonly rows: ReadonlyMap<string, BoostingRows>;
  readonly outcome: Uint8Array;
  readonly scores: Float64Array;
};

// Adds the tree to `scores`.
function growInTheClear(plan: BoostingPlan, { rows, outcome, scores }: Growth): ClearTree {
  const pairs = Array.from(outcome, (label, row): Sums => {
    if (heldOut(plan, row)) return { gradient: 0, curvature: 0 };
    const p = 1 / (1 + Math.exp(-scores[row]!));
    const weight = weightOf(plan, label);
    return { gradient: weight * (label - p), curvature: weight * (p * (1 - p) + leastCurvature) };
  });
  const splits: ClearTree['splits'][number][] = [];
  let leaves: number[] = [];
  const node = new Uint8Array(outcome.length);
  for (let level = 0; level < plan.depth; level++) {
    const best = Array.from({ length: 2 ** level }, (_, at) =>
      bestQuestion(plan, rows, {
        pairs,
        inNode: (row) => node[row] === at,
      }),
    );
    for (const [row, at] of node.entries()) {
      const { party, feature, bin } = best[at]!.question;
      node[row] = 2 * at + Number(rows.get(party)!.features[feature]!.bin[row]! > bin);
    }
    splits.push(...best.map(({ question, gain, cover }) => ({ ...question, gain, cover })));
    leaves = best.flatMap(({ values }) => values.map((value) => value * plan.learningRate));
  }
  for (const [row, at] of node.entries()) scores[row] = scores[row]! + leaves[at]!;
  return { splits, leaves: Float64Array.from(leaves) };
}

type Best = {
  readonly gain: number;
  readonly cover: number;
  readonly question: Question;
  readonly values: readonly number[];
};
type InNode = { readonly pairs: readonly Sums[]; readonly inNode: (row: number) => boolean };

function bestQuestion(plan: BoostingPlan, rows: ReadonlyMap<string, BoostingRows>, of: InNode): Best {
  let best: Best | undefined;
  for (const party of plan.parties)
    for (const [feature, { bins, bin }] of rows.get(party)!.features.entries()) {
      const sums = Array.from({ length: bins }, (): Sums => ({ gradient: 0, curvature: 0 }));
      for (const [row, at] of bin.entries()) if (of.inNode(row)) add(sums[at]!, of.pairs[row]!);
      for (let last = 0; last + 1 < bins; last++) {
        const sides = [total(sums.slice(0, last + 1)), total(sums.slice(last + 1))];
        const values = sides.map(({ gradient, curvature }) => gradient / (curvature + plan.ridge));
        const whole = total(sides);
        const alone = whole.gradient ** 2 / (whole.curvature + plan.ridge);
        const gain = sides.reduce((sum, { gradient }, i) => sum + gradient * values[i]!, -alone);
        const question = { party, feature, bin: last };
        if (!best || gain > best.gain) best = { gain, cover: whole.curvature, question, values };
      }
    }
  return best!;
}

function add(to: Sums, { gradient, curvature }: Sums): void {
  to.gradient += gradient;
  to.curvature += curvature;
}

function total(sums: readonly Sums[]): Sums {
  const sum = { gradient: 0, curvature: 0 };
  for (const one of sums) add(sum, one);
  return sum;
}
