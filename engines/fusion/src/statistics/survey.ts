import { createRing } from '../ring/ring.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { shapeOf } from '../shares/party.ts';
import type { Opened } from '../shares/transcript.ts';
import type { StatisticsPlan } from './plan.ts';
import { statisticsProgram } from './program.ts';
import type { EarlierSet } from './row-sets/agree.ts';

/**
 * What a query will open under each label, found by walking its program with no data at all. A party's session is held to
 * it, so nothing that depends on data can change what is opened (`fusion.undeclared_opening`).
 */
export async function surveyOpenings(of: {
  readonly plan: StatisticsPlan;
  readonly rows: number;
  /** How many earlier row sets the query is compared with. */
  readonly earlier: number;
}): Promise<readonly Opened[]> {
  const counts = new Map<string, number>();
  const note = (label: string, count: number): void => {
    counts.set(label, (counts.get(label) ?? 0) + count);
  };
  const { plan, rows } = of;
  const earlier = Array.from({ length: of.earlier }, () => nothingEarlier(''));
  const query = { engine: surveyEngine(plan.parties, note), plan, rows, data: undefined, earlier };
  await statisticsProgram(query, {
    stage: () => undefined,
    verdict: async () => true,
    keep: async () => undefined,
    beforeLast: async () => undefined,
  });
  return [...counts].map(([label, count]) => ({ label, count }));
}

/** An earlier row set as one sees it who holds no share of it. */
export function nothingEarlier(query: string): EarlierSet {
  return { query, load: async () => new BigUint64Array(0) };
}

/** An engine that walks a program with no data and notes what it would open. */
export function surveyEngine(
  parties: readonly string[],
  note: (label: string, count: number) => void,
): Engine {
  const shape = (rows: number, cols: number): Shared => ({ rows, cols, words: new BigUint64Array(0) });
  const opened = (label: string, { rows, cols }: { rows: number; cols: number }): Shared => {
    note(label, rows * cols);
    return shape(rows, cols);
  };
  const masked = { open: new BigUint64Array(0), mask: new BigUint64Array(0) };
  return {
    self: undefined,
    parties,
    ring: createRing(),
    local: shape,
    own: ({ rows, cols }) => shape(rows, cols),
    constant: shape,
    input: async (label, input) => ({ ...opened(label, input), ...masked, owner: input.owner }),
    mask: async (label, x) => ({ ...opened(label, x), ...masked }),
    products: async (_label, sums) =>
      sums.map((terms) => {
        const { rows, cols } = shapeOf(terms[0]!);
        return shape(rows, cols);
      }),
    entrywise: async (_label, x) => shape(x.rows, x.cols),
    truncate: async (label, x) => opened(label, x),
    lift: async (label, x) => opened(label, x),
    async lookup(label, { index, tables }) {
      opened(label, index);
      return shape(index.rows * index.cols, tables.length);
    },
    async histogram(label, { index, size, groups }) {
      opened(label, index);
      return shape(groups, size);
    },
    async reveal(label, x) {
      opened(label, x);
      return undefined;
    },
  };
}
