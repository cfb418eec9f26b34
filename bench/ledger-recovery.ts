import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate, openDatabase } from '@finharbor/kernel/database';
import { ledgerMigrations } from '@finharbor/ledger';
import { Cluster } from '../tests/harness/postgres-cluster.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { residentPeakMb } from './harness/processes.ts';
import type { Message, Orders } from './ledger-recovery-parts/writer.ts';

const usualAccounts = 1_000_000;
const mostTransfers = 10_000_000;
const transfersAnAccount = 10;
const defaultRuns = 3;
/** How long a writer pays before it is killed: some rounds of pages are then under way or done. */
const livesMs = 3_000;

/**
 * From `kill -9` of a writer under load, in a ledger of 10 million transfers and 1 million accounts (`--rows`: so many accounts, ten
 * transfers each and 10 million at most), until its successor has acknowledged a transfer: a process that is started then (`recovery_s`), the
 * same where PostgreSQL was killed too (`recovery_both_s`, of which `postgres_s` is PostgreSQL's own), a standby (`takeover_s`), and a standby
 * where the writer was not killed but stopped (`takeover_stopped_s`). `peak_mb`: the most memory that one writer held.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-ledger-'));
  // Where root starts it, PostgreSQL runs under another account, which has to pass through.
  chmodSync(folder, 0o711);
  try {
    await using cluster = await Cluster.start(folder);
    await using db = openDatabase(cluster.url, { maxConnections: 1 });
    await migrate(db, [ledgerMigrations]);
    await using cast = new Cast(cluster.url, context.rows ?? usualAccounts);
    const before = performance.now();
    await cast.fill();
    context.note(`Filled in ${Math.round((performance.now() - before) / 1000)} s.`);
    return await measure(context, cast, cluster);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(context: BenchContext, cast: Cast, cluster: Cluster): Promise<Figures> {
  const times = context.runs ?? defaultRuns;
  const inTurn = (name: string, once: () => Promise<number>): Promise<number> =>
    context.measure({ name, unit: 's' }, times, once);
  const recovery = await inTurn('a new process', () => cast.replaced('SIGKILL', async () => {}));
  const postgres: number[] = [];
  const both = await inTurn('a new process, PostgreSQL killed', () =>
    cast.replaced('SIGKILL', async () => {
      await cluster.kill();
      const before = performance.now();
      await cluster.restart();
      postgres.push((performance.now() - before) / 1000);
    }),
  );
  const own = await inTurn('… of which PostgreSQL', async () => postgres.shift()!);
  const takeover = await inTurn('a standby', () => cast.succeeded('SIGKILL'));
  const stopped = await inTurn('a standby, writer stopped', () => cast.succeeded('SIGSTOP'));
  return {
    recovery_s: rounded(recovery),
    recovery_both_s: rounded(both),
    postgres_s: rounded(own),
    takeover_s: rounded(takeover),
    takeover_stopped_s: rounded(stopped),
    peak_mb: Math.round(cast.peakMb),
  };
}

/** The processes of a run: one writes, and is replaced. */
class Cast implements AsyncDisposable {
  peakMb = 0;
  readonly #url: string;
  readonly #accounts: number;
  readonly #children: Set<ChildProcess> = new Set();
  #writer: ChildProcess | undefined;
  #count = 0;

  constructor(url: string, accounts: number) {
    this.#url = url;
    this.#accounts = accounts;
  }

  async fill(): Promise<void> {
    const transfers = Math.min(mostTransfers, this.#accounts * transfersAnAccount);
    this.#writer = this.#start('writer', transfers);
    await said(this.#writer, 'told');
  }

  /** Seconds from a signal to the writer until a process that is started then has paid. */
  async replaced(signal: NodeJS.Signals, meanwhile: () => Promise<void>): Promise<number> {
    await delay(livesMs);
    const before = performance.now();
    await this.#end(this.#writer!, signal);
    await meanwhile();
    this.#writer = this.#start('writer');
    await said(this.#writer, 'told');
    return (performance.now() - before) / 1000;
  }

  /** Seconds from a signal to the writer until a standby has paid. */
  async succeeded(signal: NodeJS.Signals): Promise<number> {
    const standby = this.#start('standby');
    await said(standby, 'standing');
    await delay(livesMs);
    const before = performance.now();
    const told = said(standby, 'told');
    const old = this.#writer!;
    this.#writer = standby;
    await this.#end(old, signal);
    await told;
    const seconds = (performance.now() - before) / 1000;
    await this.#end(old, 'SIGKILL');
    return seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#children].map((child) => this.#end(child, 'SIGKILL')));
  }

  #start(part: Orders['part'], transfers = 0): ChildProcess {
    const child = fork(join(import.meta.dirname, 'ledger-recovery-parts', 'writer.ts'), {
      execArgv: process.execArgv,
    });
    this.#children.add(child);
    const [url, accounts, no] = [this.#url, this.#accounts, this.#count++];
    child.send({ url, part, accounts, transfers, no } satisfies Orders);
    return child;
  }

  async #end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (!this.#children.has(child)) return;
    this.peakMb = Math.max(this.peakMb, residentPeakMb(child.pid!));
    const exited = once(child, 'exit');
    child.kill(signal);
    if (signal !== 'SIGKILL') return;
    await exited;
    this.#children.delete(child);
  }
}

/** Waits until a process says something. Throws where it ends instead. */
async function said(child: ChildProcess, wanted: Message): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const hear = (message: Message): void => {
    if (message === wanted) resolve();
  };
  const end = (code: number | null): void => reject(new Error(`A writer ended with ${code}.`));
  child.on('message', hear);
  child.on('exit', end);
  try {
    await promise;
  } finally {
    child.off('message', hear);
    child.off('exit', end);
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
