import { once } from 'node:events';
import { type Adversary, align, intersect, type Mesh } from '@finharbor/fusion';
import { parsePublicKey, signingKeyFromPem, systemClock, systemRandom } from '@finharbor/kernel';
import { createLink } from '@finharbor/link';
import { peerLibrary } from './peer-library.ts';

/** One run of one protocol, as the benchmark tells both parties. */
export type Order = {
  readonly session: string;
  readonly protocol: 'rr22' | 'ecdh' | 'psi.js';
  readonly adversary: Adversary;
  readonly count: number;
};

/** What a party reports of a run. */
export type Report = {
  readonly ms: number;
  readonly cpuMs: number;
  readonly bytesSent: number;
  /** Rows in common, and whether they are the right ones; undefined for a party that learns nothing. */
  readonly common: { readonly count: number; readonly isRight: boolean } | undefined;
};

/** What a party is told first. */
export type Introduction = {
  readonly self: string;
  readonly key: string;
  readonly peer: { readonly party: string; readonly publicKey: string };
  /** Where `psi.js` is installed; only runs of it need it. */
  readonly library: string | undefined;
};

type Link = Awaited<ReturnType<typeof createLink>>;

const parties = ['receiver', 'sender'];
const context = new Uint8Array(32).fill(1);

/** Identifiers as mobile numbers are; the second half of the receiver's are the first half of the sender's. */
function identifiers(self: string, count: number): string[] {
  const first = self === 'receiver' ? 0 : count >> 1;
  return Array.from({ length: count }, (_, i) => `13${100_000_000 + first + i}`);
}

async function main({ self, key, peer, library }: Introduction): Promise<void> {
  let port = 0;
  const pinned = { party: peer.party, publicKey: parsePublicKey(peer.publicKey), host: '127.0.0.1' };
  const link = await createLink({
    ...{ party: self, key: signingKeyFromPem(key), clock: systemClock, peers: () => [{ ...pinned, port }] },
    listen: { host: '127.0.0.1', port: 0 },
    // The library computes for minutes in one call; what is measured here is not who notices that first.
    limits: { silenceMs: 3_600_000, closeMs: 3_600_000 },
  });
  process.send!({ port: link.address.port });
  [port] = (await once(process, 'message')) as [number];
  process.send!({ ready: true });
  process.on('message', (order: Order) => void run(link, { order, self, library }));
}

type Work = { readonly order: Order; readonly self: string; readonly library: string | undefined };

async function run(link: Link, { order, self, library }: Work): Promise<void> {
  const ids = identifiers(self, order.count);
  const peer = parties.find((party) => party !== self)!;
  const open = self === 'receiver' ? link.accept : link.open;
  const channel = await open(order.session, peer, { context });
  const mesh: Mesh = {
    session: order.session,
    self,
    parties,
    channels: new Map([[peer, channel]]),
    progress: () => {},
  };
  // Both have their lists before either one's clock starts.
  await channel.send('ready', new Uint8Array(1));
  await channel.receive('ready');
  const before = { cpu: process.cpuUsage(), ms: performance.now(), bytes: channel.traffic().bytesSent };
  const rows = await protocols[order.protocol](mesh, { ids, order, library });
  const ms = performance.now() - before.ms;
  const { user, system } = process.cpuUsage(before.cpu);
  const bytesSent = channel.traffic().bytesSent - before.bytes;
  await channel.close();
  const report: Report = {
    ms,
    cpuMs: (user + system) / 1000,
    bytesSent,
    common: rows && verdict(rows, { self, count: order.count }),
  };
  process.send!(report);
}

function verdict(rows: Uint32Array, { self, count }: { self: string; count: number }): Report['common'] {
  const first = self === 'receiver' ? count >> 1 : 0;
  const sorted = rows.toSorted();
  return {
    count: rows.length,
    isRight: rows.length === count - (count >> 1) && sorted.every((row, i) => row === first + i),
  };
}

type Task = { readonly ids: readonly string[]; readonly order: Order; readonly library: string | undefined };

const protocols: Readonly<
  Record<Order['protocol'], (mesh: Mesh, task: Task) => Promise<Uint32Array | undefined>>
> = {
  async rr22(mesh, { ids, order }) {
    const { rows } = await intersect(mesh, {
      ids,
      receiver: 'receiver',
      adversary: order.adversary,
      random: systemRandom,
    });
    return rows;
  },
  async ecdh(mesh, { ids }) {
    const { rows } = await align(mesh, { ids, random: systemRandom });
    return rows;
  },
  'psi.js': (mesh, { ids, library }) => peerLibrary(mesh, ids, library!),
};

process.once('message', (introduction: Introduction) => void main(introduction));
process.once('disconnect', () => process.exit(0));
