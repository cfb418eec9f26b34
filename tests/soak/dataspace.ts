import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dataspaceMigrations } from '@finharbor/dataspace';
import { sha256 } from '@finharbor/kernel';
import { migrate, openDatabase } from '@finharbor/kernel/database';
import pg from 'pg';
import type { SoakContext } from '../../tools/soak.ts';
import { Cluster } from '../harness/postgres-cluster.ts';
import { Crew } from './dataspace/crew.ts';
import { assertSame, ended, readSide, type Side } from './dataspace/histories.ts';
import { Load } from './dataspace/load.ts';
import type { Order } from './dataspace/orders.ts';
import { acceptedAt, type Outage, sentAgain, shares, tally } from './dataspace/outages.ts';
import { expectedAt } from './dataspace/paths.ts';
import { Relay } from './dataspace/relay.ts';

const usualKills = 60;
const processes = 1_000;
const lossPercent = 2;
const victims = ['consumer', 'provider', 'postgres'] as const;
/** After the last kill everything has to end by itself. */
const settleMs = 180_000;
const lookMs = 1_000;
/** Well below what a sender waits. */
const patienceMs = 2_500;

/**
 * Two connectors, each of two processes on one database, through 1,000 negotiations and 1,000 transfers, while any of the four and PostgreSQL
 * are killed at random moments and some answers get lost. In the end each of them has ended, and on both sides in the same way by the same
 * steps; no message was sent again by a sender that had its answer, none took effect twice, and both processes had their share.
 */
export async function soak({ seed, seconds, kills = usualKills, log, signal }: SoakContext): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-dataspace-'));
  // Where root starts it, PostgreSQL runs under another account, which has to pass through.
  chmodSync(folder, 0o711);
  const random = seeded(seed);
  try {
    await using cluster = await Cluster.start(folder);
    const urls = {
      consumer: await createDatabase(cluster.url, 'consumer'),
      provider: await createDatabase(cluster.url, 'provider'),
    };
    const unsteady = { random, lossPercent, patienceMs };
    await using consumerRelay = await Relay.open(unsteady);
    await using providerRelay = await Relay.open(unsteady);
    const load = new Load({ processes, peer: 'provider', address: `${providerRelay.url}/dsp/2025-1` });
    const open = (self: keyof typeof urls, relay: Relay): Promise<Crew> =>
      Crew.open({ databaseUrl: urls[self], self }, relay, (order, isBegun) => load.answered(order, isBegun));
    await using consumer = await open('consumer', consumerRelay);
    await using provider = await open('provider', providerRelay);
    const run = new Run({
      ...{ cluster, urls, load, log, random, kills, seconds },
      crews: { consumer, provider },
      relays: { consumer: consumerRelay, provider: providerRelay },
    });
    await run.disturb(signal);
    if (!signal.aborted) await run.finish(signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function createDatabase(adminUrl: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await using db = openDatabase<unknown>(url.href, { maxConnections: 1 });
  await migrate(db, [dataspaceMigrations]);
  return url.href;
}

type Sides<Part> = { readonly consumer: Part; readonly provider: Part };

type Parts = {
  readonly cluster: Cluster;
  readonly urls: Sides<string>;
  readonly crews: Sides<Crew>;
  readonly relays: Sides<Relay>;
  readonly load: Load;
  readonly random: () => number;
  readonly kills: number;
  readonly seconds: number;
  readonly log: (line: string) => void;
};

class Run {
  readonly #parts: Parts;
  readonly #outages: Outage[] = [];
  #begunMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins all that is to be begun, evenly over the time, and kills meanwhile. */
  async disturb(signal: AbortSignal): Promise<void> {
    const { kills, seconds, load, crews, urls } = this.#parts;
    const order = (one: Order): void => crews.consumer.order(one);
    const feeding = load.feed({ order, databaseUrl: urls.consumer, seconds, signal }).then(() => {
      this.#begunMs = performance.now();
    });
    const fromMs = performance.now();
    for (let kill = 1; kill <= kills && !signal.aborted; kill++) {
      const atMs = fromMs + (1000 * seconds * (kill - 1 + this.#parts.random())) / kills;
      await delay(Math.max(0, atMs - performance.now()), undefined, { signal }).catch(() => {});
      if (!signal.aborted) await this.#kill(kill);
    }
    await feeding;
  }

  async #kill(kill: number): Promise<void> {
    const { random, crews, cluster, load, log } = this.#parts;
    const victim = victims[Math.floor(random() * victims.length)]!;
    if (victim === 'postgres') {
      const fromMs = performance.now();
      await cluster.kill();
      await cluster.restart();
      this.#outages.push({ fromMs, toMs: performance.now() });
    } else await crews[victim].kill(Math.floor(random() * 2));
    log(
      `kill ${kill}: ${victim}; begun: ${load.begun('negotiation')} negotiations, ${load.begun('transfer')} transfers`,
    );
  }

  /** Waits for the end of everything, and checks all of it. */
  async finish(signal: AbortSignal): Promise<void> {
    const { crews, relays, log } = this.#parts;
    const [consumer, provider] = await this.#settled(signal);
    assertSame(consumer, provider);
    for (const kind of ['negotiation', 'transfer'] as const)
      assert.ok(ended(consumer, kind) >= processes, `too few of ${kind}`);
    for (const [receiver, side, sender] of [
      ['provider', provider, 'consumer'],
      ['consumer', consumer, 'provider'],
    ] as const) {
      assert.equal(crews[sender].fault, undefined);
      const { attempts } = relays[receiver];
      assert.deepEqual(sentAgain(attempts, [...this.#outages, ...crews[sender].outages]), []);
      const expected = expectedAt(side, sender);
      for (const [path, count] of acceptedAt(attempts))
        assert.ok(
          count <= (expected.get(path) ?? 0),
          `${path}: ${count} different messages accepted, ${expected.get(path)} in effect`,
        );
      const sent = [...shares(attempts, crews[sender].lives(this.#begunMs)).values()];
      assert.ok(Math.min(...sent) > 0, `a process of the ${sender} has sent nothing: ${sent.join(', ')}`);
      const { messages, repeated } = tally(attempts);
      log(
        `to the ${receiver}: ${messages} messages in ${attempts.length} attempts; ${repeated} came again since an answer was lost; the ${sender}'s processes sent ${sent.join(', ')}`,
      );
    }
    log(
      `${ended(consumer, 'negotiation')} negotiations and ${ended(consumer, 'transfer')} transfers ended the same on both sides`,
    );
  }

  async #settled(signal: AbortSignal): Promise<readonly [Side, Side]> {
    const { urls } = this.#parts;
    const until = performance.now() + settleMs;
    for (;;) {
      const sides = [await readSide(urls.consumer), await readSide(urls.provider)] as const;
      const isDone = sides.every(
        (side) =>
          side.underWay === 0 &&
          ended(side, 'negotiation') + ended(side, 'transfer') === side.histories.length,
      );
      if (isDone || performance.now() > until || signal.aborted) return sides;
      await delay(lookMs);
    }
  }
}

function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
