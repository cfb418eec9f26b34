import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, beforeEach, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { sql } from 'kysely';
import { manualClock, systemClock } from '../clock.ts';
import type { KernelTables } from '../database.gen.ts';
import { fail } from '../errors.ts';
import { kernelMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';
import { deadLetters, enqueue, type OutboxDelivery, type OutboxMessage, reviveDeadLetter } from './outbox.ts';
import { backOffMs, type OutboxFailure, type OutboxRelay, runOutbox } from './relay.ts';
import { testDatabase } from './testing.ts';

const database = await testDatabase<KernelTables>([kernelMigrations]);
const { db, url } = database;
after(() => database[Symbol.asyncDispose]());
beforeEach(() => sql`truncate outbox_message`.execute(db));

const clock = manualClock(1_795_248_000_000);

async function post(...messages: readonly OutboxMessage[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const message of messages) await enqueue(tx, message, clock);
  });
}
const message = (key: string, payload: number, topic = 't'): OutboxMessage => ({ key, topic, payload });
const waiting = async (): Promise<number> =>
  (await db.selectFrom('outbox_message').select('id').where('dead_at', 'is', null).execute()).length;

/** A relay of the test's own, stopped when disposed of; `until` resolves once what it looks at holds. */
function relayOf(
  deliver: (delivery: OutboxDelivery) => void | Promise<void>,
  parts: Partial<OutboxRelay> = {},
) {
  const stop = new AbortController();
  const looked = new EventTarget();
  const failures: OutboxFailure[] = [];
  const look = (): boolean => looked.dispatchEvent(new Event('look'));
  const running = runOutbox({
    db,
    clock,
    signal: stop.signal,
    deliver: async (delivery) => {
      try {
        await deliver(delivery);
      } finally {
        look();
      }
    },
    ...parts,
    onFailure: (failure) => {
      failures.push(failure);
      look();
    },
  });
  return {
    failures,
    until: async (holds: () => boolean): Promise<void> => {
      while (!holds()) await once(looked, 'look');
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

test('a message is delivered when its transaction commits, and never when it does not', async () => {
  const seen: unknown[] = [];
  await using relay = relayOf((delivery) => void seen.push(delivery.payload));
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await enqueue(tx, message('a', 1), clock);
      throw new Error('rolled back');
    }),
  );
  await post(message('a', 2));
  await relay.until(() => seen.length > 0);
  assert.deepEqual(seen, [2]);
});

test('messages of a key written by many transactions at once arrive in the order of their ids, once each', async () => {
  const seen = new Map<string, bigint[]>();
  let count = 0;
  await using relay = relayOf((delivery) => {
    seen.set(delivery.key, [...(seen.get(delivery.key) ?? []), delivery.id]);
    count += 1;
  });
  await Promise.all(Array.from({ length: 60 }, (_, index) => post(message(`k${index % 3}`, index))));
  await relay.until(() => count === 60);
  for (const ids of seen.values())
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => (a < b ? -1 : 1)),
    );
  assert.equal(new Set([...seen.values()].flat()).size, 60);
});

test('a failing key holds back its own messages and no others, and comes back after its wait', async () => {
  const seen: string[] = [];
  await using relay = relayOf(
    (delivery) => {
      if (delivery.payload === 0 && delivery.attempt < 3)
        fail('peer.unreachable', 'The peer cannot be reached.');
      seen.push(`${delivery.key}${delivery.payload}`);
    },
    { policy: { firstWaitMs: 1000 } },
  );
  await post(message('bad', 0), message('bad', 1), message('good', 2));
  await relay.until(() => seen.includes('good2') && relay.failures.length === 1);
  assert.deepEqual(seen, ['good2']);
  clock.advance(1000);
  await post(message('good', 3));
  await relay.until(() => seen.includes('good3') && relay.failures.length === 2);
  clock.advance(1999);
  await post(message('good', 4));
  await relay.until(() => seen.includes('good4'));
  assert.equal(relay.failures.length, 2);
  clock.advance(1);
  await post(message('good', 5));
  await relay.until(() => seen.includes('bad1'));
  assert.deepEqual(
    seen.filter((one) => one.startsWith('bad')),
    ['bad0', 'bad1'],
  );
});

test('receivers that never answer fill their own lane, and messages of another one arrive all the same', async () => {
  const seen: unknown[] = [];
  const begun = new Set<string>();
  const stuck = Promise.withResolvers<void>();
  await using relay = relayOf(
    async ({ key, payload }) => {
      if (!key.startsWith('slow')) return void seen.push(payload);
      begun.add(key);
      await stuck.promise;
    },
    { policy: { laneWidth: 3, batch: 4 } },
  );
  await post(...Array.from({ length: 20 }, (_, index) => ({ ...message(`slow${index}`, 0), lane: 'slow' })));
  await post(message('k', 1), message('k', 2));
  await relay.until(() => seen.length === 2);
  await post(message('other', 3));
  await relay.until(() => seen.length === 3);
  assert.deepEqual(seen, [1, 2, 3]);
  assert.equal(begun.size, 3);
  stuck.resolve();
  await relay.until(() => begun.size === 20);
});

