import {
  type BudgetLedger,
  type MaskLedger,
  type RowSets,
  runStatistics,
  type StatisticResult,
  serveStatisticsDealer,
} from '@finharbor/fusion';
import { systemClock, systemRandom } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { benchPlan, benchRows } from './statistics-rows.ts';

/** First how many rows to make, then the session to ask in. */
export type Order = { readonly rows: number } | { readonly session: string };

/** What a member reports of a query; results only at the parties. */
export type Report = Effort & { readonly results?: readonly StatisticResult[] };

const members = [...benchPlan.parties, 'hub'];
// A benchmark's process runs each session once, and has no query before it.
const ledger: MaskLedger = { claim: async () => 'fresh' };
const state = { spentMicro: 0, leftMicro: 0 };
const budget: BudgetLedger = {
  claim: async () => ({ kind: 'granted', secret: systemRandom.bytes(32), state }),
  bind: async () => 'bound',
  left: async () => state,
};
const sets: RowSets = {
  kept: async () => [],
  read: async () => new Uint8Array(0),
  keep: async () => undefined,
  noteAtAll: async () => undefined,
};

type Rows = ReturnType<typeof benchRows>;
let made: Rows | undefined;

async function work({ self, meet }: Member, order: Order): Promise<object> {
  if ('rows' in order) {
    // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
    made = benchRows(self, order.rows);
    return { ready: true };
  }
  const { session } = order;
  const channels = await meet(session, members);
  const [result, effort] = await measured<Partial<Report>>(channels, async () => {
    if (self !== 'hub') return { results: await ask({ session, self, channels }, made!) };
    await serveStatisticsDealer(channels, { plan: benchPlan, session, ledger });
    return {};
  });
  return { ...effort, ...result } satisfies Report;
}

type Place = {
  readonly session: string;
  readonly self: string;
  readonly channels: ReadonlyMap<string, Channel>;
};

async function ask({ session, self, channels }: Place, rows: Rows): Promise<readonly StatisticResult[]> {
  const peers = new Map([...channels].filter(([peer]) => peer !== 'hub'));
  const mesh = { session, self, parties: benchPlan.parties, channels: peers, progress: () => {} };
  const options = { plan: benchPlan, rows, ledger, budget, sets, clock: systemClock };
  const outcome = await runStatistics(mesh, channels.get('hub')!, options);
  if (outcome.kind !== 'answered') throw new Error(`The query was refused: ${outcome.code}.`);
  return outcome.results;
}

asMember(work);
