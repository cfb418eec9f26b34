import { setImmediate } from 'node:timers/promises';
import { canonicalJson, type Json, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { cancellable } from '../cancel.ts';
import { regressionDealer } from '../regression/dealer-engine.ts';
import { sigmoidSeries } from '../regression/waves.ts';
import { dealSession } from '../scorecard/deal-session.ts';
import { checkGreeting, receiveJson } from '../scorecard/handshake.ts';
import type { Shape } from '../scorecard/layout.ts';
import type { MaskLedger } from '../scorecard/ledger.ts';
import { mismatch } from '../scorecard/plan.ts';
import type { Boosting } from './boosting.ts';
import { type Extent, forestWithoutShares } from './forest.ts';
import { layOutBoosting } from './layout.ts';
import { type BoostedScoringPlan, type BoostingPlan, checkBoostingPlan } from './plan.ts';
import { boostingProgram } from './program.ts';
import { scoringProgram } from './score-program.ts';
import { hearStart } from './start.ts';
import { boostingGreeting } from './train.ts';

/** What the dealer of a boosting, or of a scoring with its trees, needs. */
export type BoostingDealerOptions = {
  readonly plan: BoostingPlan | BoostedScoringPlan;
  readonly session: string;
  readonly ledger: MaskLedger;
  readonly progress?: (stage: string) => void;
  readonly random?: Random;
  /** Ends the session at once on this side; the parties are told `fusion.peer_gone`. */
  readonly signal?: AbortSignal;
};

/**
 * The dealer's side of one boosting or scoring: a fresh seed per party, corrections to the last. It keeps nothing: a boosting that goes on
 * in another session tells it from which tree on. It learns rows and, of a boosting, names and bins of features and how many trees there
 * are; no data, no question, no result. Adversary: it must not collude with any party.
 * Errors: `fusion.bad_plan`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`, `fusion.aborted`. Source: Beaver 1991.
 */
export async function serveBoostingDealer(
  channels: ReadonlyMap<string, Channel>,
  options: BoostingDealerOptions,
): Promise<void> {
  const { plan } = options;
  await cancellable([...channels.values()], options.signal, () =>
    dealSession(
      channels,
      { ...options, parties: plan.parties },
      {
        check: () => checkBoostingPlan(plan),
        agree: (roster) => agreement(roster, options),
        walk: (agreed, { roster, seeds }) =>
          walk(options, { ...agreed, engine: regressionDealer(roster, seeds) }),
        firstDecides: plan.kind === 'boosting' && plan.patience !== undefined,
      },
    ),
  );
}

type Agreed = { readonly rows: number; readonly features: Shape['features']; readonly start: Extent };

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
  const said = first!.greeting as { rows?: Json; job?: Json } | null;
  const rows = Number.isInteger(said?.rows) ? Number(said!.rows) : 0;
  const job = typeof said?.job === 'string' ? said.job : undefined;
  for (const { greeting, peer } of heard)
    checkGreeting(greeting, boostingGreeting(plan, session, { rows, job }), peer);
  for (const { shape, peer } of heard)
    if (canonicalJson(shape) !== canonicalJson(first!.shape)) mismatch(peer, 'view of the features');
  const start = plan.kind === 'boosting' ? await hearStart(roster) : { trees: 0, ended: false };
  return { rows, features: (first!.shape as unknown as Shape).features, start };
}

async function walk(
  { plan, progress }: BoostingDealerOptions,
  { engine, rows, features, start }: Agreed & { engine: ReturnType<typeof regressionDealer> },
): Promise<void> {
  const around = { stage: (name: string) => progress?.(name), beforeLast: async () => undefined };
  const onChunk = (): Promise<void> => setImmediate();
  if (plan.kind === 'boosted-scoring') {
    await scoringProgram({ engine, plan, layout: { rows }, own: undefined, onChunk }, around);
    return;
  }
  const layout = layOutBoosting(plan, { rows, features });
  const series = sigmoidSeries(plan.baseLogit);
  const boosting: Boosting = { engine, plan, layout, series, rows: undefined, onChunk };
  const before = start.trees > 0 ? forestWithoutShares(boosting, start) : undefined;
  await boostingProgram(boosting, before, { ...around, keep: async () => undefined });
}
