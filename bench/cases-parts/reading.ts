import type { CasesTables } from '@finharbor/cases';
import { casesMigrations } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { caseworkMigrations } from '@finharbor/casework';
import { parkRegistration } from '@finharbor/cluster';
import { complaint, objection } from '@finharbor/community';
import { systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { Kysely } from 'kysely';
import type { BenchContext } from '../harness/context.ts';
import { publicRoute } from '../portal-parts/public-route.ts';
import { asks, beside } from './reading/asks.ts';
import { fill } from './reading/fill.ts';
import { type Served, serve } from './reading/serve.ts';

/** The figures of reading. */
type Reading = {
  readonly inbox_p95_ms: number;
  readonly inbox_alone_p95_ms: number;
  readonly public_p99_ms: number;
};

const usualCases = 1_000_000;
/** Callers who ask again at once, and how often each; then one who is alone. */
const crowd = { callers: 8, each: 25 };
const alone = { callers: 1, each: 60 };
const warming = { callers: 8, each: 5 };
const procedures = [complaint, parkRegistration, grant];

/**
 * Lists, searches and counts over a million cases at 8 callers who never pause (`inbox_p95_ms`), and of one alone (`inbox_alone_p95_ms`):
 * the worst of the p95s of what people ask. Requests go through the server whole, but for the sockets: the browsers of an office are
 * not on its machine. Then published ones, over sockets.
 */
export async function reading(context: BenchContext): Promise<Reading> {
  await using database = await testDatabase<CasesTables>([casesMigrations, caseworkMigrations]);
  const cases = context.rows ?? usualCases;
  const row = { name: `making ${cases} cases`, unit: 's' };
  await context.measure(row, 1, async () => {
    const before = performance.now();
    await fill(database.db, { cases, procedures, nowMs: systemClock.nowMs() });
    return (performance.now() - before) / 1_000;
  });
  const inbox = await listed(context, database.db);
  return { ...inbox, public_p99_ms: await publicRoute(context, database) };
}

async function listed(
  context: BenchContext,
  db: Kysely<CasesTables>,
): Promise<Omit<Reading, 'public_p99_ms'>> {
  await using served = await serve(db, [...procedures, objection]);
  const worst = await measured(context, served.ask);
  return { inbox_p95_ms: tenths(worst.crowd), inbox_alone_p95_ms: tenths(worst.alone) };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** The worst p95 of what is asked there, by many and by one. */
async function measured(
  context: BenchContext,
  ask: Served['ask'],
): Promise<{ readonly crowd: number; readonly alone: number }> {
  const worst = { crowd: 0, alone: 0 };
  for (const kind of ['', '/facets'])
    for (const one of [...asks, ...beside]) {
      // Counts have no order.
      if (kind !== '' && 'sort' in one.query) continue;
      const path = `/cases${kind}?${new URLSearchParams(one.query)}`;
      const once = (): Promise<void> => ask(one.who, path);
      // What is measured is a day of work, not its first minute.
      await times(once, warming);
      const name = `${kind === '' ? 'list' : 'count'}: ${one.name}`;
      const many = await context.measure({ name, unit: 'ms p95' }, 1, () => p95(once, crowd));
      const single = await context.measure({ name: '  alone', unit: 'ms p95' }, 1, () => p95(once, alone));
      if (beside.includes(one)) continue;
      worst.crowd = Math.max(worst.crowd, many);
      worst.alone = Math.max(worst.alone, single);
    }
  return worst;
}

type Asking = { readonly callers: number; readonly each: number };

async function p95(once: () => Promise<void>, asking: Asking): Promise<number> {
  const all = (await times(once, asking)).toSorted((a, b) => a - b);
  return all[Math.ceil(all.length * 0.95) - 1]!;
}

/** How long each of so many requests of every caller takes, in milliseconds. */
async function times(once: () => Promise<void>, { callers, each }: Asking): Promise<readonly number[]> {
  const all: number[] = [];
  const caller = async (): Promise<void> => {
    for (let at = 0; at < each; at++) {
      const before = performance.now();
      await once();
      all.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return all;
}
