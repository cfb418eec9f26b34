import { once } from 'node:events';
import {
  type BudgetLedger,
  type MaskLedger,
  type RowSets,
  runStatistics,
  type StatisticResult,
  serveStatisticsDealer,
} from '@finharbor/fusion';
import { parsePublicKey, signingKeyFromPem, systemClock, systemRandom } from '@finharbor/kernel';
import { type Channel, createLink, type Link } from '@finharbor/link';
import { benchPlan, benchRows } from './rows.ts';

/** What a member of the session is told first. */
export type Introduction = {
  readonly self: string;
  readonly key: string;
  readonly others: readonly { readonly party: string; readonly publicKey: string }[];
};

/** One query, as the benchmark tells all. */
export type Order = { readonly session: string; readonly rows: number };

/** What a member reports; results only at the parties. */
export type Report = {
  readonly ms: number;
  readonly bytesSent: number;
  readonly results?: readonly StatisticResult[];
};

/** The parties and, last, the dealer. */
export const members: readonly string[] = [...benchPlan.parties, 'hub'];

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

async function main({ self, key, others }: Introduction): Promise<void> {
  let ports: Readonly<Record<string, number>> = {};
  const peers = others.map(({ party, publicKey }) => ({ party, publicKey: parsePublicKey(publicKey) }));
  const link = await createLink({
    party: self,
    key: signingKeyFromPem(key),
    clock: systemClock,
    peers: () => peers.map((peer) => ({ ...peer, host: '127.0.0.1', port: ports[peer.party] ?? 1 })),
    listen: { host: '127.0.0.1', port: 0 },
  });
  process.send!({ port: link.address.port });
  [ports] = (await once(process, 'message')) as [Record<string, number>];
  process.send!({ ready: true });
  const [order] = (await once(process, 'message')) as [Order];
  await query(link, self, order);
}

async function query(link: Link, self: string, { session, rows: count }: Order): Promise<void> {
  const place = members.indexOf(self);
  // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
  const rows = benchRows(self, count);
  process.send!({ ready: true });
  await once(process, 'message');
  const context = new Uint8Array(32).fill(1);
  const channels = new Map<string, Channel>();
  for (const [i, peer] of members.entries())
    if (peer !== self) {
      const meet = i > place ? link.accept : link.open;
      channels.set(peer, await meet(session, peer, { context }));
    }
  const startedMs = performance.now();
  const results =
    self === 'hub'
      ? await serveStatisticsDealer(channels, { plan: benchPlan, session, ledger })
      : await ask({ session, self, channels }, rows);
  const ms = performance.now() - startedMs;
  const bytesSent = [...channels.values()].reduce((sum, channel) => sum + channel.traffic().bytesSent, 0);
  await Promise.all([...channels.values()].map((channel) => channel.close()));
  process.send!({ ms, bytesSent, ...(results && { results }) } satisfies Report);
}

type Place = {
  readonly session: string;
  readonly self: string;
  readonly channels: ReadonlyMap<string, Channel>;
};

async function ask(
  { session, self, channels }: Place,
  rows: ReturnType<typeof benchRows>,
): Promise<readonly StatisticResult[]> {
  const peers = new Map([...channels].filter(([peer]) => peer !== 'hub'));
  const mesh = { session, self, parties: benchPlan.parties, channels: peers, progress: () => {} };
  const options = { plan: benchPlan, rows, ledger, budget, sets, clock: systemClock };
  const outcome = await runStatistics(mesh, channels.get('hub')!, options);
  if (outcome.kind !== 'answered') throw new Error(`The query was refused: ${outcome.code}.`);
  return outcome.results;
}

process.once('message', (introduction: Introduction) => void main(introduction));
process.once('disconnect', () => process.exit(0));
