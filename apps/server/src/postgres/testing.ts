import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';

export const superuserPassword = 'correct horse/battery:staple@%';

/** A folder that is deleted with what holds it. */
export function scratchFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'finharbor-postgres-'));
  chmodSync(path, 0o711);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs one statement on a connection of its own. */
export async function queryOnce<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asks again until the answer is true; fails past ten seconds. */
export async function eventually(what: string, ask: () => boolean | Promise<boolean>): Promise<void> {
  for (let asked = 0; asked < 1000; asked++) {
    if (await ask()) return;
    await delay(10);
  }
  throw new Error(`Not within ten seconds: ${what}`);
}

/** What a starter in a process of its own says. */
export type StarterMessage =
  | { readonly kind: 'started'; readonly pid: number; readonly adminUrl: string; readonly recovered: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** `startPostgres` in a Node process of its own, to be killed. */
export function forkStarter(directory: string, native = ''): ChildProcess {
  return fork(join(import.meta.dirname, 'testing-starter.ts'), [directory, native], {
    execArgv: ['--conditions=finharbor-source', '--disable-warning=ExperimentalWarning'],
  });
}

/** The first message of a starter. */
export async function firstMessage(starter: ChildProcess): Promise<StarterMessage> {
  const [message] = (await once(starter, 'message')) as [StarterMessage];
  return message;
}

/** Kills as nothing can refuse, and waits until the process is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
