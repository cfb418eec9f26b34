import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { IntersectionPlan } from '@finharbor/fusion';
import type { BenchContext, Figures } from '../harness/context.ts';
import { startLinked } from '../harness/linked.ts';
import type { Order, Report } from './party.ts';

/** Two tables and how they are joined. */
export type Case = {
  readonly name: string;
  readonly rows: number;
  readonly format: Order['format'];
  readonly runs: number;
};

const names = ['bank', 'tax'] as const;

/**
 * Two tables of phones and amounts, half of each one's phones in the other: each party's rows in common written to a file, over the
 * protocol and, as what nothing can undercut, by DuckDB from both files in one process. The files must be the same.
 */
export async function measureJoin(context: BenchContext, of: Case): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-join-'));
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', temp_directory: folder });
  const duckdb = await instance.connect();
  try {
    for (const k of [0, 1]) await duckdb.run(tableOf(k, of, folder));
    const clearS = await context.measure(
      { name: `DuckDB, both files, ${of.name}`, unit: 's' },
      of.runs,
      async () => {
        const startMs = performance.now();
        for (const k of [0, 1]) await duckdb.run(clearJoin(k, of.format, folder));
        return (performance.now() - startMs) / 1000;
      },
    );
    const { seconds, last, peakMb } = await measureJob(context, of, folder);
    for (const k of [0, 1]) await check(duckdb, { k, format: of.format, folder, report: last[k]! });
    const [bank, tax] = last as [Report, Report];
    context.note(
      `  ${of.name}: ${bank.shards} shards; read after ${text(bank.readMs)}, intersected after ${text(bank.intersectedMs)} s; CPU ${text(bank.cpuMs)} and ${text(tax.cpuMs)} s`,
    );
    const figures = {
      s: round(seconds),
      clear_s: round(clearS),
      over_clear: round(seconds / clearS),
      mb: round((bank.bytesSent + tax.bytesSent) / 1e6),
      receiver_peak_mb: Math.round(peakMb[0]!),
      sender_peak_mb: Math.round(peakMb[1]!),
      disk_mb: round(Math.max(bank.diskBytes, tax.diskBytes) / 1e6),
    };
    return Object.fromEntries(
      Object.entries(figures).map(([unit, value]) => [`join_${of.name}_${unit}`, value]),
    );
  } finally {
    duckdb.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureJob(
  context: BenchContext,
  { name, rows, format, runs }: Case,
  folder: string,
): Promise<{
  readonly seconds: number;
  readonly last: readonly Report[];
  readonly peakMb: readonly number[];
}> {
  const program = join(import.meta.dirname, 'party.ts');
  let last: readonly Report[] = [];
  let peakMb: readonly number[] = [];
  const seconds = await context.measure({ name: `job, ${format}, ${name}`, unit: 's' }, runs, async () => {
    // Peaks are of one run: each has processes of its own.
    await using parties = await startLinked(context.signal, { program, names });
    const order: Order = { session: randomUUID(), plan: planOf(rows), folder, format };
    for (const party of names) rmSync(join(folder, `${party}-job`), { recursive: true, force: true });
    last = await parties.tell<Report>(order);
    peakMb = parties.peakMb();
    return Math.max(...last.map(({ ms }) => ms)) / 1000;
  });
  return { seconds, last, peakMb };
}

function planOf(rows: number): IntersectionPlan {
  const side = { holds: 'phones and amounts', fewestRows: 1, mostRows: rows, result: 'inner' } as const;
  return {
    ...{ kind: 'intersection', contract: 'bench', job: 'join', key: 'mobile', protocol: 'auto' },
    sides: [
      { ...side, party: names[0] },
      { ...side, party: names[1] },
    ],
    ...{ receiver: names[0], adversary: 'malicious', shardRows: 2 ** 20, mostAttempts: 1 },
  };
}

/** Phones of a range, in an order that has nothing to do with it: 7,919 and the powers of two and ten have no common factor. */
function tableOf(k: number, { rows, format }: Case, folder: string): string {
  const first = 13_000_000_000 + k * (rows - (rows >> 1));
  const select = `SELECT (${first} + (i * 7919) % ${rows})::VARCHAR AS phone, (i * 31) % 1000003 AS amount FROM range(${rows}) t(i)`;
  return `COPY (${select}) TO '${join(folder, `${names[k]}.${format}`)}' (FORMAT ${format})`;
}

function clearJoin(k: number, format: Order['format'], folder: string): string {
  const at = (name: string): string => reader(join(folder, `${name}.${format}`));
  const own = `SELECT phone, amount FROM ${at(names[k]!)} SEMI JOIN ${at(names[1 - k]!)} other USING (phone)`;
  return `COPY (${own}) TO '${join(folder, `${names[k]}-clear.${format}`)}' (FORMAT ${format})`;
}

async function check(
  duckdb: DuckDBConnection,
  { k, format, folder, report }: { k: number; format: Order['format']; folder: string; report: Report },
): Promise<void> {
  const digest = (name: string): string =>
    `SELECT count(*), bit_xor(hash(phone, amount)), sum(hash(phone) >> 8) FROM ${reader(join(folder, `${names[k]}-${name}.${format}`))}`;
  const [clear, ours] = await Promise.all(
    ['clear', 'out'].map(async (name) => (await duckdb.runAndReadAll(digest(name))).getRowsJson()[0]),
  );
  if (JSON.stringify(clear) !== JSON.stringify(ours) || Number(clear![0]) !== report.common)
    throw new Error(`${names[k]} got other rows than both have.`);
}

function reader(path: string): string {
  return path.endsWith('.csv') ? `read_csv('${path}', all_varchar = true)` : `read_parquet('${path}')`;
}

function text(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
