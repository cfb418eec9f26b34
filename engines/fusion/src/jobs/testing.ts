import { join } from 'node:path';
import { codeOf, systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import { type Seal, sealUnder } from '../shards/seal.ts';
import { sourceChanged } from '../sources/fault.ts';
import type { Source } from '../sources/source.ts';
import type { IntersectionPlan, IntersectionSide } from './plan.ts';
import { type JobOptions, type JobOutcome, runIntersectionJob } from './run.ts';

/** A plan between `a`, the receiver, and `b`. */
export function planOf(
  change: Partial<IntersectionPlan> = {},
  sides: readonly [Partial<IntersectionSide>, Partial<IntersectionSide>] = [{}, {}],
): IntersectionPlan {
  const side = { fewestRows: 1, mostRows: 2 ** 14, result: 'inner' } as const;
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
    mostAttempts: 4,
    ...change,
  };
}

/** A table in memory whose result is handed to `take` instead of a file. */
export function memorySource(
  keys: readonly (string | null)[],
  take: (taken: Taken) => void = () => {},
  state = 'same',
): Source {
  return {
    state: async () => state,
    async *keys() {
      for (let at = 0; at < keys.length; at += 1000) yield keys.slice(at, at + 1000);
    },
    async write({ kind, common, state: before, names }) {
      if (before !== state) sourceChanged();
      const isCommon = keys.map((_, row) => (common[row >> 3]! & (0x80 >> (row & 7))) !== 0);
      const rows = [...keys.keys()].filter((row) => kind === 'left' || isCommon[row] === (kind === 'inner'));
      const named = new Map<number, string>();
      for await (const some of names?.all() ?? [])
        for (const [k, row] of some.rows.entries())
          named.set(row, Buffer.from(some.names.subarray(16 * k, 16 * (k + 1))).toString('hex'));
      take({ rows, common: rows.map((row) => isCommon[row]!), names: rows.map((row) => named.get(row)) });
      return rows.length;
    },
  };
}

/** What a job took out of tables in memory: rows, whether their keys are common, and their names where the plan has them. */
export type Taken = {
  readonly rows: readonly number[];
  readonly common: readonly boolean[];
  readonly names: readonly (string | undefined)[];
};

/** Both sides of a job in one process, `folder` holding a folder of each. */
export async function runBoth({
  plan,
  tables,
  folder,
  meshes = localMeshes(['a', 'b']),
  extra = () => ({}),
}: {
  readonly plan: IntersectionPlan;
  readonly tables: readonly [readonly (string | null)[], readonly (string | null)[]];
  readonly folder: string;
  readonly meshes?: readonly Mesh[];
  readonly extra?: (k: number) => Partial<JobOptions>;
}): Promise<{ readonly outcomes: readonly JobOutcome[]; readonly taken: readonly Taken[] }> {
  const taken: Taken[] = plan.sides.map(() => ({ rows: [], common: [], names: [] }));
  const runs = meshes.map((mesh, k) =>
    runIntersectionJob(mesh, {
      ...{ plan, seal: testSeal, random: systemRandom, folder: join(folder, mesh.self) },
      ...(plan.sides[k]!.result !== 'nothing' && { result: 'out.csv' }),
      source: memorySource(tables[k]!, (all) => {
        taken[k] = all;
      }),
      ...extra(k),
    }),
  );
  const ends = await Promise.allSettled(runs);
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  // Whoever fails first takes the other along; what it failed of is what counts.
  const fault = faults.find((one) => codeOf(one) !== 'fusion.peer_gone') ?? faults[0];
  if (fault !== undefined) throw fault;
  return { outcomes: await Promise.all(runs), taken };
}

/** One key for all jobs of a process. */
export const testSeal: Seal = sealUnder(systemRandom.bytes(32), systemRandom);
