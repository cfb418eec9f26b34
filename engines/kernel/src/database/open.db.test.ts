import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { instantMs, instantText } from '../clock.ts';
import { parsedOnce } from './open.ts';
import { testDatabase } from './testing.ts';

const database = await testDatabase<unknown>();
after(() => database[Symbol.asyncDispose]());

test('values come in as documented', async () => {
  const { rows } =
    await sql`select 9007199254740993::int8 as big, array[1, null]::int8[] as bigs, 1.10::numeric as exact,
    date '2026-02-28' as day, timestamptz '2026-11-21 16:00:00.120+08' as at, '\\x00ff'::bytea as bytes,
    '{"a": [1]}'::jsonb as json, array['2026-11-21 00:00+00']::timestamptz[] as ats`.execute(database.db);
  assert.deepEqual(rows[0], {
    big: 9_007_199_254_740_993n,
    bigs: [1n, null],
    exact: '1.10',
    day: '2026-02-28',
    at: '2026-11-21T08:00:00.12Z',
    bytes: Buffer.from([0, 255]),
    json: { a: [1] },
    ats: ['2026-11-21T00:00:00Z'],
  });
});

test('an instant written as text is read back as the same text, whatever its digits', async () => {
  for (const ms of [0, 1, 10, 100, 1000, 1_795_248_000_120, -1]) {
    const at = instantText(ms);
    const { rows } = await sql<{ at: string }>`select ${at}::timestamptz as at`.execute(database.db);
    assert.equal(rows[0]?.at, at);
    assert.equal(instantMs(at), ms);
  }
});

test('a statement so marked is parsed once on a connection, any other at each use', async () => {
  await database.db.connection().execute(async (db) => {
    for (const n of [1, 2]) {
      const marked = await sql`${sql.raw(parsedOnce)} select ${n}::integer as n`.execute(db);
      assert.deepEqual(marked.rows, [{ n }]);
      await sql`select ${n}::integer as n`.execute(db);
    }
    const { rows } = await sql`select count(*)::integer as kept from pg_prepared_statements`.execute(db);
    assert.deepEqual(rows, [{ kept: 1 }]);
  });
});

test('a connection cut between two queries of a transaction fails that transaction only; the next one has another', async () => {
  const { db } = database;
  const pid = sql<{ pid: number }>`select pg_backend_pid() as pid`;
  const work = db.transaction().execute(async (tx) => {
    const own = (await pid.execute(tx)).rows[0]!.pid;
    await sql`select pg_terminate_backend(${own})`.execute(db);
    // Until the server has ended it: a query made then is refused, whether or not the news has come in.
    const alive = sql`select 1 from pg_stat_activity where pid = ${own}`;
    while ((await alive.execute(db)).rows.length > 0);
    await pid.execute(tx);
  });
  await assert.rejects(work);
  assert.equal((await pid.execute(db)).rows.length, 1);
});