test('a receiver that never answers does not keep the relay from stopping, and its message is kept', async () => {
  const begun = Promise.withResolvers<void>();
  const relay = relayOf(async () => {
    begun.resolve();
    await new Promise(() => {});
  });
  await post(message('k', 1));
  await begun.promise;
  await relay[Symbol.asyncDispose]();
  assert.deepEqual([relay.failures, await waiting()], [[], 1]);
});

test('a relay that is told to stop while it looks for messages does not wait for the next look', async () => {
  const stop = new AbortController();
  // Asked only once it is at work, before it reads.
  const stopping = {
    nowMs: () => {
      stop.abort();
      return clock.nowMs();
    },
  };
  const policy = { pollMs: 2 ** 31 - 1 };
  await runOutbox({ db, clock: stopping, signal: stop.signal, policy, deliver: async () => {} });
});

test('the wait doubles and is capped', () => {
  const policy = { firstWaitMs: 500, longestWaitMs: 60_000 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (attempt) => {
      const wait = backOffMs(policy, attempt);
      assert.ok(wait >= policy.firstWaitMs && wait <= policy.longestWaitMs);
      assert.equal(backOffMs(policy, attempt + 1), Math.min(2 * wait, policy.longestWaitMs));
    }),
  );
});

test('a message given up is kept and shown by code, its key goes on, and it can be sent again', async () => {
  const seen: unknown[] = [];
  let refuse = true;
  await using relay = relayOf(
    (delivery) => {
      if (delivery.payload === 0 && refuse) fail('peer.refused', 'secret detail');
      seen.push(delivery.payload);
    },
    { policy: { maxAttempts: 1 } },
  );
  await post(message('k', 0), message('k', 1));
  await relay.until(() => seen.includes(1));
  assert.deepEqual(
    relay.failures.map((failure) => failure.dead),
    [true],
  );
  const [letter, ...none] = await deadLetters(db, 10);
  assert.equal(none.length, 0);
  assert.deepEqual(
    { ...letter, id: 0n },
    { id: 0n, ...message('k', 0), attempts: 1, lastErrorCode: 'peer.refused', deadAtMs: clock.nowMs() },
  );
  refuse = false;
  assert.equal(await reviveDeadLetter(db, letter!.id), true);
  await relay.until(() => seen.includes(0));
  assert.equal(await reviveDeadLetter(db, letter!.id), false);
});

test('of two relays one works; when it stops the other takes over', async () => {
  const seen: string[] = [];
  const first = relayOf((delivery) => void seen.push(`first ${delivery.payload}`), {
    policy: { pollMs: 20 },
  });
  await post(message('k', 1));
  await first.until(() => seen.length === 1);
  await using second = relayOf((delivery) => void seen.push(`second ${delivery.payload}`), {
    policy: { pollMs: 20 },
  });
  await post(message('k', 2));
  await first.until(() => seen.length === 2);
  await first[Symbol.asyncDispose]();
  await post(message('k', 3));
  await second.until(() => seen.length === 3);
  assert.deepEqual(seen, ['first 1', 'first 2', 'second 3']);
});

test('the relay comes back after its connections were cut', async () => {
  const seen: unknown[] = [];
  await using relay = relayOf((delivery) => void seen.push(delivery.payload), {
    policy: { firstWaitMs: 10 },
  });
  await post(message('k', 1));
  await relay.until(() => seen.length === 1);
  // A delivery that was cut off before it was noted would rightly come again.
  while ((await waiting()) > 0) await setImmediate();
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
  // Connections of its own: those of the pool may not yet have noticed that they are cut.
  await using fresh = openDatabase<KernelTables>(url, { maxConnections: 1 });
  await fresh.transaction().execute((tx) => enqueue(tx, message('k', 2), clock));
  await relay.until(() => seen.length === 2);
  assert.deepEqual(seen, [1, 2]);
});

async function relayProcess(): Promise<{ child: ChildProcess; lines: AsyncIterator<string> }> {
  const script = fileURLToPath(new URL('testing/relay-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=finharbor-source', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout! })[Symbol.asyncIterator]() };
}

test('a relay killed in mid-delivery loses nothing: its successor delivers the same message again, and then the rest', async () => {
  await post(message('k', 1), message('k', 2, 'hang'), message('k', 3));
  const { child, lines } = await relayProcess();
  const said = [(await lines.next()).value, (await lines.next()).value];
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(await waiting(), 2);
  const seen: OutboxDelivery[] = [];
  await using relay = relayOf((delivery) => void seen.push(delivery), {
    clock: systemClock,
    policy: { pollMs: 20 },
  });
  await relay.until(() => seen.length === 2);
  assert.deepEqual(
    seen.map((delivery) => delivery.payload),
    [2, 3],
  );
  assert.equal(String(seen[0]!.id), said[1]);
});
