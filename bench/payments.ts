import { join } from 'node:path';
import { testDatabase } from '@finharbor/kernel/testing';
import { scratchPostgres } from '../tools/test/postgres.ts';
import { type BenchContext, type Figures, median } from './harness/context.ts';
import type { Errand, Tally } from './payments-parts/callers.ts';
import type { Order, Served } from './payments-parts/server.ts';
import { start, tell } from './yuan-parts/programs.ts';

const residents = 512;
const merchants = 300;
const warmS = 4;
const measuredS = 8;
const defaultRuns = 3;
const bars = { ratio: 0.5, p99Ms: 50 };

/**
 * Payments over HTTP: 512 residents, each signed in on a connection of its own that stays open, pay 300 merchants through the hub's
 * pipeline in one process, on PostgreSQL and the ledger with fsync. `payments_per_s` and `payments_p99_ms` while each pays again at
 * once, `nothing_per_s` and `nothing_p99_ms` of an empty handler of the same server in the same run, `ratio` of the two (bar: 0.5).
 * `paced_p99_ms`: payments at random moments, together at half of that rate (`paced_per_s`; bar: 50). The callers are another process
 * on the same processors.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<unknown>([]);
  using served = start(context, join(import.meta.dirname, 'payments-parts', 'server.ts'));
  using callers = start(context, join(import.meta.dirname, 'payments-parts', 'callers.ts'));
  const order: Order = { databaseUrl: database.url, residents, merchants };
  const facts = await tell<Served>(served, order);
  await tell(callers, { served: facts });
  const errand = (one: Errand): Promise<Tally> => tell<Tally>(callers, one);
  for (const path of ['/nothing', '/payments'] as const) await errand({ path, seconds: warmS });
  return await measure(context, errand);
}

async function measure(context: BenchContext, errand: (one: Errand) => Promise<Tally>): Promise<Figures> {
  const runs = context.runs ?? defaultRuns;
  const tallies = { nothing: [] as Tally[], payments: [] as Tally[], paced: [] as Tally[] };
  for (let run = 0; run < runs; run++) {
    context.signal.throwIfAborted();
    tallies.nothing.push(await errand({ path: '/nothing', seconds: measuredS }));
    const full = await errand({ path: '/payments', seconds: measuredS });
    tallies.payments.push(full);
    const perSecond = full.perSecond / 2;
    tallies.paced.push(await errand({ path: '/payments', seconds: measuredS, perSecond }));
    for (const [name, all] of Object.entries(tallies)) context.note(lineOf(name, all.at(-1)!));
  }
  const middle = (of: keyof typeof tallies, figure: keyof Tally): number =>
    Math.round(median(tallies[of].map((one) => one[figure])) * 10) / 10;
  const ratio = median(tallies.payments.map((one, at) => one.perSecond / tallies.nothing[at]!.perSecond));
  const p99Ms = middle('paced', 'p99Ms');
  context.note(`ratio ${ratio.toFixed(2)} (bar: ${bars.ratio}), paced p99 ${p99Ms} ms (bar: ${bars.p99Ms})`);
  return {
    payments_per_s: middle('payments', 'perSecond'),
    payments_p99_ms: middle('payments', 'p99Ms'),
    nothing_per_s: middle('nothing', 'perSecond'),
    nothing_p99_ms: middle('nothing', 'p99Ms'),
    ratio: Math.round(ratio * 100) / 100,
    paced_per_s: middle('paced', 'perSecond'),
    paced_p50_ms: middle('paced', 'p50Ms'),
    paced_p99_ms: p99Ms,
  };
}

function lineOf(name: string, { perSecond, p50Ms, p99Ms }: Tally): string {
  return `${name.padEnd(10)}${perSecond.toFixed(0).padStart(8)} /s   p50 ${p50Ms.toFixed(1)} ms   p99 ${p99Ms.toFixed(1)} ms`;
}
