import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import { sampler, seededRandom } from '../rr22/testing-sets.ts';
import { sealUnder } from '../shards/seal.ts';
import type { IntersectionPlan, IntersectionSide } from './plan.ts';
import { type JobOptions, type JobOutcome, runIntersectionJob } from './run.ts';
import { memorySource, planOf } from './testing.ts';

const seed = Number(process.hrtime.bigint() % 1_000_000n);
const folder = mkdtempSync(join(tmpdir(), 'finharbor-jobs-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(folder, `${folders++}`);
const seal = sealUnder(systemRandom.bytes(32), systemRandom);

type Taken = { rows: readonly number[]; common: readonly boolean[] };
type Ran = { readonly outcomes: readonly JobOutcome[]; readonly taken: readonly Taken[] };

/** Both sides of a job in one process. */
async function runBoth(
  plan: IntersectionPlan,
  tables: readonly [readonly (string | null)[], readonly (string | null)[]],
  {
    meshes = localMeshes(['a', 'b']),
    extra = () => ({}),
  }: { meshes?: readonly Mesh[]; extra?: (k: number) => Partial<JobOptions> } = {},
): Promise<Ran> {
  const taken: Taken[] = [0, 1].map(() => ({ rows: [], common: [] }));
  const options = (k: number): JobOptions => ({
    ...{ plan, seal, random: systemRandom, folder: newFolder() },
    ...(plan.sides[k]!.result !== 'nothing' && { result: 'out.csv' }),
    source: memorySource(tables[k]!, (rows, common) => Object.assign(taken[k]!, { rows, common })),
    ...extra(k),
  });
  const runs = meshes.map((mesh, k) => runIntersectionJob(mesh, options(k)));
  const settled = await Promise.allSettled(runs);
  for (const end of settled)
    if (end.status === 'rejected' && codeOf(end.reason) !== 'fusion.peer_gone') throw end.reason;
  return { outcomes: await Promise.all(runs), taken };
}

const finished = (outcome: JobOutcome | undefined): JobOutcome & { kind: 'finished' } => {
  assert.equal(outcome?.kind, 'finished');
  return outcome as JobOutcome & { kind: 'finished' };
};

test(`random tables with duplicates, mixed writings and rows without a key meet in exactly what a set says (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const below = sampler(random);
  const writings = [(n: number) => `Key ${n}`, (n: number) => ` kEY ${n} `, (n: number) => `Ｋey ${n}`];
  const joins: readonly IntersectionSide['result'][] = ['inner', 'left', 'anti', 'nothing'];
  for (let run = 0; run < 8; run++) {
    const tables = [0, 1].map(() =>
      Array.from({ length: 1 + below(3000) }, () => {
        const drawn = below(2000);
        return drawn < 40 ? [null, ' ', '\ud800'][drawn % 3]! : writings[drawn % 3]!(drawn);
      }).concat('Key 1'),
    ) as [(string | null)[], (string | null)[]];
    const results = [joins[below(3)]!, joins[below(4)]!] as const;
    const adversary = below(2) === 0 ? 'malicious' : 'semi-honest';
    const plan = planOf({ adversary, shardRows: 2 ** 10 }, [
      { result: results[0] },
      // Some files of the spill make one shard.
      { result: results[1], mostRows: 2 ** 14 },
    ]);
    const { outcomes, taken } = await runBoth(plan, tables);
    for (const k of [0, 1]) {
      const { rows, usable, unusable, duplicates, common, written, peerRows } = finished(outcomes[k]);
      const keys = tables.map((table) =>
        table.map((key) => (key ?? '').normalize('NFKC').trim().toLowerCase()),
      );
      const isKey = (key: string): boolean => key.startsWith('key');
      const own = keys[k]!.filter(isKey);
      const theirs = new Set(keys[1 - k]!.filter(isKey));
      const want = keys[k]!.map((key) => theirs.has(key));
      assert.deepEqual(
        [rows, usable, peerRows],
        [keys[k]!.length, own.length, keys[1 - k]!.filter(isKey).length],
      );
      assert.equal(duplicates, own.length - new Set(own).size);
      assert.deepEqual(
        unusable.flatMap(({ rows: listed }) => listed).toSorted((a, b) => a - b),
        [...keys[k]!.keys()].filter((row) => !isKey(keys[k]![row]!)),
      );
      if (results[k] === 'nothing') {
        assert.deepEqual([common, written], [undefined, undefined]);
        continue;
      }
      assert.equal(common, want.filter(Boolean).length);
      const kept = [...want.keys()].filter(
        (row) => results[k] === 'left' || want[row] === (results[k] === 'inner'),
      );
      assert.deepEqual(taken[k]!.rows, kept);
      assert.deepEqual(
        taken[k]!.common,
        kept.map((row) => want[row]),
      );
      assert.equal(written, kept.length);
    }
  }
});
