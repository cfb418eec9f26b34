import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { GroupCell, NumberColumn } from '@finharbor/fusion';
import type { BenchContext, Figures } from './harness/context.ts';
import { startLinked } from './harness/linked.ts';
import type { Order, Report } from './shares-parts/statistics-member.ts';
import { benchPlan, benchRows, groupCount } from './shares-parts/statistics-rows.ts';

const defaultRuns = 3;

/**
 * Rows and sums of 50 groups on shares: the groups at one party, the numbers at another, a third that takes part, and a
 * dealer; four processes on loopback over the node link, from open channels to results, cells below 50 rows withheld. Every
 * cell that every party is shown is compared with the clear table. `bytes`: sent by all four; `peak_mb`: the largest process.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const small = await timed(context, 100_000, context.runs ?? defaultRuns);
  const large = await timed(context, 1_000_000, context.runs ?? 1);
  return {
    groups_100k_s: small.seconds,
    groups_1m_s: large.seconds,
    bytes_100k_mb: small.megabytes,
    bytes_1m_mb: large.megabytes,
    peak_100k_mb: small.peakMb,
    peak_1m_mb: large.peakMb,
  };
}

/** What all members reported of one query, and the largest resident memory of each. */
type Asked = { readonly reports: readonly Report[]; readonly peakMb: readonly number[] };

/** One query in fresh processes, three parties and a dealer. */
async function askOnce(signal: AbortSignal, rows: number): Promise<Asked> {
  const program = join(import.meta.dirname, 'shares-parts', 'statistics-member.ts');
  const names = [...benchPlan.parties, 'hub'];
  // Sums are whole numbers of any size, which JSON between processes would not carry.
  await using linked = await startLinked(signal, { program, names, serialization: 'advanced' });
  await linked.tell({ rows } satisfies Order);
  const reports = await linked.tell<Report>({ session: randomUUID() } satisfies Order);
  return { reports, peakMb: linked.peakMb() };
}

type Timed = { readonly seconds: number; readonly megabytes: number; readonly peakMb: number };

async function timed(context: BenchContext, rows: number, runs: number): Promise<Timed> {
  let last: Asked | undefined;
  const want = clearCells(rows);
  const seconds = await context.measure({ name: `50 groups of ${rows} rows`, unit: 's' }, runs, async () => {
    last = await askOnce(context.signal, rows);
    for (const { results } of last.reports)
      for (const result of results ?? []) if (result.kind === 'groups') compare(result.cells, want);
    return Math.max(...last.reports.map(({ ms }) => ms)) / 1000;
  });
  const bytes = last!.reports.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  return { seconds, megabytes: Math.round(bytes / 1e6), peakMb: Math.round(Math.max(...last!.peakMb)) };
}

type Cell = { rows: number; sum: bigint };

function clearCells(count: number): readonly Cell[] {
  const trade = benchRows('bank', count).columns.trade!;
  const turnover = benchRows('tax', count).columns.turnover!;
  const { min, max } = benchPlan.columns.find(({ name }) => name === 'turnover') as NumberColumn;
  const cells = Array.from({ length: groupCount }, (): Cell => ({ rows: 0, sum: 0n }));
  for (let row = 0; row < count; row++) {
    if (Number.isNaN(turnover[row])) continue;
    const cell = cells[trade[row]!]!;
    cell.rows += 1;
    cell.sum += BigInt(Math.max(min, Math.min(max, turnover[row]!)));
  }
  return cells;
}

function compare(cells: readonly GroupCell[], want: readonly Cell[]): void {
  for (const [group, { rows, sum }] of want.entries()) {
    const got = cells[group]!;
    if (got.rows !== rows || got.sum !== sum)
      throw new Error(`Group ${group} is not what it is in the clear.`);
  }
}
