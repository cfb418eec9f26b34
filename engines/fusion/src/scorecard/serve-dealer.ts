import { setImmediate } from 'node:timers/promises';
import type { Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { regressionDealer } from '../regression/dealer-engine.ts';
import { type Dealt, dealSession } from './deal-session.ts';
import { agreedShape } from './handshake.ts';
import { layOut, placeFeatures, type Shape } from './layout.ts';
import type { MaskLedger } from './ledger.ts';
import { checkPlan, type Plan } from './plan.ts';
import { scoringProgram } from './score-program.ts';
import { trainingProgram } from './train-program.ts';

/** What a dealer needs. */
export type DealerOptions = {
  readonly plan: Plan;
  readonly session: string;
  readonly ledger: MaskLedger;
  /** Told as stages begin. */
  readonly progress?: (stage: string) => void;
  readonly random?: Random;
};

/**
 * The dealer's side of one session: draws a fresh seed per party, walks the plan's steps from public shapes, and streams
 * corrections to the last party. It sees row counts per fold and period, feature names and bins; no data, no result.
 * Adversary: it must not collude with any party. Errors: `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`.
 * Source: Beaver 1991; trusted-dealer model.
 */
export async function serveDealer(
  channels: ReadonlyMap<string, Channel>,
  options: DealerOptions,
): Promise<void> {
  const { plan } = options;
  await dealSession(
    channels,
    { ...options, parties: plan.parties },
    {
      check: () => checkPlan(plan),
      agree: (roster) => agreedShape(roster, options),
      walk: (shape, dealt) => walk(options, { shape, ...dealt }),
    },
  );
}

async function walk(
  { plan, progress }: DealerOptions,
  { shape, seeds, roster }: Dealt & { readonly shape: Shape },
): Promise<void> {
  const engine = regressionDealer(roster, seeds);
  const stage = (name: string): void => progress?.(name);
  const around = { stage, beforeLast: () => Promise.resolve() };
  if (plan.kind === 'score')
    await scoringProgram({ engine, plan, places: placeFeatures(plan.parties, shape.features) }, around);
  else {
    const onWork = (): Promise<void> => setImmediate();
    await trainingProgram({ engine, plan, layout: layOut(plan, shape), rows: undefined, onWork }, around);
  }
}
