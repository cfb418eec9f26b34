import { once } from 'node:events';
import {
  type Coefficient,
  type MaskLedger,
  type RegressionPlan,
  regressionPlan,
  regressParty,
  type StageTraffic,
  serveRegressionDealer,
} from '@finharbor/fusion';
import { parsePublicKey, signingKeyFromPem, systemClock } from '@finharbor/kernel';
import { type Channel, createLink, type Link } from '@finharbor/link';
import { benchRows, columnCount } from './rows.ts';

/** What a member of the session is told first. */
export type Introduction = {
  readonly self: string;
  readonly key: string;
  readonly others: readonly { readonly party: string; readonly publicKey: string }[];
};

/** One fit, as the benchmark tells all three. */
export type Order = { readonly session: string; readonly rows: number };

/** What a member reports. */
export type Report = {
  readonly ms: number;
  readonly cpuMs: number;
  readonly bytesSent: number;
  readonly iterations?: readonly number[];
  readonly coefficients?: readonly Coefficient[];
  readonly stages?: readonly StageTraffic[];
};

/** The parties and, last, the dealer. */
export const members = ['bank', 'tax', 'hub'] as const;

/** The plan of the benchmark; the clear fit follows it. */
export const benchPlan: RegressionPlan = regressionPlan({
  parties: ['bank', 'tax'],
  labelHolder: 'bank',
  centreLogit: -3,
});

// A benchmark's process runs each session once.
const ledger: MaskLedger = { claim: async () => 'fresh' };

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
  await run(link, self, order);
}

async function run(link: Link, self: string, order: Order): Promise<void> {
  const place = members.indexOf(self as 'bank');
  // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
  const range = [place * (columnCount / 2), (place + 1) * (columnCount / 2)] as const;
  const rows = self === 'hub' ? undefined : benchRows(order.rows, range);
  process.send!({ ready: true });
  await once(process, 'message');
  const context = new Uint8Array(32).fill(1);
  const channels = new Map<string, Channel>();
  for (const [i, peer] of members.entries())
    if (peer !== self) {
      const meet = i > place ? link.accept : link.open;
      channels.set(peer, await meet(order.session, peer, { context }));
    }
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const result = rows
    ? await fit({ self, order, channels, rows })
    : await serveRegressionDealer(channels, { plan: benchPlan, session: order.session, ledger });
  const ms = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(before);
  const bytesSent = [...channels.values()].reduce((sum, channel) => sum + channel.traffic().bytesSent, 0);
  await Promise.all([...channels.values()].map((channel) => channel.close()));
  process.send!({ ms, cpuMs: (user + system) / 1000, bytesSent, ...result } satisfies Report);
}

type Task = {
  readonly self: string;
  readonly order: Order;
  readonly channels: Map<string, Channel>;
  readonly rows: ReturnType<typeof benchRows>;
};

async function fit({ self, order, channels, rows }: Task): Promise<Partial<Report>> {
  const dealer = channels.get('hub')!;
  const peers = new Map([...channels].filter(([peer]) => peer !== 'hub'));
  const { parties } = benchPlan;
  const mesh = { session: order.session, self, parties, channels: peers, progress: () => {} };
  const columns = rows.columns.map((values, j) => ({ name: `${self}${j}`, values }));
  const outcome = self === benchPlan.labelHolder ? { outcome: rows.outcome } : {};
  const { iterations, coefficients, stages } = await regressParty(mesh, dealer, {
    plan: benchPlan,
    ledger,
    clock: systemClock,
    data: { rows: order.rows, columns, ...outcome },
  });
  return { iterations, stages, ...(coefficients && { coefficients }) };
}

process.once('message', (introduction: Introduction) => void main(introduction));
process.once('disconnect', () => process.exit(0));
