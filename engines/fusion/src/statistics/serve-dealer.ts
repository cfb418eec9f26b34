import { type Json, type Random, systemRandom } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { createRing } from '../ring/ring.ts';
import { checkGreeting, receiveJson } from '../scorecard/handshake.ts';
import { claimSession, type MaskLedger } from '../scorecard/ledger.ts';
import { dealerEngine } from '../shares/dealer.ts';
import { deal } from '../shares/dealt.ts';
import { endTogether, naming, sendBytes } from '../shares/network.ts';
import { checkStatisticsPlan, type StatisticsPlan } from './plan.ts';
import { statisticsProgram } from './program.ts';
import { mostStatisticsRows } from './rows.ts';
import { greeting } from './run.ts';

/** What the dealer of a query needs. */
export type StatisticsDealerOptions = {
  readonly plan: StatisticsPlan;
  readonly session: string;
  readonly ledger: MaskLedger;
  /** Told as stages begin. */
  readonly progress?: (stage: string) => void;
  readonly random?: Random;
};

/**
 * The dealer's side of one query: a fresh seed per party, then corrections to the last party as the plan's steps need
 * them. It learns the plan and the number of rows; no data, no result. Adversary: it must not collude with any party.
 * Errors: `fusion.bad_plan`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`. Source: Beaver 1991.
 */
export async function serveStatisticsDealer(
  channels: ReadonlyMap<string, Channel>,
  options: StatisticsDealerOptions,
): Promise<void> {
  await endTogether(channels.values(), async () => {
    const { plan, session } = options;
    checkStatisticsPlan(plan);
    await claimSession(options.ledger, session);
    const roster = plan.parties.map((party) => channels.get(party)!);
    const rows = await agreedRows(roster, options);
    const random = options.random ?? systemRandom;
    const seeds = new Map(plan.parties.map((party) => [party, random.bytes(32)]));
    for (const channel of roster) await sendBytes(channel, 'seed', seeds.get(channel.peer)!);
    const goodbyes = Promise.all(roster.map((channel) => naming(channel, channel.receive('done'))));
    const failed = goodbyes.then(() => new Promise<never>(() => undefined));
    await Promise.race([walk(options, { rows, seeds, last: roster.at(-1)! }), failed]);
    await goodbyes;
    for (const channel of roster) await naming(channel, channel.send('end', new Uint8Array(0)));
  });
}

async function agreedRows(
  roster: readonly Channel[],
  { plan, session }: StatisticsDealerOptions,
): Promise<number> {
  const heard = await Promise.all(
    roster.map(async (channel) => ({ theirs: await receiveJson(channel, 'hello'), peer: channel.peer })),
  );
  const said = Number((heard[0]!.theirs as { rows?: Json } | null)?.rows);
  const rows = said >= 1 && said <= mostStatisticsRows ? said : 1;
  for (const { theirs, peer } of heard) checkGreeting(theirs, greeting(plan, session, rows), peer);
  return rows;
}

type Dealt = {
  readonly rows: number;
  readonly seeds: ReadonlyMap<string, Uint8Array>;
  readonly last: Channel;
};

async function walk(
  { plan, progress }: StatisticsDealerOptions,
  { rows, seeds, last }: Dealt,
): Promise<void> {
  const ring = createRing();
  const dealing = deal({ seeds, last, add: ring.addScaled });
  const engine = dealerEngine({ parties: plan.parties, ring, dealing });
  const stage = (name: string): void => progress?.(name);
  await statisticsProgram(
    { engine, plan, rows, data: undefined },
    { stage, beforeLast: () => Promise.resolve() },
  );
}
