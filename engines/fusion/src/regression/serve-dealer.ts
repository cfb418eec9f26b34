import { setImmediate } from 'node:timers/promises';
import type { Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { type Dealt, dealSession } from '../scorecard/deal-session.ts';
import type { MaskLedger } from '../scorecard/ledger.ts';
import { agreedColumns } from './agree.ts';
import { regressionDealer } from './dealer-engine.ts';
import { layOutRegression, type RegressionLayout } from './layout.ts';
import { checkRegressionPlan, type RegressionPlan } from './plan.ts';
import { regressionProgram } from './program.ts';
import { sigmoidSeries } from './waves.ts';

/** What a regression's dealer needs. */
export type RegressionDealerOptions = {
  readonly plan: RegressionPlan;
  readonly session: string;
  readonly ledger: MaskLedger;
  readonly progress?: (stage: string) => void;
  readonly random?: Random;
};

/**
 * The dealer's side of one regression: a fresh seed per party, corrections to the last. It learns rows, names and scales of
 * columns, and when the steps end; no data, no result. Adversary: it must not collude with any party.
 * Errors: `fusion.bad_plan`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`. Source: Beaver 1991.
 */
export async function serveRegressionDealer(
  channels: ReadonlyMap<string, Channel>,
  options: RegressionDealerOptions,
): Promise<void> {
  const { plan } = options;
  await dealSession(
    channels,
    { ...options, parties: plan.parties },
    {
      check: () => checkRegressionPlan(plan),
      agree: (roster) => agreedColumns(roster, options),
      walk: (shape, dealt) => walk(options, { layout: layOutRegression(plan, shape), ...dealt }),
      firstDecides: true,
    },
  );
}

async function walk(
  { plan, progress }: RegressionDealerOptions,
  { layout, seeds, roster }: Dealt & { readonly layout: RegressionLayout },
): Promise<void> {
  const engine = regressionDealer(roster, seeds);
  const series = sigmoidSeries(plan.centreLogit);
  const around = { stage: (name: string) => progress?.(name), beforeLast: () => Promise.resolve() };
  const onChunk = (): Promise<void> => setImmediate();
  await regressionProgram({ engine, plan, layout, series, data: undefined, onChunk }, around);
}
