import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CasesTables, casesMigrations } from '@finharbor/cases';
import { migrateQueue } from '@finharbor/cases/work';
import { migrate, openDatabase } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import type { SoakContext } from '../../tools/soak.ts';
import { Cluster } from '../harness/postgres-cluster.ts';
import { check } from './cases/check.ts';
import type { Orders } from './cases/orders.ts';

const servers = 2;
const callers = 6;
const usualKills = 500;
/** Each fifth time it is the database. */
const databaseEvery = 5;
const aheadEachMs = 6 * 3_600_000;
/** Longer than all terms, so that at the end none is left that runs. */
const afterAllMs = 90 * 86_400_000;
const againMs = 300;
const drainMs = 120_000;

/**
 * Two servers with callers of their own work on the same cases, and again and again one of them, or the database, is killed. At the end
 * every acknowledged step is in its case's history, every chain verifies and makes the case that is kept, what is paid inside the
 * database is paid once, of everything decided somebody was told, no job is left and no term has been forgotten.
 */
export async function soak({ seed, kills = usualKills, log, signal }: SoakContext): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-cases-'));
  await using cluster = await Cluster.start(folder);
  await prepared(cluster.url);
  const files = { acks: join(folder, 'acks'), notices: join(folder, 'notices') };
  for (const path of Object.values(files)) writeFileSync(path, '');
  const start = (round: number, at: number): Promise<ChildProcess> =>
    server({
      ...files,
      url: cluster.url,
      seed: seed + round * servers + at,
      aheadMs: round * aheadEachMs,
      callers,
    });
  const running = await Promise.all(Array.from({ length: servers }, (_, at) => start(0, at)));
  let round = 0;
  try {
    for (; round < kills && !signal.aborted; round++) {
      await delay(20 + ((round * 7_919) % 200));
      if (round % databaseEvery === databaseEvery - 1) {
        await cluster.kill();
        await cluster.restart();
        // They come back by themselves.
        await delay(againMs);
      } else {
        const at = round % servers;
        await ended(running[at]!);
        running[at] = await start(round + 1, at);
      }
      if (died.length > 0) throw new Error(died[0]);
      if ((round + 1) % 50 === 0) log(`${round + 1} kills`);
    }
  } finally {
    for (const child of running) await ended(child);
  }
  if (!signal.aborted) {
    await drained(cluster.url, {
      ...files,
      seed,
      aheadMs: round * aheadEachMs + afterAllMs,
      callers: 0,
      url: cluster.url,
    });
    const db = openDatabase<CasesTables>(cluster.url, { maxConnections: 1 });
    const found = await check({ db, ...files });
    await db.destroy();
    log(
      `${round} kills: ${found.acknowledged} acknowledged steps of ${found.events} events of ${found.cases} cases are there; ${found.paid} paid, each once; ${found.lapsed} lapsed; ${found.told} notices`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
}

async function prepared(url: string): Promise<void> {
  const db = openDatabase<CasesTables>(url, { maxConnections: 1 });
  await migrate<CasesTables>(db, [casesMigrations]);
  await migrateQueue(url);
  await sql`create table paid (key text not null)`.execute(db);
  await db.destroy();
}

async function server(orders: Orders): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'cases', 'server.ts'), { execArgv: process.execArgv });
  child.send(orders);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`A server ended by itself: ${code}.`))),
  ]);
  child.once('exit', (code) => {
    if (!killed.has(child)) died.push(`A server ended by itself with ${code}.`);
  });
  return child;
}

const killed = new WeakSet<ChildProcess>();
/** Servers that ended though nobody killed them: a database that goes away must not take them along. */
const died: string[] = [];

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  killed.add(child);
  child.kill('SIGKILL');
  await exit;
}

/** A server without callers does all that is left, with a clock for which every term is over. */
async function drained(url: string, orders: Orders): Promise<void> {
  const child = await server(orders);
  const db = openDatabase<CasesTables>(url, { maxConnections: 1 });
  const nowMs = (): number => Date.now() + orders.aheadMs;
  const left = async (): Promise<number> => {
    const { rows } = await sql<{ readonly left: number }>`
      select (select count(*) from case_outbox)::int + (select count(*) from graphile_worker.jobs where task_identifier <> 'case-ring')::int
        + (select count(*) from case_file where alarm_at_ms <= ${BigInt(nowMs())})::int as left`.execute(db);
    return rows[0]!.left;
  };
  const endMs = performance.now() + drainMs;
  for (let now = await left(); now > 0; now = await left()) {
    if (performance.now() > endMs)
      throw new Error(`After ${drainMs / 1000} s ${now} things are left undone.`);
    await delay(200);
  }
  await db.destroy();
  await ended(child);
}
