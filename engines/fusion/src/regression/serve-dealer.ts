import { setImmediate } from 'node:timers/promises';
import { type Random, systemRandom } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { claimSession, type MaskLedger } from '../scorecard/ledger.ts';
import { endTogether, naming, sendBytes } from '../shares/network.ts';
import { agreedColumns } from './agree.ts';
import { regressionDealer } from './dealer-engine.ts';
import { layOutRegression } from './layout.ts';
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
  await endTogether(channels.values(), async () => {
    const { plan, session } = options;
    checkRegressionPlan(plan);
    await claimSession(options.ledger, session);
    const roster = plan.parties.map((party) => channels.get(party)!);
    const [first, ...others] = roster as [Channel, ...Channel[]];
    const shape = await agreedColumns(roster, options);
    const random = options.random ?? systemRandom;
    const seeds = new Map(plan.parties.map((party) => [party, random.bytes(32)]));
    for (const channel of roster) await sendBytes(channel, 'seed', seeds.get(channel.peer)!);
    // The first party's goodbye is awaited after the steps: until then it tells decisions on the same channel.
    const goodbyes = Promise.all(others.map((channel) => naming(channel, channel.receive('done'))));
    const failed = goodbyes.then(() => new Promise<never>(() => undefined));
    await Promise.race([walk(options, { layout: layOutRegression(plan, shape), seeds, roster }), failed]);
    await Promise.all([goodbyes, naming(first, first.receive('done'))]);
    for (const channel of roster) await naming(channel, channel.send('end', new Uint8Array(0)));
  });
}

type Dealt = {
  readonly layout: ReturnType<typeof layOutRegression>;
  readonly seeds: ReadonlyMap<string, Uint8Array>;
  readonly roster: readonly Channel[];
};

async function walk(
  { plan, progress }: RegressionDealerOptions,
  { layout, seeds, roster }: Dealt,
): Promise<void> {
  const engine = regressionDealer(roster, seeds);
  const series = sigmoidSeries(plan.centreLogit);
  const around = { stage: (name: string) => progress?.(name), beforeLast: () => Promise.resolve() };
  const onChunk = (): Promise<void> => setImmediate();
  await regressionProgram({ engine, plan, layout, series, data: undefined, onChunk }, around);
}
