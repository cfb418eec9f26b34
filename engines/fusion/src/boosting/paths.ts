import type { Words } from '../ring/words.ts';
import type { Engine, Masked } from '../shares/engine.ts';
import type { OwnSplit, Tree } from './boosting.ts';
import type { BoostingRows } from './rows.ts';

/** A place in a tree: the level below the root, and the node of that level from the left. */
export type Node = { readonly level: number; readonly at: number };

type Question = OwnSplit & { readonly left: boolean };

/** This party's own questions on the way to a node, with the answers that lead there. */
export function questionsTo(splits: Tree['splits'], { level, at }: Node): Question[] {
  return Array.from({ length: level }, (_, above) => {
    const split = splits[2 ** above - 1 + (at >> (level - above))];
    return split ? [{ ...split, left: ((at >> (level - above - 1)) & 1) === 0 }] : [];
  }).flat();
}

/** The rows of a party that are asked. */
export type Asked = { readonly rows: BoostingRows | undefined; readonly from: number; readonly to: number };

/** For each path and row, whether this party's own questions lead the row along it. */
function answers({ rows, from, to }: Asked, paths: readonly (readonly Question[])[]): Words {
  const words = new BigUint64Array((to - from) * paths.length);
  const low = new Uint32Array(words.buffer);
  for (const [path, questions] of paths.entries()) {
    const along = low.subarray(2 * path * (to - from), 2 * (path + 1) * (to - from));
    for (let row = 0; row < to - from; row++) along[2 * row] = 1;
    for (const { feature, bin, left } of questions) {
      const bins = rows!.features[feature]!.bin;
      for (let row = from; row < to; row++) along[2 * (row - from)]! &= Number(bins[row]! <= bin === left);
    }
  }
  return words;
}

/**
 * Which of some nodes each row reaches, nodes × rows: the product of what each party's own questions say. Nobody learns the
 * others' answers, nor whose the questions are.
 */
export async function reach(
  engine: Engine,
  asked: Asked,
  paths: readonly (readonly Question[])[],
): Promise<Masked> {
  const inputs: Masked[] = [];
  for (const owner of engine.parties)
    inputs.push(
      await engine.input('path/answers', {
        owner,
        rows: paths.length,
        cols: asked.to - asked.from,
        make: () => answers(asked, paths),
      }),
    );
  const [first, ...others] = inputs;
  let reached = first!;
  for (const input of others)
    reached = await engine.mask('path/reached', await engine.entrywise('path/reached', reached, input));
  return reached;
}
