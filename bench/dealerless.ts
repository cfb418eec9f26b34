import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fitInTheClear, regressInTheClear } from '@finharbor/fusion';
import { cardPlan, cardRows } from './dealerless-parts/card-rows.ts';
import type { Order, Report } from './dealerless-parts/member.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { startLinked } from './harness/linked.ts';
import { benchPlan, benchRows } from './shares-parts/fit-rows.ts';

const defaultRuns = 1;
const rows = 10_000;
const columns = 20;

/**
 * Two parties without a dealer, two processes on loopback over the node link, 10^4 rows and 20 columns: a logistic regression by Newton to
 * convergence with standard errors, and a scorecard of the same columns in bins with all its fits and figures. `…_s` from open channels to the
 * results; `…offline_…` the making of correlated randomness, `…online_…` the computation that uses it, side by side; `…_mb` both ways.
 * `coef_gap`, `error_gap` and `card_auc_gap`: from the clear fits.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const fit = await measure(context, 'regression');
  const card = await measure(context, 'scorecard');
  return {
    ...named('', fit),
    ...gaps(fit.bank),
    ...named('card_', card),
    card_auc_gap: await aucGap(card.bank),
  };
}

type Measured = { readonly seconds: number; readonly bank: Report; readonly peakMb: number };

async function measure(context: BenchContext, fit: 'regression' | 'scorecard'): Promise<Measured> {
  const program = join(import.meta.dirname, 'dealerless-parts', 'member.ts');
  let last: readonly Report[] = [];
  let peakMb = 0;
  const seconds = await context.measure(
    { name: `${fit} of ${rows} rows`, unit: 's' },
    context.runs ?? defaultRuns,
    async () => {
      await using linked = await startLinked(context.signal, { program, names: benchPlan.parties });
      await linked.tell({ rows, columns } satisfies Order);
      const order: Order = { fit, session: randomUUID(), making: randomUUID() };
      last = await linked.tell<Report>(order);
      peakMb = Math.max(peakMb, ...linked.peakMb());
      return Math.max(...last.map(({ ms }) => ms)) / 1000;
    },
  );
  const [bank] = last;
  const cpu = last.map(({ cpuMs }) => (cpuMs / 1000).toFixed(1));
  context.note(
    `${fit}: CPU of bank and tax ${cpu.join(', ')} s; steps ${bank!.iterations?.[0] ?? 'as planned'}`,
  );
  return { seconds, bank: bank!, peakMb };
}

function named(prefix: string, { seconds, bank, peakMb }: Measured): Figures {
  const { offline, online } = bank.phases;
  const figures = {
    fit_s: seconds,
    offline_s: offline.ms / 1000,
    online_s: online.ms / 1000,
    offline_mb: Math.round((offline.bytesSent + offline.bytesReceived) / 1e6),
    online_mb: Math.round((online.bytesSent + online.bytesReceived) / 1e6),
    peak_mb: Math.round(peakMb),
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [prefix + name, value]));
}

function gaps({ coefficients = [] }: Report): { coef_gap: number; error_gap: number } {
  if (coefficients.length === 0) throw new Error('The fit did not converge.');
  const clear = regressInTheClear(benchRows(rows, [0, columns]), benchPlan);
  const values = coefficients.map(({ value }, j) => Math.abs(value - clear.coefficients[j]!));
  const errors = coefficients.map(({ standardError }, j) =>
    Math.abs(standardError! / clear.standardErrors[j]! - 1),
  );
  return { coef_gap: Math.max(...values), error_gap: Math.max(...errors) };
}

async function aucGap({ auc }: Report): Promise<number> {
  const { features, outcome } = cardRows(benchRows(rows, [0, columns]), cardPlan.labelHolder);
  const clear = await fitInTheClear(features, outcome!, cardPlan);
  return Math.abs(auc! - clear.auc);
}
