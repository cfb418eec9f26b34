import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { regressInTheClear } from '@finharbor/fusion';
import type { Order, Report } from './dealerless-parts/member.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { startLinked } from './harness/linked.ts';
import { benchPlan, benchRows } from './shares-parts/fit-rows.ts';

const defaultRuns = 1;
const rows = 10_000;
const columns = 20;

/**
 * Logistic regression on shares of two parties without a dealer, two processes on loopback over the node link, Newton to convergence
 * with standard errors: 10^4 rows, 20 columns. `fit_s` from open channels to coefficients; `offline_…` the making of correlated
 * randomness, `online_…` the computation that uses it, side by side; `…_mb` both ways. `coef_gap` and `error_gap`: from the clear fit.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const program = join(import.meta.dirname, 'dealerless-parts', 'member.ts');
  let last: readonly Report[] = [];
  let peakMb: readonly number[] = [];
  const fit_s = await context.measure(
    { name: `fit of ${rows} rows`, unit: 's' },
    context.runs ?? defaultRuns,
    async () => {
      await using linked = await startLinked(context.signal, { program, names: benchPlan.parties });
      await linked.tell({ rows, columns } satisfies Order);
      last = await linked.tell<Report>({ session: randomUUID(), making: randomUUID() } satisfies Order);
      peakMb = linked.peakMb();
      return Math.max(...last.map(({ ms }) => ms)) / 1000;
    },
  );
  const [bank] = last;
  const { offline, online } = bank!.phases;
  const cpu = last.map(({ cpuMs }) => (cpuMs / 1000).toFixed(1));
  context.note(`${bank!.iterations[0]} steps; CPU of bank and tax ${cpu.join(', ')} s`);
  return {
    fit_s,
    offline_s: offline.ms / 1000,
    online_s: online.ms / 1000,
    offline_mb: Math.round((offline.bytesSent + offline.bytesReceived) / 1e6),
    online_mb: Math.round((online.bytesSent + online.bytesReceived) / 1e6),
    peak_mb: Math.round(Math.max(...peakMb)),
    ...gaps(bank!),
  };
}

function gaps({ coefficients }: Report): { coef_gap: number; error_gap: number } {
  if (coefficients.length === 0) throw new Error('The fit did not converge.');
  const clear = regressInTheClear(benchRows(rows, [0, columns]), benchPlan);
  const values = coefficients.map(({ value }, j) => Math.abs(value - clear.coefficients[j]!));
  const errors = coefficients.map(({ standardError }, j) =>
    Math.abs(standardError! / clear.standardErrors[j]! - 1),
  );
  return { coef_gap: Math.max(...values), error_gap: Math.max(...errors) };
}
