import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CasesTables, casesMigrations } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { caseworkMigrations } from '@finharbor/casework';
import { parkRegistration } from '@finharbor/cluster';
import { complaint } from '@finharbor/community';
import { systemClock } from '@finharbor/kernel';
import { freePort, testDatabase } from '@finharbor/kernel/testing';
import { type SandboxTables, sandboxMigrations } from '@finharbor/sandbox';
import { openBrowser } from '../tests/harness/browser.ts';
import { npm, run as runCommand } from '../tools/build/run.ts';
import { scratchPostgres } from '../tools/test/postgres.ts';
import { fill } from './cases-parts/reading/fill.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { openLoop, percentile } from './harness/open-loop.ts';
import { fillPilots, pilotVisits } from './portal-parts/pilots.ts';
import { publishCases } from './portal-parts/publish.ts';
import { servePublic } from './portal-parts/served.ts';
import { type Visit, visitAt, visitsOf } from './portal-parts/visits.ts';

const usualCases = 100_000;
const pilotProjects = 500;
const defaultRuns = 3;
const perSecond = 500;
const seconds = 10;
const warmingSeconds = 5;
const peer = 'serve@14.2.7';
/** So many pages stand beside the peer as files. */
const asFiles = 2_000;

/**
 * The public site of cases, half of 100,000 (or `--rows`) of them published, in a process of its own, at 500 requests a second that do
 * not wait for each other, over sockets. `public_p99_ms`: of all of them, mostly entries, each another; `lcp_s`: largest contentful paint of an
 * entry in a browser with an empty cache; `page_cpu_ms`: the process's time a page, on any core; `server_peak_mb`; `peer_p99_ms`: the same pages as files by `serve`, which reads no database;
 * `pilots_p99_ms`: of 500 projects of the pilot, mostly their own pages with all that was declared, disclosed, said and answered.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using postgres = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = postgres.url;
  await using database = await testDatabase<CasesTables>([casesMigrations, caseworkMigrations]);
  const nowMs = systemClock.nowMs();
  const cases = context.rows ?? usualCases;
  await fill(database.db, { cases, procedures: [complaint, parkRegistration, grant], nowMs });
  const numbers = await publishCases(database.db, 2, nowMs);
  await using served = await servePublic({ databaseUrl: database.url, site: 'cases' }, context.signal);
  const visits = visitsOf(numbers);
  const runs = context.runs ?? defaultRuns;
  const before = await served.used();
  const { p99, count } = await pages(context, { url: served.url, visits, runs });
  const after = await served.used();
  const lcp = await context.measure(
    { name: 'largest contentful paint', unit: 's' },
    Math.max(5, runs),
    (run) => paint(`${served.url}${visits[0]!.path(run)}`),
  );
  return {
    public_p99_ms: p99,
    lcp_s: Math.round(lcp * 1_000) / 1_000,
    page_cpu_ms: Math.round(((after.cpuMs - before.cpuMs) / count) * 1_000) / 1_000,
    server_peak_mb: Math.round(after.peakMb),
    peer_p99_ms: await files(context, { url: served.url, visits, runs }),
    pilots_p99_ms: await pilots(context, runs),
  };
}

/** The same rate of projects of the innovation pilot, in a process and a database of their own. */
async function pilots(context: BenchContext, runs: number): Promise<number> {
  await using database = await testDatabase<CasesTables & SandboxTables>([
    casesMigrations,
    sandboxMigrations,
  ]);
  const numbers = await fillPilots(database.db, { projects: pilotProjects, nowMs: systemClock.nowMs() });
  await using served = await servePublic({ databaseUrl: database.url, site: 'pilots' }, context.signal);
  return (await pages(context, { url: served.url, visits: pilotVisits(numbers), runs })).p99;
}

type Loop = { readonly url: string; readonly visits: readonly Visit[]; readonly runs: number };

async function pages(
  context: BenchContext,
  { url, visits, runs }: Loop,
): Promise<{ readonly p99: number; readonly count: number }> {
  const urlOf = (nth: number): string => `${url}${visitAt(visits, nth).path(nth)}`;
  await openLoop({ perSecond, seconds: warmingSeconds, urlOf });
  const all: (readonly number[])[] = [];
  const p99 = await context.measure({ name: `pages at ${perSecond}/s`, unit: 'ms p99' }, runs, async () => {
    all.push(await openLoop({ perSecond, seconds, urlOf }));
    return percentile(all.at(-1)!, 99);
  });
  for (const { name } of visits) {
    const own = all.map((times) => times.filter((_, nth) => visitAt(visits, nth).name === name));
    await context.measure({ name: `  ${name}`, unit: 'ms p99' }, runs, async (run) =>
      percentile(own[run]!, 99),
    );
  }
  return { p99: Math.round(p99 * 10) / 10, count: perSecond * (warmingSeconds + seconds * runs) };
}

/** The same pages by a file server. */
async function files(context: BenchContext, { url, visits, runs }: Loop): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    await runCommand([...npm(), 'install', '--ignore-scripts', '--no-audit', '--no-fund', peer], folder);
    const paths = Array.from({ length: asFiles }, (_, nth) => visitAt(visits, nth).path(nth));
    const site = join(folder, 'site');
    const fileOf = (at: number): string => `/${at % 100}/${at}.html`;
    for (const [at, path] of paths.entries()) {
      const file = join(site, fileOf(at));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, await (await fetch(`${url}${path}`)).text());
    }
    writeFileSync(join(site, 'serve.json'), '{"cleanUrls":false}');
    const port = await freePort();
    const program = join(folder, 'node_modules', 'serve', 'build', 'main.js');
    const child = spawn(process.execPath, [program, '-L', '-l', `tcp://127.0.0.1:${port}`, site], {
      ...{ stdio: 'ignore', signal: context.signal, killSignal: 'SIGKILL' },
    });
    child.once('error', () => {});
    const ended = once(child, 'exit');
    try {
      await answers(`http://127.0.0.1:${port}${fileOf(0)}`);
      const urlOf = (nth: number): string => `http://127.0.0.1:${port}${fileOf(nth % asFiles)}`;
      await openLoop({ perSecond, seconds: warmingSeconds, urlOf });
      const row = { name: `the same as files by ${peer}`, unit: 'ms p99' };
      const p99 = await context.measure(row, runs, async () =>
        percentile(await openLoop({ perSecond, seconds, urlOf }), 99),
      );
      return Math.round(p99 * 10) / 10;
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function answers(url: string): Promise<void> {
  for (let left = 200; left > 0; left--) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer.`);
}

/** Of a page in a browser that has nothing of it. */
async function paint(url: string): Promise<number> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForTimeout(300);
    const lastMs = await page.evaluate<number>(
      `new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true }))`,
    );
    return lastMs / 1_000;
  } finally {
    await browser.close();
  }
}
