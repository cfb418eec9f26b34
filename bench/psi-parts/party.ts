import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type Adversary,
  align,
  intersect,
  intersectByEcdh,
  type Mesh,
  type Protocol,
} from '@finharbor/fusion';
import { systemRandom } from '@finharbor/kernel';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { peerLibrary } from './peer-library.ts';

/** One run of one protocol, as the benchmark tells both parties. */
export type Order = {
  readonly session: string;
  /** `echo` is none: the receiver sends `count` bytes, and the sender a byte when it has them. */
  readonly protocol: 'rr22' | 'kkrt' | 'ecdh' | 'align' | 'psi.js' | 'echo';
  readonly adversary: Adversary;
  readonly count: number;
  /** Where `psi.js` is installed; only runs of it need it. */
  readonly library?: string | undefined;
};

/** What a party reports of a run. */
export type Report = Effort & {
  /** Rows in common, and whether they are the right ones; undefined for a party that learns nothing. */
  readonly common: { readonly count: number; readonly isRight: boolean } | undefined;
};

const parties = ['receiver', 'sender'];

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Identifiers as mobile numbers are; the second half of the receiver's are the first half of the sender's. */
function identifiers(self: string, count: number): string[] {
  const first = self === 'receiver' ? 0 : count >> 1;
  return Array.from({ length: count }, (_, i) => `13${100_000_000 + first + i}`);
}

async function work({ self, meet }: Member, order: Order): Promise<object> {
  const ids = order.protocol === 'echo' ? [] : identifiers(self, order.count);
  const channels = await meet(order.session, parties);
  const [channel] = channels.values();
  const mesh: Mesh = { session: order.session, self, parties, channels, progress: () => {} };
  // Both have their lists before either one's clock starts, and nothing is left over from making them.
  collect();
  await channel!.send('ready', new Uint8Array(1));
  await channel!.receive('ready');
  const [rows, effort] = await measured(channels, () => protocols[order.protocol](mesh, { ids, order }));
  return { ...effort, common: rows && verdict(rows, { self, count: order.count }) } satisfies Report;
}

function verdict(rows: Uint32Array, { self, count }: { self: string; count: number }): Report['common'] {
  const first = self === 'receiver' ? count >> 1 : 0;
  const sorted = rows.toSorted();
  return {
    count: rows.length,
    isRight: rows.length === count - (count >> 1) && sorted.every((row, i) => row === first + i),
  };
}

type Task = { readonly ids: readonly string[]; readonly order: Order };

const protocols: Readonly<
  Record<Order['protocol'], (mesh: Mesh, task: Task) => Promise<Uint32Array | undefined>>
> = {
  rr22: byIntersect,
  kkrt: byIntersect,
  async ecdh(mesh, { ids }) {
    const { rows } = await intersectByEcdh(mesh, { ids, receiver: 'receiver', random: systemRandom });
    return rows;
  },
  async align(mesh, { ids }) {
    const { rows } = await align(mesh, { ids, random: systemRandom });
    return rows;
  },
  'psi.js': (mesh, { ids, order }) => peerLibrary(mesh, ids, order.library!),
  echo,
};

const echoChunk = 1 << 18;

async function echo({ self, channels }: Mesh, { order }: Task): Promise<undefined> {
  const [channel] = channels.values();
  for (let sent = 0; sent < order.count; sent += echoChunk) {
    const bytes = Math.min(echoChunk, order.count - sent);
    if (self === 'receiver') await channel!.send('there', new Uint8Array(bytes));
    else await channel!.receive('there');
  }
  if (self === 'sender') await channel!.send('back', new Uint8Array(1));
  else await channel!.receive('back');
}

async function byIntersect(mesh: Mesh, { ids, order }: Task): Promise<Uint32Array | undefined> {
  const { rows } = await intersect(mesh, {
    ids,
    receiver: 'receiver',
    protocol: order.protocol as Protocol,
    adversary: order.adversary,
    maxIds: order.count,
    random: systemRandom,
  });
  return rows;
}

// The library computes for minutes in one call; what is measured here is not who notices that first.
asMember(work, { silenceMs: 3_600_000, closeMs: 3_600_000 });
