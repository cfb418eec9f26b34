import { once } from 'node:events';
import { codeOf, parsePublicKey, signingKeyFromPem, systemClock, systemRandom } from '@finharbor/kernel';
import { createLink } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { sealUnder } from '../shards/seal.ts';
import { fileSource } from '../sources/table.ts';
import type { IntersectionPlan } from './plan.ts';
import { helpIntersectionJob, type JobOptions, runIntersectionJob } from './run.ts';

/** What one process of one party is told: who it is, what it works on, and for which channel. */
export type MemberOrder = {
  readonly self: string;
  readonly key: string;
  readonly peer: { readonly party: string; readonly publicKey: string };
  readonly plan: IntersectionPlan;
  readonly session: string;
  /** Of the channel: another one for each attempt and helper. */
  readonly channel: string;
  readonly helps: boolean;
  readonly table: string;
  readonly column: string;
  readonly result: string;
  readonly folder: string;
  readonly seal: string;
};

/** What it answers: where it is, how far, and how it ended. */
export type MemberWord =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'progress'; readonly stage: string; readonly rows: number; readonly done: number }
  | { readonly kind: 'ended'; readonly outcome: object | undefined }
  | { readonly kind: 'failed'; readonly code: string };

const tell = (word: MemberWord): unknown => process.send?.(word);

async function run(order: MemberOrder): Promise<void> {
  const { self, plan, peer } = order;
  let port = 1;
  const parties = plan.sides.map(({ party }) => party);
  const link = await createLink({
    ...{ party: self, key: signingKeyFromPem(order.key), clock: systemClock },
    peers: () => [{ ...peer, publicKey: parsePublicKey(peer.publicKey), host: '127.0.0.1', port }],
    listen: { host: '127.0.0.1', port: 0 },
    limits: { silenceMs: 20_000 },
  });
  tell({ kind: 'listening', port: link.address.port });
  [{ port }] = (await once(process, 'message')) as [{ port: number }];
  const meet = parties[0] === self ? link.accept : link.open;
  const channel = await meet(order.channel, peer.party, { context: new Uint8Array(32) });
  const mesh: Mesh = {
    ...{ session: order.session, self, parties, progress: () => {} },
    channels: new Map([[peer.party, channel]]),
  };
  const options: JobOptions = {
    ...{ plan, folder: order.folder, random: systemRandom, result: order.result },
    source: fileSource({ path: order.table, key: 'key', columns: [order.column] }),
    seal: sealUnder(Buffer.from(order.seal, 'hex'), systemRandom),
    onProgress: ({ stage, rows, shards }) => tell({ kind: 'progress', stage, rows, done: shards.done }),
  };
  try {
    const outcome = await (order.helps ? helpIntersectionJob : runIntersectionJob)(mesh, options);
    await channel.close();
    tell({ kind: 'ended', outcome: outcome ?? undefined });
  } catch (error) {
    tell({ kind: 'failed', code: codeOf(error) });
  }
  await link.close();
  process.disconnect?.();
}

process.once('message', (order: MemberOrder) => void run(order));
process.once('disconnect', () => process.exit(0));
