import type { Source } from '../sources/source.ts';
import type { IntersectionPlan, IntersectionSide } from './plan.ts';

/** A plan between `a`, the receiver, and `b`. */
export function planOf(
  change: Partial<IntersectionPlan> = {},
  sides: readonly [Partial<IntersectionSide>, Partial<IntersectionSide>] = [{}, {}],
): IntersectionPlan {
  const side = { fewestRows: 1, mostRows: 2 ** 20, result: 'inner' } as const;
  return {
    kind: 'intersection',
    contract: 'c1',
    job: 'j1',
    key: 'text',
    sides: [
      { ...side, party: 'a', holds: 'loans', ...sides[0] },
      { ...side, party: 'b', holds: 'tax payers', ...sides[1] },
    ],
    receiver: 'a',
    protocol: 'auto',
    adversary: 'malicious',
    shardRows: 2 ** 20,
    ...change,
  };
}

/** A table in memory whose result is handed to `take` instead of a file. */
export function memorySource(
  keys: readonly (string | null)[],
  take: (rows: readonly number[], common: readonly boolean[]) => void = () => {},
): Source {
  return {
    state: async () => 'same',
    async *keys() {
      for (let at = 0; at < keys.length; at += 1000) yield keys.slice(at, at + 1000);
    },
    async write({ kind, common }) {
      const isCommon = keys.map((_, row) => (common[row >> 3]! & (0x80 >> (row & 7))) !== 0);
      const rows = [...keys.keys()].filter((row) => kind === 'left' || isCommon[row] === (kind === 'inner'));
      take(
        rows,
        rows.map((row) => isCommon[row]!),
      );
      return rows.length;
    },
  };
}
