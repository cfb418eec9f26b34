import { join } from 'node:path';
import { fileLookupLedger, lookUp, type Mesh, prepareLookupTable, serveLookup } from '@finharbor/fusion';
import { generateSigningKey, type PublicKey, systemClock, systemRandom } from '@finharbor/kernel';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { askAsPeer, setUpAsPeer } from './peer-library.ts';

/** What the benchmark tells both; the querier has nothing to do where something is prepared. */
export type Order =
  | {
      readonly kind: 'prepare';
      readonly folder: string;
      readonly version: number;
      readonly count: number;
      readonly workers: number;
      readonly labelBytes: number;
    }
  | {
      readonly kind: 'ask';
      readonly session: string;
      readonly folder: string;
      readonly count: number;
      readonly asked: number;
      readonly holderKey: PublicKey;
    }
  | {
      readonly kind: 'psi.js';
      readonly session: string;
      readonly library: string;
      readonly count: number;
      readonly asked: number;
    };

/** What a member says of a preparation. */
export type Prepared = {
  readonly ms: number;
  readonly cpuMs: number;
  readonly bytes: number;
  readonly holderKey: PublicKey;
};

/** What a member says of a session; only the querier can say whether it found the right ones. */
export type Asked = Effort & { readonly isRight: boolean; readonly setupMs?: number };

const parties = ['holder', 'querier'];
const signingKey = generateSigningKey();

/** Identifiers as mobile numbers are. */
function identifier(i: number): string {
  return `13${100_000_000 + i}`;
}

function* rowsOf(count: number, labelBytes: number): Generator<{ id: string; label: Uint8Array }> {
  for (let i = 0; i < count; i++)
    yield { id: identifier(i), label: Buffer.from(`${i}`.slice(0, labelBytes)) };
}

/** Every second of them is in the table. */
function queryOf(count: number, asked: number): string[] {
  const step = Math.floor(count / asked);
  return Array.from({ length: asked }, (_, i) => identifier(i % 2 === 0 ? i * step : count + i));
}

async function work({ self, meet }: Member, order: Order): Promise<object> {
  switch (order.kind) {
    case 'prepare':
      return self === 'holder' ? prepare(order) : {};
    case 'ask': {
      const channels = await meet(order.session, parties);
      const mesh: Mesh = { session: order.session, self, parties, channels, progress: () => {} };
      const [isRight, effort] = await measured(channels, () => takePart(mesh, order));
      return { ...effort, isRight } satisfies Asked;
    }
    case 'psi.js': {
      const channels = await meet(order.session, parties);
      const [channel] = channels.values();
      const ids = Array.from({ length: order.count }, (_, i) => identifier(i));
      const setupMs = self === 'holder' ? await setUpAsPeer(order.library, ids, order.asked) : 0;
      await channel!.send('ready', new Uint8Array(1));
      await channel!.receive('ready');
      const query = queryOf(order.count, order.asked);
      const [rows, effort] = await measured(channels, () => askAsPeer(channel!, order.library, query));
      const isRight = rows === undefined || rows.every((row, i) => row === 2 * i);
      return { ...effort, isRight, setupMs } satisfies Asked;
    }
  }
}

async function prepare(order: Extract<Order, { kind: 'prepare' }>): Promise<Prepared> {
  const { count, labelBytes } = order;
  const before = { ms: performance.now(), cpu: process.cpuUsage() };
  const { bytes } = await prepareLookupTable({
    ...{ folder: join(order.folder, 'holder'), table: 'numbers', holder: 'holder', version: order.version },
    ...{ signingKey, workers: order.workers, labelBytes, random: systemRandom },
    rows: () => rowsOf(count, labelBytes),
  });
  const { user, system } = process.cpuUsage(before.cpu);
  const ms = performance.now() - before.ms;
  return { ms, cpuMs: (user + system) / 1000, bytes, holderKey: signingKey.publicKey };
}

async function takePart(mesh: Mesh, order: Extract<Order, { kind: 'ask' }>): Promise<boolean> {
  const folder = join(order.folder, mesh.self);
  if (mesh.self === 'holder') {
    const limits = () => ({ total: 1e9, rate: { count: 1e9, windowMs: 1 } });
    const ledger = fileLookupLedger(join(order.folder, 'ledger'), { limits, clock: systemClock });
    await serveLookup(mesh, { folder, ledger, random: systemRandom });
    return true;
  }
  const ids = queryOf(order.count, order.asked);
  const own = { folder, holderKey: order.holderKey, query: order.session, random: systemRandom };
  const outcome = await lookUp(mesh, { ...own, ids });
  if (outcome.kind === 'refused') return false;
  const expected = ids.flatMap((_, row) => (row % 2 === 0 ? [row] : []));
  return JSON.stringify(outcome.matches.map(({ row }) => row)) === JSON.stringify(expected);
}

// The library computes for minutes in one call; what is measured here is not who notices that first.
asMember(work, { silenceMs: 3_600_000, closeMs: 3_600_000 });
