import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sha256, systemClock, systemRandom } from '@finharbor/kernel';
import { migrate, openDatabase } from '@finharbor/kernel/database';
import { ledgerMigrations, openLedger } from '@finharbor/ledger';
import { simulateMany } from '@finharbor/ledger/simulation';
import { judgeAgain, type ModelAccount, sumUp } from '@finharbor/ledger/testing';
import type { SoakContext } from '../../tools/soak.ts';
import { Cluster } from '../harness/postgres-cluster.ts';
import { readAcks } from './ledger/acks.ts';
import { loadOf } from './ledger/load.ts';
import type { Message, Orders } from './ledger/orders.ts';
import { readAccounts } from './ledger/read-accounts.ts';
import { Told } from './ledger/told.ts';

const usualKills = 100;
const simulations = 1_000;
const simulatedSteps = 300;
const victims = ['node', 'postgres', 'both'] as const;
/** Callers with batches, callers with single transfers. */
const crews = [
  [3, 0],
  [0, 400],
  [2, 100],
] as const;
/** A kill comes so soon after the one before that what was killed is still being brought up. */
const soonMs = 1_500;
const longestRecoveryMs = 120_000;
const lostConnection =
  /ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|Connection terminated|not queryable|08006|Client was closed/;

/**
 * First the simulator with 1,000 seeds from `seed` on. Then the ledger's writer under load while it, PostgreSQL, or both are killed at random moments: in mid-write, while pages are saved, while
 * PostgreSQL writes a checkpoint, during recovery. In the end the journal must hold all that callers were told and nothing twice, be
 * what the rules make of what was sent, and give the balances that the writer has.
 */
