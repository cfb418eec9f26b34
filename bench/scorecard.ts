import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { auc, regressInTheClear } from '@finharbor/fusion';
import type { BenchContext, Figures } from './harness/context.ts';
import { startLinked } from './harness/linked.ts';
import type { Order, Report } from './shares-parts/fit-member.ts';
import { benchPlan, benchRows, columnCount } from './shares-parts/fit-rows.ts';

const defaultRuns = 3;

/**
 * Logistic regression on shares: 50 columns of two parties and a dealer, three processes on loopback over the node link, Newton to
 * convergence with standard errors. `fit_100k_s` and `fit_1m_s`: from open channels to coefficients. `coef_gap` and `auc_gap`:
 * the largest difference from the clear fit of the same rows in double precision, over both sizes; `peak_mb`: a party's largest
 * memory; `bytes_mb`: sent by all three for 10^5 rows.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const small = await timed(context, 100_000, context.runs ?? defaultRuns);
  const large = await timed(context, 1_000_000, 1);
  return {
    fit_100k_s: small.seconds,
    fit_1m_s: large.seconds,
    auc_gap: Math.max(small.aucGap, large.aucGap),
    coef_gap: Math.max(small.coefficientGap, large.coefficientGap),
    error_gap: Math.max(small.errorGap, large.errorGap),
    peak_mb: Math.round(Math.max(...large.peakMb.slice(0, -1))),
    dealer_peak_mb: Math.round(large.peakMb.at(-1)!),
    bytes_mb: Math.round(small.bytes / 1e6),
    bytes_1m_mb: Math.round(large.bytes / 1e6),
  };
}

/** What all three reported of one fit, bank first and dealer last, and the largest resident memory of each. */
type Fit = { readonly reports: readonly Report[]; readonly peakMb: readonly number[] };

/** One fit in three fresh processes, two parties and a dealer. */
async function fitOnce(signal: AbortSignal, rows: number): Promise<Fit> {
  const program = join(import.meta.dirname, 'shares-parts', 'fit-member.ts');
  await using linked = await startLinked(signal, { program, names: [...benchPlan.parties, 'hub'] });
  await linked.tell({ rows } satisfies Order);
  const reports = await linked.tell<Report>({ session: randomUUID() } satisfies Order);
  return { reports, peakMb: linked.peakMb() };
}

type Timed = ReturnType<typeof gaps> & {
  readonly seconds: number;
  readonly bytes: number;
  readonly peakMb: readonly number[];
};

async function timed(context: BenchContext, rows: number, runs: number): Promise<Timed> {
  let last: Fit | undefined;
  const seconds = await context.measure({ name: `fit of ${rows} rows`, unit: 's' }, runs, async () => {
    last = await fitOnce(context.signal, rows);
    return Math.max(...last.reports.map(({ ms }) => ms)) / 1000;
  });
  const { reports, peakMb } = last!;
  const [bank] = reports;
  const stages = bank!.stages!.map(({ stage, ms }) => `${stage} ${(ms / 1000).toFixed(2)} s`);
  const cpu = reports.map(({ cpuMs }) => (cpuMs / 1000).toFixed(1));
  context.note(
    `${bank!.iterations![0]} steps; ${stages.join(', ')}; CPU of bank, tax and dealer ${cpu.join(', ')} s`,
  );
  const bytes = reports.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  return { seconds, peakMb, bytes, ...gaps(rows, bank!.coefficients!) };
}

function gaps(
  count: number,
  coefficients: NonNullable<Fit['reports'][number]['coefficients']>,
): { coefficientGap: number; errorGap: number; aucGap: number } {
  const rows = benchRows(count, [0, columnCount]);
  const clear = regressInTheClear(rows, benchPlan);
  const shared = Float64Array.from(coefficients, ({ value }) => value);
  const scores = (weights: Float64Array): Float64Array =>
    rows.columns.reduce(
      (sums, column, j) => sums.map((sum, row) => sum + weights[j + 1]! * column[row]!),
      new Float64Array(count),
    );
  return {
    coefficientGap: Math.max(...shared.map((value, j) => Math.abs(value - clear.coefficients[j]!))),
    errorGap: Math.max(
      ...coefficients.map(({ standardError }, j) => Math.abs(standardError! / clear.standardErrors[j]! - 1)),
    ),
    aucGap: Math.abs(auc(scores(shared), rows.outcome) - auc(scores(clear.coefficients), rows.outcome)),
  };
}
