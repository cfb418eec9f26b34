import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';
import { openKeyFile } from './key-file.ts';
import { rotateKeys } from './rotation.ts';
import { sealerOn } from './sealer.ts';

const count = 300;
const home = mkdtempSync(join(tmpdir(), 'finharbor-reseal-'));
after(() => rmSync(home, { recursive: true, force: true }));
const database = await testDatabase<AccessTables>([accessMigrations]);
const { db, url } = database;
after(() => database[Symbol.asyncDispose]());
await sql`create table secret_note (id uuid primary key, value text not null)`.execute(db);

const path = join(home, 'keys.json');
const newId = idSource(systemClock, systemRandom);
const shared = { algorithm: 'aes-256-gcm', random: systemRandom, newId } as const;
const options = { ...shared, keyStore: openKeyFile({ path, ...shared }), clock: systemClock };
const program = new URL('./testing/reseal-process.ts', import.meta.url).pathname;
const at = (row: string) => ({ table: 'secret_note', column: 'value', row });

/** Runs the work in a process of its own; true where it came to its end before it was killed. */
async function run(killAfterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [...process.execArgv, program, url, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const first = await Promise.race([exited, setTimeout(killAfterMs, undefined, { ref: false })]);
  if (first === undefined) child.kill('SIGKILL');
  const [code] = (await exited) as [number | null];
  return code === 0;
}

test('killed at random moments, the move to new keys loses nothing, and comes to its end', async (t) => {
  const sealer = sealerOn(db, options);
  for (let n = 0; n < count; n++) {
    const id = newId() as string;
    await sql`insert into secret_note values (${id}, ${await sealer.seal(`note ${id}`, at(id))})`.execute(db);
  }
  await rotateKeys({ ...options, db, usesPerKey: 2 ** 32 });
  const kills: number[] = [];
  for (let isDone = false; !isDone && kills.length < 6; ) {
    kills.push(randomInt(250));
    isDone = await run(kills.at(-1)!);
  }
  t.diagnostic(`killed after ${kills.join(', ')} ms`);
  assert.ok(await run(120_000));
  const { rows } = await sql<{ id: string; value: string }>`select * from secret_note`.execute(db);
  assert.equal(rows.length, count);
  const fresh = sealerOn(db, options);
  for (const { id, value } of rows) assert.equal(await fresh.open(value, at(id)), `note ${id}`);
  const stale = await sql<{ n: bigint }>`
    select count(*) n from secret_note where split_part(value, '.', 3) in (
      select id::text from access_data_key where retired_at is not null)`.execute(db);
  assert.equal(stale.rows[0]!.n, 0n);
});
