import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { sampler, seededRandom } from '../intersect/testing-sets.ts';
import type { Mesh } from '../mesh.ts';
import { localMeshes, observed, tampered } from '../psi/testing.ts';
import { fileShardQueue } from '../shards/queue.ts';
import { sealUnder } from '../shards/seal.ts';
import type { IntersectionSide } from './plan.ts';
import { finishIntersectionJob, helpIntersectionJob, type JobOutcome, runIntersectionJob } from './run.ts';
import { memorySource, planOf, runBoth, type Taken, testSeal } from './testing.ts';

const seed = Number(process.env.SEED ?? process.hrtime.bigint() % 1_000_000n);
const folder = mkdtempSync(join(tmpdir(), 'finharbor-jobs-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(folder, `${folders++}`);

const withCode = (code: string) => (error: unknown) => {
  if (codeOf(error) === 'internal') throw error;
  assert.equal(codeOf(error), code);
  return true;
};
const finished = (outcome: JobOutcome | undefined): JobOutcome & { kind: 'finished' } => {
  assert.equal(outcome?.kind, 'finished');
  return outcome as JobOutcome & { kind: 'finished' };
};
const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `n${from + i}`);

type Table = (string | null)[];

/** What a set says of one side's table. */
function check(outcome: JobOutcome, taken: Taken, of: { own: Table; other: Table; result: string }): void {
  const { rows, usable, unusable, duplicates, common, written, peerRows } = finished(outcome);
  const normal = (table: Table): string[] =>
    table.map((key) => (key ?? '').normalize('NFKC').trim().toLowerCase());
  const isKey = (key: string): boolean => key.startsWith('key');
  const [own, others] = [normal(of.own), normal(of.other).filter(isKey)];
  const keys = own.filter(isKey);
  assert.deepEqual([rows, usable, peerRows], [own.length, keys.length, others.length]);
  assert.equal(duplicates, keys.length - new Set(keys).size);
  assert.deepEqual(
    unusable.flatMap((listed) => listed.rows).toSorted((a, b) => a - b),
    [...own.keys()].filter((row) => !isKey(own[row]!)),
  );
  const theirs = new Set(others);
  const isCommon = own.map((key) => theirs.has(key));
  const kept = [...own.keys()].filter(
    (row) => of.result === 'left' || isCommon[row] === (of.result === 'inner'),
  );
  if (of.result === 'nothing') {
    assert.deepEqual([common, written], [undefined, undefined]);
    return;
  }
  assert.deepEqual([common, written], [isCommon.filter(Boolean).length, kept.length]);
  assert.deepEqual([taken.rows, taken.common], [kept, kept.map((row) => isCommon[row])]);
}

test(`random tables with duplicates, mixed writings and rows without a key meet in exactly what a set says (seed ${seed})`, async () => {
  const below = sampler(seededRandom(seed));
  const writings = [(n: number) => `Key ${n}`, (n: number) => ` kEY ${n} `, (n: number) => `Ｋey ${n}`];
  const joins: readonly IntersectionSide['result'][] = ['inner', 'left', 'anti', 'nothing'];
  for (let run = 0; run < 3; run++) {
    const tables = [0, 1].map(() =>
      Array.from({ length: 1 + below(2000) }, () => {
        const drawn = below(2000);
        return drawn < 40 ? [null, ' ', '\ud800'][drawn % 3]! : writings[drawn % 3]!(drawn);
      }).concat('Key 1'),
    ) as [Table, Table];
    const results = [joins[below(3)]!, joins[below(4)]!] as const;
    const adversary = below(2) === 0 ? 'malicious' : 'semi-honest';
    const protocol =
      adversary === 'malicious' ? 'auto' : (['auto', 'rr22', 'kkrt', 'ecdh'] as const)[below(4)]!;
    const sides = [{ result: results[0] }, { result: results[1] }] as const;
    const plan = planOf({ adversary, protocol, shardRows: 2 ** 10 }, sides);
    const { outcomes, taken } = await runBoth({ plan, tables, folder: newFolder() });
    if (protocol !== 'auto')
      for (const outcome of outcomes) assert.equal(finished(outcome).protocol, protocol);
    for (const k of [0, 1])
      check(outcomes[k]!, taken[k]!, { own: tables[k]!, other: tables[1 - k]!, result: results[k]! });
  }
});

test('a name beside each common row is the same on both sides for the same key, and another in every job', async () => {
  const plan = planOf({ shardRows: 2 ** 10, rowColumn: 'row' }, [{}, { result: 'left' }]);
  const own = [names(0, 1500), ['n900', ...names(700, 2200)]] as const;
  const seen: string[] = [];
  for (let job = 0; job < 2; job++) {
    const { taken } = await runBoth({ plan, tables: own, folder: newFolder() });
    const named = taken.map((side, k) => new Map(side.rows.map((row, i) => [own[k]![row]!, side.names[i]])));
    for (const [key, name] of named[1]!) assert.equal(name, named[0]!.get(key));
    const distinct = new Set(named[0]!.values());
    assert.equal(distinct.size, 800);
    seen.push(...(distinct as Set<string>));
    assert.equal(taken[1]!.names[0], taken[1]!.names[201], 'rows of one key have one name');
  }
  assert.equal(new Set(seen).size, 1600);
});

test('both hear of too few or too many rows, and no key is compared', async () => {
  for (const [limits, code, rows] of [
    [{ fewestRows: 5 }, 'fusion.too_few_rows', 4],
    [{ mostRows: 3 }, 'fusion.too_many_rows', 4],
  ] as const) {
    const labels = new Set<string>();
    const meshes = localMeshes(['a', 'b']).map((mesh) => observed(mesh, (label) => labels.add(label)));
    const plan = planOf({}, [{}, limits]);
    const { outcomes } = await runBoth({
      plan,
      tables: [names(0, 9), names(0, 4)],
      folder: newFolder(),
      meshes,
    });
    for (const outcome of outcomes) assert.deepEqual(outcome, { kind: 'refused', code, party: 'b', rows });
    assert.deepEqual([...labels], ['job/hello', 'job/rows']);
  }
});

const sharded = planOf({ shardRows: 2 ** 10 });
const tables = [names(0, 2000), names(500, 2500)] as const;

/** Meshes of which one breaks at a message it receives; what RR22 sent is collected. */
function breaking(at: number, seen: string[]): Mesh[] {
  let left = at;
  return localMeshes(['a', 'b']).map((mesh, k) =>
    observed(mesh, (label, payload) => {
      if (label.startsWith('rr22/') && payload.length >= 32) seen.push(Buffer.from(payload).toString('hex'));
      if (k === 1 && --left === 0) mesh.channels.get('a')!.abort('broken');
    }),
  );
}

test('a job broken at any message goes on, keeps what both have, and never says the same under RR22 again', async () => {
  let messages = 0;
  const counting = localMeshes(['a', 'b']).map((mesh, k) =>
    k === 1 ? observed(mesh, () => void messages++) : mesh,
  );
  await runBoth({ plan: sharded, tables, folder: newFolder(), meshes: counting });
  // In the first shard, in the second, and when both say what they have.
  for (const at of [messages >> 2, (3 * messages) >> 2, messages - 1]) {
    const where = newFolder();
    const seen: string[] = [];
    await assert.rejects(
      runBoth({ plan: sharded, tables, folder: where, meshes: breaking(at, seen) }),
      withCode('fusion.peer_gone'),
    );
    const kept = await Promise.all(
      ['a', 'b'].map(async (party) =>
        readdirSync(join(where, party, 'results'))
          .filter((name) => !name.endsWith('.part'))
          .map((name) => name.slice(5)),
      ),
    );
    const agreed = kept[0]!.filter((attempt) => kept[1]!.includes(attempt));
    const { outcomes } = await runBoth({ plan: sharded, tables, folder: where, meshes: breaking(-1, seen) });
    for (const outcome of outcomes) {
      const { common, resumed } = finished(outcome);
      assert.deepEqual([common, resumed], [1500, agreed.length]);
    }
    assert.equal(new Set(seen).size, seen.length, `something was said twice (broken at ${at})`);
  }
});

test('a part of a job is tried as often as the plan says, however it broke', async () => {
  const where = newFolder();
  const once = { plan: { ...sharded, mostAttempts: 1 }, tables, folder: where };
  await assert.rejects(runBoth({ ...once, meshes: breaking(8, []) }), withCode('fusion.peer_gone'));
  await assert.rejects(runBoth(once), withCode('fusion.too_many_attempts'));
});

/** One side's options for the tables above. */
const optionsOf = (k: number, where: string) => ({
  ...{ plan: sharded, seal: testSeal, random: systemRandom, folder: join(where, ['a', 'b'][k]!) },
  ...{ source: memorySource(tables[k]!), result: 'out.csv' },
});

test('several processes of a party share the shards; each is done once, and the job is whole', async () => {
  const where = newFolder();
  const ready = Promise.withResolvers<void>();
  const files = fileShardQueue(join(where, 'a', 'taken'), systemRandom);
  const main = localMeshes(['a', 'b']).map((mesh, k) =>
    runIntersectionJob(mesh, {
      ...optionsOf(k, where),
      // The other shard is left to the helpers.
      queue: { take: (open) => files.take(open.filter((shard) => shard === 0)) },
      onProgress: ({ stage }) => {
        if (stage === 'intersect') ready.resolve();
      },
    }),
  );
  await ready.promise;
  const heard = new Set<string>();
  const helping = localMeshes(['a', 'b']).map((mesh, k) =>
    helpIntersectionJob(
      observed(mesh, (label) => heard.add(label)),
      optionsOf(k, where),
    ),
  );
  await Promise.all(helping);
  assert.ok(heard.has('rr22/tags'));
  for (const outcome of await Promise.all(main)) assert.equal(finished(outcome).common, 1500);
  const tries = readdirSync(join(where, 'a', 'tries')).map(
    (name) => statSync(join(where, 'a', 'tries', name)).size,
  );
  assert.deepEqual(tries, [1, 1]);
  const early = localMeshes(['a', 'b']).map((mesh, k) =>
    helpIntersectionJob(mesh, optionsOf(k, newFolder())),
  );
  for (const end of await Promise.allSettled(early))
    assert.ok(
      end.status === 'rejected' && ['fusion.job_not_ready', 'fusion.peer_gone'].includes(codeOf(end.reason)),
    );
});

test('a party that brings more keys, or fewer, than it declared is found', async () => {
  for (const [usable, code] of [
    [1_000, 'fusion.too_many_ids'],
    [2_047, 'fusion.inconsistent'],
  ] as const) {
    const [a, b] = localMeshes(['a', 'b']);
    const lying = tampered(b!, 'a', (label, payload) => {
      if (label !== 'job/rows') return [payload];
      const said = JSON.parse(Buffer.from(payload).toString()) as object;
      return [Buffer.from(JSON.stringify({ ...said, usable }))];
    });
    const plan = planOf({ shardRows: 2 ** 11 });
    const runs = [a!, lying].map((mesh, k) =>
      runIntersectionJob(mesh, { ...optionsOf(k, newFolder()), plan }),
    );
    const [honest] = await Promise.allSettled(runs);
    assert.equal(codeOf(honest!.status === 'rejected' && honest!.reason), code);
  }
});

test('a helper does not work on what the plan refuses', async () => {
  const where = newFolder();
  const plan = planOf({}, [{}, { mostRows: 3 }]);
  await runBoth({ plan, tables: [names(0, 9), names(0, 4)], folder: where });
  const helping = localMeshes(['a', 'b']).map((mesh, k) =>
    helpIntersectionJob(mesh, { ...optionsOf(k, where), plan }),
  );
  for (const help of await Promise.allSettled(helping))
    assert.equal(codeOf(help.status === 'rejected' ? help.reason : undefined), 'fusion.too_many_rows');
});

test('a result can be written again without the peer, and not before both have all shards', async () => {
  const where = newFolder();
  const alone = { ...optionsOf(0, where), session: 'session', self: 'a' };
  await assert.rejects(finishIntersectionJob(alone), withCode('fusion.job_not_ready'));
  await runBoth({ plan: sharded, tables, folder: where });
  const report = await finishIntersectionJob(alone);
  assert.deepEqual([report.common, report.written, report.peerRows], [1500, 1500, 2000]);
  rmSync(join(where, 'a', 'results', readdirSync(join(where, 'a', 'results'))[0]!));
  await assert.rejects(finishIntersectionJob(alone), withCode('fusion.job_not_ready'));
});

test('a table that was changed since is not joined', async () => {
  const where = newFolder();
  await runBoth({ plan: sharded, tables, folder: where });
  const alone = { ...optionsOf(0, where), session: 'session', self: 'a' };
  const other = { ...alone, source: memorySource(tables[0], () => {}, 'another') };
  await assert.rejects(finishIntersectionJob(other), withCode('fusion.source_changed'));
});

test('a stopped job says so at both ends, and goes on later', async () => {
  const where = newFolder();
  const stop = new AbortController();
  const extra = (k: number) =>
    k === 0
      ? {
          signal: stop.signal,
          onProgress: ({ shards }: { shards: { done: number } }) => shards.done === 1 && stop.abort(),
        }
      : {};
  await assert.rejects(runBoth({ plan: sharded, tables, folder: where, extra }), withCode('fusion.stopped'));
  await assert.rejects(runBoth({ plan: sharded, tables, folder: where, extra }), withCode('fusion.stopped'));
  const { outcomes } = await runBoth({ plan: sharded, tables, folder: where });
  for (const outcome of outcomes) assert.ok(finished(outcome).resumed >= 1);
});

test('what another key sealed, and what was changed on disk, is not believed', async () => {
  const where = newFolder();
  await assert.rejects(runBoth({ plan: sharded, tables, folder: where, meshes: breaking(8, []) }));
  const seal = sealUnder(systemRandom.bytes(32), systemRandom);
  const extra = (k: number) => (k === 0 ? { seal } : {});
  await assert.rejects(
    runBoth({ plan: sharded, tables, folder: where, extra }),
    withCode('fusion.job_sealed'),
  );
  for (const name of readdirSync(join(where, 'a', 'keys'))) {
    const file = join(where, 'a', 'keys', name);
    const bytes = readFileSync(file);
    bytes[0]! ^= 1;
    writeFileSync(file, bytes);
  }
  await assert.rejects(runBoth({ plan: sharded, tables, folder: where }), withCode('fusion.job_damaged'));
});

test('parties with other plans, sessions or results do not begin', async () => {
  for (const change of [
    { plan: planOf({ adversary: 'semi-honest' }) },
    { plan: planOf({}, [{ mostRows: 5_000 }, {}]) },
    { plan: planOf({ key: 'uscc' }) },
  ])
    await assert.rejects(
      runBoth({ plan: sharded, tables, folder: newFolder(), extra: (k) => (k === 1 ? change : {}) }),
      withCode('fusion.plan_mismatch'),
    );
  const [a] = localMeshes(['a', 'b']);
  const options = optionsOf(0, newFolder());
  const { result: _, ...none } = options;
  await assert.rejects(runIntersectionJob(a!, none), withCode('fusion.bad_plan'));
  await assert.rejects(runIntersectionJob({ ...a!, self: 'c' }, options), withCode('fusion.bad_mesh'));
  await assert.rejects(
    runIntersectionJob({ ...a!, parties: ['b', 'a'] }, options),
    withCode('fusion.bad_mesh'),
  );
});
