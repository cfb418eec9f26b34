import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { localMeshes, observed, tampered } from '../psi/testing.ts';
import type { IntersectionOperation, IntersectionPlan } from './plan.ts';
import { finishIntersectionJob, helpIntersectionJob, type JobOutcome, type JobProgress } from './run.ts';
import { memorySource, planOf, runBoth, testSeal } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-figures-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(folder, `${folders++}`);

// Both hold y and z; z stands twice at b, and there the first one's number counts.
const tables = [
  ['x', 'y', 'z', null],
  ['z', 'w', 'y', 'Z', 'v'],
] as const;
const numbers = ['2.50', '100', '1', '7', '0.05'];
const column = { holds: 'taxes paid', decimals: 2, most: 10_000, edges: [200] };

function figurePlan(operation: IntersectionOperation): IntersectionPlan {
  return planOf({ operation, adversary: 'semi-honest' }, [{ result: 'nothing' }, { result: 'nothing' }]);
}

const withNumbers = (texts: readonly (string | null)[]) => (k: number) =>
  k === 0
    ? {}
    : {
        source: {
          ...memorySource(tables[1]),
          numbers: async function* () {
            yield texts;
          },
        },
      };

const finished = (outcome: JobOutcome | undefined): JobOutcome & { kind: 'finished' } => {
  assert.equal(outcome?.kind, 'finished');
  return outcome as JobOutcome & { kind: 'finished' };
};

test('a count tells how many keys both hold, to whom the plan says, and no row', async () => {
  for (const learns of ['receiver', 'both'] as const) {
    const plan = figurePlan({ kind: 'count', learns });
    const { outcomes, taken } = await runBoth({ plan, tables, folder: newFolder() });
    const [own, other] = outcomes.map(finished);
    assert.deepEqual([own!.common, other!.common], [2, learns === 'both' ? 2 : undefined]);
    assert.deepEqual([own!.usable, other!.usable, own!.duplicates, other!.duplicates], [3, 5, 0, 1]);
    assert.deepEqual([own!.protocol, own!.written, other!.written], ['ecdh', undefined, undefined]);
    assert.match(own!.reason.en, /Only ECDH/);
    assert.deepEqual(
      taken.flatMap(({ rows }) => rows),
      [],
    );
  }
});

test('both sides tell how far a count, a sum or a threshold is, up to the last element', async () => {
  for (const plan of [
    figurePlan({ kind: 'count', learns: 'receiver' }),
    figurePlan({ kind: 'sum', learns: 'receiver', atLeast: 1, column }),
    planOf({ operation: { kind: 'rows', atLeast: 3 }, adversary: 'semi-honest' }),
  ]) {
    const told: JobProgress['elements'][][] = [[], []];
    const extra = (k: number) => ({
      ...withNumbers(numbers)(k),
      onProgress: ({ elements }: JobProgress) => void (elements && told[k]!.push(elements)),
    });
    await runBoth({ plan, tables, folder: newFolder(), extra });
    for (const side of told) {
      assert.ok(side.length > 1, 'more than once');
      const { done, of } = side.at(-1)!;
      assert.equal(done, of);
    }
  }
});

test('a sum is of the first number of each common key, in the plan’s unit, with its mean and bins', async () => {
  for (const learns of ['receiver', 'both'] as const) {
    const plan = figurePlan({ kind: 'sum', learns, atLeast: 2, column });
    const run = { plan, tables, folder: newFolder(), extra: withNumbers(numbers) };
    const told = { sum: 350, mean: 175, histogram: [1, 1] };
    for (const { outcomes } of [await runBoth(run), await runBoth(run)]) {
      const [own, other] = outcomes.map(finished);
      assert.deepEqual([own!.sum, own!.common], [told, 2]);
      assert.deepEqual([other!.sum, other!.common], learns === 'both' ? [told, 2] : [undefined, undefined]);
    }
  }
});

test('a number that the plan does not allow is named by its row, and nothing is summed', async () => {
  const plan = figurePlan({ kind: 'sum', learns: 'receiver', atLeast: 1, column });
  for (const wrong of ['1.005', '101', '-1', '1e2', 'much', '', null]) {
    const extra = withNumbers(numbers.with(2, wrong as string));
    await assert.rejects(
      runBoth({ plan, tables, folder: newFolder(), extra }),
      (error: Error) => codeOf(error) === 'fusion.bad_value' && error.message.includes('row 2'),
    );
  }
  const run = runBoth({ plan, tables, folder: newFolder() });
  await assert.rejects(run, (error) => codeOf(error) === 'fusion.bad_source');
  const short = runBoth({ plan, tables, folder: newFolder(), extra: withNumbers(numbers.slice(1)) });
  await assert.rejects(short, (error) => codeOf(error) === 'fusion.source_changed');
});

