import { canonicalJson, type Json, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { createRing } from '../ring/ring.ts';
import { type Dealt, dealSession } from '../scorecard/deal-session.ts';
import { checkGreeting, receiveJson } from '../scorecard/handshake.ts';
import type { MaskLedger } from '../scorecard/ledger.ts';
import { mismatch } from '../scorecard/plan.ts';
import { dealerEngine } from '../shares/dealer.ts';
import { deal } from '../shares/dealt.ts';
import { naming } from '../shares/network.ts';
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
 * them. It learns the plan, the number of rows, which earlier queries this one is compared with and whether it was refused;
 * no data, no result. Adversary: it must not collude with any party.
 * Errors: `fusion.bad_plan`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`. Source: Beaver 1991.
 */
export async function serveStatisticsDealer(
  channels: ReadonlyMap<string, Channel>,
  options: StatisticsDealerOptions,
): Promise<void> {
  const { plan } = options;
  await dealSession<Agreement, boolean>(
    channels,
    { ...options, parties: plan.parties },
    {
      check: () => checkStatisticsPlan(plan),
      agree: (roster) => agreement(roster, options),
      ...(comparesRowSets(plan) && { hear: verdictOf }),
      walk: (agreed, dealt, verdicts) => walk(options, { ...agreed, ...dealt, verdicts }),
    },
  );
}

type Agreement = { readonly rows: number; readonly earlier: readonly EarlierSet[] };

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

/** Whether the query goes on, as a party says once it has compared row sets. */
async function verdictOf(channel: Channel): Promise<boolean> {
  const [goesOn] = await naming(channel, channel.receive('verdict'));
  return goesOn === 1;
}

async function walk(
  { plan, progress }: StatisticsDealerOptions,
  {
    rows,
    earlier,
    seeds,
    roster,
    verdicts,
  }: Agreement & Dealt & { readonly verdicts: Promise<readonly boolean[]> },
): Promise<void> {
  const ring = createRing();
  const dealing = deal({ seeds, last: roster.at(-1)!, add: ring.addScaled });
  const engine = dealerEngine({ parties: plan.parties, ring, dealing });
  await statisticsProgram(
    { engine, plan, rows, earlier, data: undefined },
    {
      stage: (name) => progress?.(name),
      verdict: async () => (await verdicts).every(Boolean),
      keep: async () => undefined,
      beforeLast: async () => undefined,
    },
  );
}
