import {
  type BoostedModelShare,
  type BoostedScoringPlan,
  type BoostingRows,
  boostParty,
  type MaskLedger,
  type Mesh,
  type StageTraffic,
  scoreBoosted,
  serveBoostingDealer,
} from '@finharbor/fusion';
import { systemClock } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { boostingBenchPlan, boostingBenchRows } from './rows.ts';

/** First how many rows to make, then the session to boost or, by then, to score them in. */
export type Order =
  | { readonly rows: number }
  | { readonly session: string }
  | { readonly session: string; readonly scoring: BoostedScoringPlan };

/** What a member reports; scores only at the label holder. */
export type Report = Effort & {
  readonly stages?: readonly StageTraffic[];
  readonly scores?: readonly number[];
};

const plan = boostingBenchPlan;
const members = [...plan.parties, 'hub'];
// A benchmark's process runs each session once.
const ledger: MaskLedger = { claim: async () => 'fresh' };

let made: BoostingRows | undefined;
let share: BoostedModelShare | undefined;

async function work({ self, meet }: Member, order: Order): Promise<object> {
  if ('rows' in order) {
    // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
    made = self === 'hub' ? undefined : boostingBenchRows(order.rows).get(self);
    return { ready: true };
  }
  const { session } = order;
  const scoring = 'scoring' in order ? order.scoring : undefined;
  const channels = await meet(session, members);
  const rows = made;
  const [result, effort] = await measured<Partial<Report>>(channels, async () => {
    if (rows) return takePart({ self, session, channels, rows, scoring });
    await serveBoostingDealer(channels, { plan: scoring ?? plan, session, ledger });
    return {};
  });
  return { ...effort, ...result } satisfies Report;
}

type Task = {
  readonly self: string;
  readonly session: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly rows: BoostingRows;
  readonly scoring: BoostedScoringPlan | undefined;
};

async function takePart({ self, session, channels, rows, scoring }: Task): Promise<Partial<Report>> {
  const dealer = channels.get('hub')!;
  const peers = new Map([...channels].filter(([peer]) => peer !== 'hub'));
  const mesh: Mesh = { session, self, parties: plan.parties, channels: peers, progress: () => {} };
  const own = { ledger, clock: systemClock, rows };
  if (scoring) {
    const { stages, scores } = await scoreBoosted(mesh, dealer, { ...own, plan: scoring, share: share! });
    return { stages, ...(scores && { scores: [...scores] }) };
  }
  const boosted = await boostParty(mesh, dealer, { ...own, plan });
  share = boosted.share;
  return { stages: boosted.stages };
}

asMember(work);