export async function soak({ seed, seconds, kills = usualKills, log, signal }: SoakContext): Promise<void> {
  await simulateMany({ from: seed, runs: simulations, steps: simulatedSteps, signal });
  log(`every promise was kept by ${simulations} simulated histories`);
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-ledger-'));
  // Where root starts it, PostgreSQL runs under another account, which has to pass through.
  chmodSync(folder, 0o711);
  try {
    await using cluster = await Cluster.start(folder);
    await using db = openDatabase(cluster.url, { maxConnections: 1 });
    await migrate(db, [ledgerMigrations]);
    const run = new Run({ cluster, folder, seed, log });
    try {
      const livesMs = (1000 * seconds) / kills;
      for (let kill = 1; kill <= kills && !signal.aborted; kill++) await run.kill(kill, livesMs);
      if (!signal.aborted) await run.finish();
    } finally {
      await run.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = {
  readonly cluster: Cluster;
  readonly folder: string;
  readonly seed: number;
  readonly log: (line: string) => void;
};

class Run {
  readonly #parts: Parts;
  readonly #random: () => number;
  readonly #told: Told;
  readonly #recoveriesMs: number[] = [];
  #driver: Driver | undefined;
  #drivers = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#random = seeded(parts.seed);
    this.#told = new Told(loadOf(parts.seed));
  }

  /** Lets the writer live for a while, and kills. */
  async kill(kill: number, livesMs: number): Promise<void> {
    const { cluster, log } = this.#parts;
    this.#driver ??= this.#begin();
    const isSoon = this.#random() < 0.2;
    const recoveryMs = isSoon ? undefined : await this.#driver.told();
    if (recoveryMs !== undefined && kill > 1) this.#recoveriesMs.push(recoveryMs);
    await this.#driver.live(this.#random() * (isSoon ? soonMs : 2 * livesMs));
    const victim = victims[Math.floor(this.#random() * victims.length)]!;
    if (victim !== 'node' && this.#random() < 0.3) {
      cluster.checkpoint();
      await delay(this.#random() * 50);
    }
    if (victim !== 'postgres') this.#collect(await this.#driver.kill());
    if (victim !== 'node') await cluster.kill();
    if (victim === 'postgres') this.#driver.isLost();
    else this.#driver = this.#begin();
    if (victim !== 'node') await cluster.restart();
    const seen = recoveryMs === undefined ? 'in recovery' : `recovered in ${Math.round(recoveryMs)} ms`;
    log(`kill ${kill}: ${victim}, ${seen}; ${this.#told.made} made, ${this.#told.spent} refused`);
  }

  /** Has all that is open answered, and checks everything. */
  async finish(): Promise<void> {
    const { cluster, seed, log } = this.#parts;
    this.#driver ??= this.#begin();
    await this.#driver.told();
    const live = await this.#driver.finish();
    this.#collect(this.#driver.acks);
    const sorted = this.#recoveriesMs.toSorted((a, b) => a - b);
    log(
      `recovery: median ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms, worst ${Math.round(sorted.at(-1) ?? 0)} ms`,
    );
    log(
      `${this.#told.made} transfers acknowledged, ${this.#told.spent} refused; carrying the journal out again …`,
    );
    const ruled = await judgeAgain(cluster.url, loadOf(seed).sent, (entry) => this.#told.check(entry));
    this.#told.end();
    assert.deepEqual(live, ruled, 'the writer has other balances than the rules');
    assert.deepEqual(await sumUp(cluster.url), ruled, 'the journal adds up to other balances');
    assert.deepEqual(await reopened(cluster.url, ruled), ruled, 'a new writer reads other balances');
    const sum = (side: 'debitsPosted' | 'creditsPosted'): bigint =>
      ruled.reduce((total, account) => total + account[side], 0n);
    assert.equal(sum('debitsPosted'), sum('creditsPosted'));
    log(
      `none lost, none twice; ${ruled.length} balances as the rules, the journal's sums and a new writer have them`,
    );
  }

  async stop(): Promise<void> {
    await this.#driver?.kill();
  }

  #begin(): Driver {
    const { cluster, folder, seed } = this.#parts;
    return new Driver({
      ...{ url: cluster.url, seed, acks: join(folder, `acks-${this.#drivers++}`) },
      ...{ open: this.#told.open(), next: this.#told.next() },
      callers: crews[Math.floor(this.#random() * crews.length)]!,
    });
  }

  #collect(acks: string): void {
    for (const ack of readAcks(acks)) this.#told.add(ack);
    rmSync(acks, { force: true });
  }
}

/** The process that has the ledger and its callers. */
class Driver {
  readonly acks: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #broken: Promise<never>;
  #sinceMs: number = performance.now();
  #told = Promise.withResolvers<number>();
  #finished = Promise.withResolvers<readonly ModelAccount[]>();

  constructor(orders: Orders) {
    this.acks = orders.acks;
    this.#child = fork(join(import.meta.dirname, 'ledger', 'driver.ts'), {
      execArgv: process.execArgv,
      serialization: 'advanced',
    });
    this.#exited = once(this.#child, 'exit');
    const { promise, reject } = Promise.withResolvers<never>();
    this.#broken = promise;
    promise.catch(() => {});
    this.#child.on('message', (message: Message) => {
      if (message.kind === 'told') this.#told.resolve(performance.now() - this.#sinceMs);
      else if (message.kind === 'finished') this.#finished.resolve(message.accounts);
      else if (!lostConnection.test(message.message)) reject(new Error(`The driver: ${message.message}`));
    });
    this.#child.on('exit', (code, signal) => {
      if (code !== 0 && !this.#child.killed) reject(new Error(`The driver ended with ${code ?? signal}.`));
    });
    this.#child.send(orders);
  }

  /** When callers are told again: milliseconds since what they were served by was killed. */
  told(): Promise<number> {
    const late = delay(longestRecoveryMs, undefined, { ref: false }).then(() => {
      throw new Error(`Nobody was told anything for ${longestRecoveryMs} ms.`);
    });
    return Promise.race([this.#told.promise, late, this.#broken]);
  }

  /** Lets it go on for a while; throws where something other than a lost connection went wrong. */
  async live(ms: number): Promise<void> {
    await Promise.race([delay(ms), this.#broken]);
  }

  /** Says that its database was killed. */
  isLost(): void {
    this.#sinceMs = performance.now();
    this.#told = Promise.withResolvers();
  }

  async finish(): Promise<readonly ModelAccount[]> {
    this.#child.send('finish');
    const accounts = await Promise.race([this.#finished.promise, this.#broken]);
    await this.#exited;
    return accounts;
  }

  /** Kills it, and tells where its acknowledgements are. */
  async kill(): Promise<string> {
    this.#child.kill('SIGKILL');
    await this.#exited;
    return this.acks;
  }
}

async function reopened(url: string, accounts: readonly ModelAccount[]): Promise<readonly ModelAccount[]> {
  await using ledger = await openLedger({ url, clock: systemClock, random: systemRandom });
  return await readAccounts(
    ledger,
    accounts.map(({ id }) => id),
  );
}

/** Numbers in [0, 1) that follow from the seed: SHA-256 in counter mode. */
function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