test('below the threshold nothing but the number is told, and that to the receiver alone; the answer stays', async () => {
  for (const plan of [
    figurePlan({ kind: 'sum', learns: 'both', atLeast: 3, column }),
    planOf({ operation: { kind: 'rows', atLeast: 3 }, adversary: 'semi-honest' }),
  ]) {
    const where = newFolder();
    const labels = new Set<string>();
    const meshes = () => localMeshes(['a', 'b']).map((mesh) => observed(mesh, (label) => labels.add(label)));
    const run = () => runBoth({ plan, tables, folder: where, meshes: meshes(), extra: withNumbers(numbers) });
    const { outcomes, taken } = await run();
    const refusal = { kind: 'withheld', code: 'fusion.too_few_common', atLeast: 3 };
    assert.deepEqual(outcomes, [
      { ...refusal, common: 2 },
      { ...refusal, common: undefined },
    ]);
    assert.deepEqual(
      taken.flatMap(({ rows }) => rows),
      [],
    );
    for (const label of ['ecdh/opened', 'ecdh/claims', 'rr22/hello', 'kkrt/hello'])
      assert.ok(!labels.has(label));
    labels.clear();
    assert.deepEqual((await run()).outcomes, outcomes);
    assert.ok(!labels.has('ecdh/hello'), 'it is not counted again');
  }
});

test('who writes the result down without the peer knows, too, that a sum was withheld', async () => {
  for (const atLeast of [3, 2]) {
    const plan = figurePlan({ kind: 'sum', learns: 'receiver', atLeast, column });
    const where = newFolder();
    const meshes = localMeshes(['a', 'b']);
    await runBoth({ plan, tables, folder: where, meshes, extra: withNumbers(numbers) });
    for (const [k, { self, session }] of meshes.entries()) {
      const report = await finishIntersectionJob({
        ...{ plan, self, session, seal: testSeal, random: systemRandom, folder: join(where, self) },
        source: memorySource(tables[k]!),
      });
      assert.deepEqual(
        [report.withheld, report.sum?.sum],
        [atLeast === 3, k === 0 && atLeast === 2 ? 350 : undefined],
      );
    }
  }
});

test('nobody helps with rows before it is known that enough are common', async () => {
  const plan = planOf({ operation: { kind: 'rows', atLeast: 3 }, adversary: 'semi-honest' });
  const where = newFolder();
  await runBoth({ plan, tables, folder: where });
  const helping = localMeshes(['a', 'b']).map((mesh, k) =>
    helpIntersectionJob(mesh, {
      ...{ plan, seal: testSeal, random: systemRandom, folder: join(where, mesh.self) },
      ...{ source: memorySource(tables[k]!), result: 'out.csv' },
    }),
  );
  for (const help of await Promise.allSettled(helping))
    assert.equal(codeOf(help.status === 'rejected' ? help.reason : undefined), 'fusion.job_not_ready');
});

test('a party that counts with another number of keys than it declared is named', async () => {
  const plan = figurePlan({ kind: 'count', learns: 'receiver' });
  const [a, b] = localMeshes(['a', 'b']);
  const lying = tampered(b!, 'a', (label, payload) => {
    if (label !== 'job/rows') return [payload];
    const said = JSON.parse(Buffer.from(payload).toString()) as object;
    return [Buffer.from(JSON.stringify({ ...said, usable: 6 }))];
  });
  const run = runBoth({ plan, tables, folder: newFolder(), meshes: [a!, lying] });
  await assert.rejects(
    run,
    (error: Error) => codeOf(error) === 'fusion.inconsistent' && /^.*b deviated/.test(error.message),
  );
});

test('from the threshold on both get their rows', async () => {
  const plan = planOf({ operation: { kind: 'rows', atLeast: 2 }, adversary: 'semi-honest' });
  const { outcomes, taken } = await runBoth({ plan, tables, folder: newFolder() });
  assert.deepEqual(
    outcomes.map((outcome) => finished(outcome).common),
    [2, 3],
  );
  assert.deepEqual(
    taken.map(({ rows }) => rows),
    [
      [1, 2],
      [0, 2, 3],
    ],
  );
});

test('a count broken at any message is done again, and told alike', async () => {
  const plan = planOf({
    operation: { kind: 'rows', atLeast: 2 },
    adversary: 'semi-honest',
    mostAttempts: 100,
  });
  let messages = 0;
  const counting = localMeshes(['a', 'b']).map((mesh) => observed(mesh, () => void messages++));
  await runBoth({ plan, tables, folder: newFolder(), meshes: counting });
  const where = newFolder();
  for (let at = 5; at < messages; at += 3) {
    let left = at;
    const breaking = localMeshes(['a', 'b']).map((mesh) =>
      observed(mesh, () => {
        if (--left === 0) for (const channel of mesh.channels.values()) channel.abort('broken');
      }),
    );
    await runBoth({ plan, tables, folder: where, meshes: breaking }).catch(() => {});
  }
  const { outcomes, taken } = await runBoth({ plan, tables, folder: where });
  assert.deepEqual(
    outcomes.map((outcome) => finished(outcome).common),
    [2, 3],
  );
  assert.deepEqual(taken[1]!.rows, [0, 2, 3]);
});
