import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type Channel, memoryChannels } from '@finharbor/link';
import { Logger, makeWorkerUtils, type Runner, run } from 'graphile-worker';
import pg from 'pg';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import { postgresShardQueue } from '../shards/postgres-queue.ts';
import { type JobOptions, runIntersectionJob } from './run.ts';
import { memorySource, planOf, testSeal } from './testing.ts';
import { helpSession, helpTask, helpTasks } from './worker-task.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-workers-'));
const parties = ['a', 'b'];
/** A party's workers have a database of their own. */
const databases = await Promise.all(parties.map(() => testDatabase()));
after(async () => {
  for (const database of databases) await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const urlOf = (self: string): string => databases[parties.indexOf(self)]!.url;
const connect = async (self: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: urlOf(self) });
  client.on('error', () => {});
  await client.connect();
  return client;
};

test('a shard is one process’s at a time, and comes back with its connection’s end', {
  timeout: 60_000,
}, async () => {
  const [one, two, other] = await Promise.all([connect('a'), connect('a'), connect('a')]);
  const [a, b] = [postgresShardQueue(one, 'job'), postgresShardQueue(two, 'job')];
  const taken = await a.take([0, 1]);
  assert.equal(taken?.shard, 0);
  assert.equal((await a.take([0, 1]))?.shard, 1);
  assert.equal(await a.take([0, 1]), undefined);
  assert.equal(await b.take([0, 1]), undefined);
  assert.equal((await postgresShardQueue(other, 'another job').take([0]))?.shard, 0);
  await taken.release();
  assert.equal((await b.take([0, 1]))?.shard, 0);
  await one.end();
  let found = await b.take([0, 1]);
  // The server notices the end of a connection in its own time.
  while (!found) found = await b.take([0, 1]);
  assert.equal(found.shard, 1);
  await Promise.all([two.end(), other.end()]);
});

const session = '01976f3e-0000-7000-8000-000000000001';
const keys = [0, 1500].map((from) => Array.from({ length: 3000 }, (_, k) => `firm ${from + k}`));
const plan = planOf({ shardRows: 2 ** 10 });

/** Who has come first under each session, and the end that is left for the other. */
const waiting = new Map<string, { readonly first: string; readonly left: Channel }>();
/** A new channel whenever two meet, as a link gives one: a task that is tried again has another. */
function meshOf(self: string, channel: string): Mesh {
  const met = waiting.get(channel);
  const peer = parties.find((party) => party !== self)!;
  let own = met?.left;
  if (own && met?.first === peer) waiting.delete(channel);
  else {
    const [here, there] = memoryChannels(self, peer);
    own = here;
    waiting.set(channel, { first: self, left: there });
  }
  return { session, self, parties, progress: () => {}, channels: new Map([[peer, own]]) };
}

const optionsOf = (self: string): JobOptions => ({
  ...{ plan, seal: testSeal, random: systemRandom, folder: join(folder, self) },
  ...{ source: memorySource(keys[parties.indexOf(self)]!), result: 'out.csv' },
});

/** A party's workers; each connects to the queue of shards by itself. */
async function workersOf(self: string, onDone: (helper: string) => void): Promise<Runner> {
  const task = helpTask(async (order) => {
    const client = await connect(self);
    return {
      mesh: meshOf(self, helpSession(order)),
      options: { ...optionsOf(self), queue: postgresShardQueue(client, `${self}/${session}`) },
      async [Symbol.asyncDispose]() {
        await client.end();
        onDone(`${self}${order.helper}`);
      },
    };
  });
  const tasks = helpTasks(session, 2);
  return run({
    ...{ connectionString: urlOf(self), crontab: '', concurrency: 2, noHandleSignals: true },
    logger: new Logger(() => () => {}),
    taskList: Object.fromEntries(tasks.map(({ identifier }) => [identifier, task])),
  });
}

test('workers of both parties do a job’s shards side by side, each shard once', {
  timeout: 60_000,
}, async () => {
  // A helper that comes while a table is still being read is sent away, to come again later.
  const ready = parties.map(() => Promise.withResolvers<void>());
  const main = localMeshes(parties, session).map((mesh, k) =>
    runIntersectionJob(mesh, {
      ...optionsOf(mesh.self),
      // All shards are left to the workers.
      queue: { take: async () => undefined },
      onProgress: ({ stage }) => void (stage === 'intersect' && ready[k]!.resolve()),
    }),
  );
  await Promise.all(ready.map(({ promise }) => promise));
  const done = new Set<string>();
  const allDone = Promise.withResolvers<void>();
  const onDone = (helper: string): void => {
    if (done.add(helper).size === 4) allDone.resolve();
  };
  const runners = await Promise.all(parties.map((self) => workersOf(self, onDone)));
  try {
    for (const self of parties) {
      const utils = await makeWorkerUtils({ connectionString: urlOf(self) });
      // Twice: a task that waits already is not doubled.
      for (const { identifier, payload, spec } of helpTasks(session, 2))
        for (let times = 0; times < 2; times++) await utils.addJob(identifier, payload, spec);
      await utils.release();
    }
    for (const outcome of await Promise.all(main)) {
      assert.ok(outcome.kind === 'finished');
      assert.deepEqual([outcome.common, outcome.shards > 1], [1500, true]);
    }
    // One that finds nothing left to do ends as well.
    await allDone.promise;
  } finally {
    await Promise.all(runners.map((runner) => runner.stop()));
  }
});

test('an order that names no helper is refused by its field', async () => {
  const task = helpTask(() => assert.fail('nobody is met'));
  await assert.rejects(task({ session, helper: 0 }, {}), /helper/);
  await assert.rejects(task({ session: 'x', helper: 1 }, {}), /session/);
});
