import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { dataspaceMigrations } from '@finharbor/dataspace';
import { testDatabase } from '@finharbor/kernel/testing';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { Done, Opened, Opening, Order } from './dataspace-parts/orders.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { residentPeakMb } from './harness/processes.ts';
import { percentile } from './sign-in-parts/sign-in.ts';

const usualNegotiations = 2_000;
const warmUp = 500;
const atOnce = 32;
const defaultRuns = 5;

/**
 * Two connectors in two processes, on two databases of one embedded PostgreSQL with fsync: negotiations from request to finalized through
 * the whole protocol over HTTP, 32 under way at once, both owners agreeing by themselves. `negotiations_per_s` (bar: 100 on two cores),
 * `p99_ms` from a request until the consumer knows that it is finalized, and the most memory that each side held. `--rows`: so many
 * negotiations a run.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using consumerDatabase = await testDatabase<unknown>([dataspaceMigrations]);
  await using providerDatabase = await testDatabase<unknown>([dataspaceMigrations]);
  await using consumer = await Side.open(context.signal, {
    databaseUrl: consumerDatabase.url,
    self: 'consumer',
  });
  await using provider = await Side.open(context.signal, {
    databaseUrl: providerDatabase.url,
    self: 'provider',
  });
  const order = { peer: 'provider', address: provider.address, atOnce };
  await consumer.carryOut({ ...order, count: warmUp });
  const count = context.rows ?? usualNegotiations;
  const runs = context.runs ?? defaultRuns;
  const waits: number[] = [];
  const perSecond = await context.measure({ name: `${atOnce} at once`, unit: '/s' }, runs, async () => {
    const { seconds, waitsMs } = await consumer.carryOut({ ...order, count });
    waits.push(percentile(waitsMs, 0.99));
    return count / seconds;
  });
  const p99 = await context.measure(
    { name: `${atOnce} at once, p99`, unit: 'ms' },
    runs,
    async (k) => waits[k]!,
  );
  return {
    negotiations_per_s: Math.round(perSecond),
    p99_ms: Math.round(p99 * 10) / 10,
    consumer_peak_mb: Math.round(consumer.peakMb),
    provider_peak_mb: Math.round(provider.peakMb),
  };
}

/** A process with a connector. */
class Side implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly address: string;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  static async open(signal: AbortSignal, opening: Opening): Promise<Side> {
    const child = fork(join(import.meta.dirname, 'dataspace-parts', 'side.ts'), { signal });
    const { address } = await asked<Opened>(child, opening);
    return new Side(child, address);
  }

  carryOut(order: Order): Promise<Done> {
    return asked<Done>(this.#child, order);
  }

  get peakMb(): number {
    return residentPeakMb(this.#child.pid!);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

async function asked<Answer>(child: ChildProcess, order: object): Promise<Answer> {
  const settled = new AbortController();
  const { signal } = settled;
  const left = once(child, 'exit', { signal }).then(() => {
    throw new Error('A side of the benchmark has ended.');
  });
  const answered = once(child, 'message', { signal });
  child.send(order);
  try {
    const [answer] = (await Promise.race([answered, left])) as [Answer];
    return answer;
  } finally {
    left.catch(() => {});
    answered.catch(() => {});
    settled.abort();
  }
}
