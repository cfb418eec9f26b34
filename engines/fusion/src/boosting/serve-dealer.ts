import { setImmediate } from 'node:timers/promises';
import { canonicalJson, type Json, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { regressionDealer } from '../regression/dealer-engine.ts';
import { sigmoidSeries } from '../regression/waves.ts';
import { dealSession } from '../scorecard/deal-session.ts';
import { checkGreeting, receiveJson } from '../scorecard/handshake.ts';
import type { Shape } from '../scorecard/layout.ts';
import type { MaskLedger } from '../scorecard/ledger.ts';
import { mismatch } from '../scorecard/plan.ts';
import { layOutBoosting } from './layout.ts';
import { type BoostedScoringPlan, type BoostingPlan, checkBoostingPlan } from './plan.ts';
import { boostingProgram } from './program.ts';
import { scoringProgram } from './score-program.ts';
import { boostingGreeting } from './train.ts';

/** What the dealer of a boosting, or of a scoring with its trees, needs. */
export type BoostingDealerOptions = {
  readonly plan: BoostingPlan | BoostedScoringPlan;
  readonly session: string;
  readonly ledger: MaskLedger;
  readonly progress?: (stage: string) => void;
  readonly random?: Random;
};

/**
 * The dealer's side of one boosting or scoring: a fresh seed per party, corrections to the last. It learns rows and, of a
 * boosting, names and bins of features; no data, no question, no result. Adversary: it must not collude with any party.
 * Errors: `fusion.bad_plan`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`. Source: Beaver 1991.
 */
export async function serveBoostingDealer(
  channels: ReadonlyMap<string, Channel>,
  options: BoostingDealerOptions,
): Promise<void> {
  const { plan } = options;
  await dealSession(
    channels,
    { ...options, parties: plan.parties },
    {
      check: () => checkBoostingPlan(plan),
      agree: (roster) => agreement(roster, options),
      walk: (agreed, { roster, seeds }) =>
        walk(options, { ...agreed, engine: regressionDealer(roster, seeds) }),
    },
  );
}

type Agreed = { readonly rows: number; readonly features: Shape['features'] };

async function agreement(
  roster: readonly Channel[],
  { plan, session }: BoostingDealerOptions,
): Promise<Agreed> {
  const heard = await Promise.all(
    roster.map(async (channel) => ({
      peer: channel.peer,
      greeting: await receiveJson(channel, 'hello'),
      shape: plan.kind === 'boosting' ? await receiveJson(channel, 'shape') : { features: {} },
    })),
  );
  const [first] = heard;
  const rows = Number((first!.greeting as { rows?: Json } | null)?.rows);
  for (const { greeting, peer } of heard)
    checkGreeting(greeting, boostingGreeting(plan, session, Number.isInteger(rows) ? rows : 0), peer);
  for (const { shape, peer } of heard)
    if (canonicalJson(shape) !== canonicalJson(first!.shape)) mismatch(peer, 'view of the features');
  return { rows, features: (first!.shape as unknown as Shape).features };
}

async function walk(
  { plan, progress }: BoostingDealerOptions,
  { engine, rows, features }: Agreed & { engine: ReturnType<typeof regressionDealer> },
): Promise<void> {
  const around = { stage: (name: string) => progress?.(name), beforeLast: async () => undefined };
  if (plan.kind === 'boosted-scoring') {
    await scoringProgram({ engine, plan, layout: { rows }, own: undefined }, around);
    return;
  }
  const layout = layOutBoosting(plan, { rows, features });
  const series = sigmoidSeries(plan.baseLogit);
  const onChunk = (): Promise<void> => setImmediate();
  await boostingProgram({ engine, plan, layout, series, rows: undefined, onChunk }, around);
}
