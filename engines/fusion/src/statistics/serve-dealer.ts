import { canonicalJson, type Json, type Random, systemRandom } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { createRing } from '../ring/ring.ts';
import { checkGreeting, receiveJson } from '../scorecard/handshake.ts';
import { claimSession, type MaskLedger } from '../scorecard/ledger.ts';
import { mismatch } from '../scorecard/plan.ts';
import { dealerEngine } from '../shares/dealer.ts';
import { deal } from '../shares/dealt.ts';
import { endTogether, naming, sendBytes } from '../shares/network.ts';
import { checkStatisticsPlan, comparesRowSets, type StatisticsPlan } from './plan.ts';
import { statisticsProgram } from './program.ts';
import { type EarlierSet, namesIn } from './row-sets/agree.ts';
import { mostStatisticsRows } from './rows.ts';
import { greeting } from './run.ts';
import { nothingEarlier } from './survey.ts';

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
 * them. It learns the plan, the number of rows, which earlier
 * queries this one is compared with and whether it was refused; no data, no result. Adversary: it must not collude with any party.
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
    const agreed = await agreement(roster, options);
    const random = options.random ?? systemRandom;
    const seeds = new Map(plan.parties.map((party) => [party, random.bytes(32)]));
    for (const channel of roster) await sendBytes(channel, 'seed', seeds.get(channel.peer)!);
    const ends = roster.map((channel) => hearEnd(plan, channel));
    const goodbyes = Promise.all(ends.map(({ done }) => done));
    const failed = goodbyes.then(() => new Promise<never>(() => undefined));
    const verdicts = Promise.all(ends.map(({ verdict }) => verdict));
    verdicts.catch(() => undefined);
    await Promise.race([walk(options, { ...agreed, seeds, last: roster.at(-1)!, verdicts }), failed]);
    await goodbyes;
    for (const channel of roster) await naming(channel, channel.send('end', new Uint8Array(0)));
  });
}

type Agreement = { readonly rows: number; readonly earlier: readonly EarlierSet[] };

// Each party is heard out on its own, so that one that leaves is noticed while another is still awaited.
async function agreement(
  roster: readonly Channel[],
  { plan, session }: StatisticsDealerOptions,
): Promise<Agreement> {
  const heard = await Promise.all(
    roster.map(async (channel) => ({
      peer: channel.peer,
      theirs: await receiveJson(channel, 'hello'),
      earlier: comparesRowSets(plan) ? namesIn(await receiveJson(channel, 'earlier'), channel.peer) : [],
    })),
  );
  const [first] = heard;
  const said = Number((first!.theirs as { rows?: Json } | null)?.rows);
  const rows = Number.isInteger(said) && said >= 1 && said <= mostStatisticsRows ? said : 1;
  for (const { theirs, peer } of heard) checkGreeting(theirs, greeting(plan, session, rows), peer);
  for (const { earlier, peer } of heard)
    if (canonicalJson(earlier) !== canonicalJson(first!.earlier)) mismatch(peer, 'list of earlier queries');
  return { rows, earlier: first!.earlier.map(nothingEarlier) };
}

/** What a party still has to say: whether the query goes on, where row sets are compared, and that it is done. */
function hearEnd(
  plan: StatisticsPlan,
  channel: Channel,
): { readonly verdict: Promise<boolean>; readonly done: Promise<unknown> } {
  const verdict = comparesRowSets(plan)
    ? naming(channel, channel.receive('verdict')).then((byte) => byte[0] === 1)
    : Promise.resolve(true);
  return { verdict, done: verdict.then(() => naming(channel, channel.receive('done'))) };
}

type Dealt = Agreement & {
  readonly seeds: ReadonlyMap<string, Uint8Array>;
  readonly last: Channel;
  readonly verdicts: Promise<readonly boolean[]>;
};

async function walk({ plan, progress }: StatisticsDealerOptions, of: Dealt): Promise<void> {
  const ring = createRing();
  const { rows, earlier, seeds, last } = of;
  const dealing = deal({ seeds, last, add: ring.addScaled });
  const engine = dealerEngine({ parties: plan.parties, ring, dealing });
  await statisticsProgram(
    { engine, plan, rows, earlier, data: undefined },
    {
      stage: (name) => progress?.(name),
      verdict: async () => (await of.verdicts).every(Boolean),
      keep: async () => undefined,
      beforeLast: async () => undefined,
    },
  );
}
