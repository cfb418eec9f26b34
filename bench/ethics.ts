import {
  type CasesTables,
  caseStore,
  casesMigrations,
  chinaCalendar,
  openCase,
  type StoredCase,
} from '@finharbor/cases';
import {
  type EthicsContext,
  type EthicsTables,
  ethicsEndpoints,
  ethicsErrors,
  ethicsMigrations,
  ethicsReview,
  panelFault,
} from '@finharbor/ethics';
import { idSource, paperErrors, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { openPress } from '@finharbor/paper';
import { scratchPostgres } from '../tools/test/postgres.ts';
import { fillEthics, firmAt } from './ethics-parts/fill.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { percentile } from './harness/open-loop.ts';

const members = 1_000;
const usualFirms = 10_000;
const panels = 200;
const pages = 200;

/**
 * The ethics committee with 1,000 members, 50,000 interests and 10,000 firms (or `--rows`). `panel_p99_ms`: whether five members can be a
 * review's panel, with every interest looked at; `page_p99_ms`: fifty firms with their ratings over HTTP, each page another;
 * `year_s`: the annual figures, for which all firms are rated.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<CasesTables & EthicsTables>([
    ...[kernelMigrations, casesMigrations, ethicsMigrations],
  ]);
  const { db } = database;
  const firms = context.rows ?? usualFirms;
  await fillEthics(db as never, { members, firms, nowMs: systemClock.nowMs() });
  const press = openPress();
  const newId = idSource(systemClock, systemRandom);
  const ctx: EthicsContext = {
    ...{
      db,
      clock: systemClock,
      office: 'hub',
      keyOf: async () => undefined,
      accountOf: async () => undefined,
    },
    rates: { write: () => {}, follow: () => {} },
    printer: { issuer: { en: 'Harbor', zh: '金科港' }, clock: systemClock, press },
    cases: {
      ...{ store: caseStore(db as never), procedures: [ethicsReview], calendar: chinaCalendar },
      ...{ clock: systemClock, random: systemRandom, newId: () => newId() },
    },
  };
  const runs = context.runs ?? 3;
  try {
    const panel = await panelTimes(context, ctx, { firms, runs });
    const served = await serve(ctx);
    const { page, year } = await readTimes(context, served, { firms, runs });
    await served.close();
    return {
      ...{ panel_p99_ms: Math.round(panel * 10) / 10, page_p99_ms: Math.round(page * 10) / 10 },
      year_s: Math.round(year * 100) / 100,
    };
  } finally {
    await press.close();
  }
}

type Sizes = { readonly firms: number; readonly runs: number };

async function panelTimes(
  context: BenchContext,
  ctx: EthicsContext,
  { firms, runs }: Sizes,
): Promise<number> {
  const stored: StoredCase[] = [];
  for (let at = 0; at < panels; at++) {
    const party = firmAt(1 + ((at * 7_919) % firms));
    const opened = await openCase(ctx.cases, ethicsReview.name, {
      account: newAccount(at),
      party,
      roles: ['owner'],
    });
    if (opened.kind === 'refused') throw new Error(opened.code);
    stored.push(opened.case);
  }
  const rows = await ctx.db.selectFrom('ethics_member').select('account').limit(members).execute();
  return context.measure({ name: 'whether a panel can be', unit: 'ms p99' }, runs, async () => {
    const times: number[] = [];
    for (const [at, one] of stored.entries()) {
      const accounts = rows.slice((at * 5) % members, ((at * 5) % members) + 5).map(({ account }) => account);
      times.push(await timed(() => panelFault(ctx, { stored: one, accounts })));
    }
    return percentile(times, 99);
  });
}

function newAccount(at: number): string {
  return `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
}

async function readTimes(
  context: BenchContext,
  { url }: Served,
  { firms, runs }: Sizes,
): Promise<{ readonly page: number; readonly year: number }> {
  const page = await context.measure({ name: 'a page of rated firms', unit: 'ms p99' }, runs, async () => {
    const times: number[] = [];
    let next: string | null = null;
    for (let at = 0; at < Math.min(pages, firms / 50); at++) {
      times.push(
        await timed(async () => {
          const answer = await fetch(`${url}/ethics/firms${next === null ? '' : `?cursor=${next}`}`);
          const body = (await answer.json()) as {
            readonly items: readonly unknown[];
            readonly next: string | null;
          };
          if (body.items.length === 0) throw new Error('A page is empty.');
          next = body.next;
        }),
      );
    }
    return percentile(times, 99);
  });
  const year = await context.measure({ name: 'figures of a year', unit: 's' }, runs, async () => {
    const ms = await timed(async () => {
      const answer = await fetch(`${url}/ethics/reports/2026`);
      const { bands } = (await answer.json()) as { readonly bands: readonly { readonly firms: number }[] };
      const rated = bands.reduce((sum, one) => sum + one.firms, 0);
      if (rated !== firms) throw new Error(`${rated} of ${firms} firms are rated.`);
    });
    return ms / 1_000;
  });
  return { page, year };
}

type Served = { readonly url: string; readonly close: () => Promise<void> };

async function serve(ctx: EthicsContext): Promise<Served> {
  const http: HttpContext = {
    ...{
      clock: systemClock,
      errors: errorTable(commonErrors, ethicsErrors, paperErrors),
      audit: async () => {},
    },
    authenticate: async () => ({ kind: 'public' }),
    authorize: () => ({ kind: 'allowed', scope: { kind: 'all' } }),
  };
  const app = httpApp({ context: http, ids: idSource(systemClock, systemRandom), log: { level: 'silent' } });
  register(app, ethicsEndpoints(ctx), http);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: async () => void (await app.close()) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}
