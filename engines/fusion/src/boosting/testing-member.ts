import { once } from 'node:events';
import { codeOf, parsePublicKey, signingKeyFromPem, systemClock, systemRandom } from '@finharbor/kernel';
import { type Channel, createLink, type Link } from '@finharbor/link';
import { fileMaskLedger } from '../scorecard/ledger.ts';
import { sealUnder } from '../shards/seal.ts';
import type { BoostedModelShare } from './model.ts';
import { serveBoostingDealer } from './serve-dealer.ts';
import { inventedRows } from './testing.ts';
import { boostParty } from './train.ts';

/** What one process of one party, or of the dealer, is told: who it is, and what it works on. */
export type MemberOrder = {
  readonly self: string;
  readonly key: string;
  /** Everybody in one order, the dealer last. */
  readonly names: readonly string[];
  readonly publicKeys: Readonly<Record<string, string>>;
  readonly invented: Parameters<typeof inventedRows>[0];
  readonly session: string;
  readonly folder: string;
  readonly seal: string;
};

/** What it answers: where it is, how far, and how it ended. */
export type MemberWord =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'progress'; readonly work: string }
  | {
      readonly kind: 'ended';
      readonly share: BoostedModelShare | undefined;
      readonly resumed: number | undefined;
    }
  | { readonly kind: 'failed'; readonly code: string };

const tell = (word: MemberWord): unknown => process.send?.(word);

async function run(order: MemberOrder): Promise<void> {
  const { self, names, publicKeys } = order;
  let ports: Readonly<Record<string, number>> = {};
  const peers = names.filter((party) => party !== self);
  const link = await createLink({
    ...{ party: self, key: signingKeyFromPem(order.key), clock: systemClock },
    peers: () =>
      peers.map((party) => ({
        ...{ party, publicKey: parsePublicKey(publicKeys[party]!) },
        ...{ host: '127.0.0.1', port: ports[party] ?? 1 },
      })),
    listen: { host: '127.0.0.1', port: 0 },
    limits: { silenceMs: 20_000 },
  });
  tell({ kind: 'listening', port: link.address.port });
  [ports] = (await once(process, 'message')) as [Record<string, number>];
  try {
    const channels = await meet(link, order);
    tell(await takePart(channels, order));
    await Promise.all([...channels.values()].map((channel) => channel.close()));
  } catch (error) {
    tell({ kind: 'failed', code: codeOf(error) });
  }
  await link.close();
  process.disconnect?.();
}

async function meet(
  link: Link,
  { self, names, session }: MemberOrder,
): Promise<ReadonlyMap<string, Channel>> {
  const channels = new Map<string, Channel>();
  for (const [i, peer] of names.entries()) {
    if (peer === self) continue;
    const open = i > names.indexOf(self) ? link.accept : link.open;
    channels.set(peer, await open(session, peer, { context: new Uint8Array(32) }));
  }
  return channels;
}

async function takePart(
  channels: ReadonlyMap<string, Channel>,
  { self, names, session, folder, ...order }: MemberOrder,
): Promise<MemberWord> {
  const hub = names.at(-1)!;
  const { plan, rows } = inventedRows(order.invented);
  const ledger = fileMaskLedger(`${folder}.ledger`);
  if (self === hub) {
    await serveBoostingDealer(channels, { plan, session, ledger });
    return { kind: 'ended', share: undefined, resumed: undefined };
  }
  const { share, resumed } = await boostParty(
    {
      ...{ session, self, parties: plan.parties },
      channels: new Map([...channels].filter(([peer]) => peer !== hub)),
      progress: (work) => tell({ kind: 'progress', work }),
    },
    channels.get(hub)!,
    {
      ...{ plan, rows: rows.get(self)!, ledger, clock: systemClock },
      resume: { job: 'job', folder, seal: sealUnder(Buffer.from(order.seal, 'hex'), systemRandom) },
    },
  );
  return { kind: 'ended', share, resumed };
}

process.once('message', (order: MemberOrder) => void run(order));
process.once('disconnect', () => process.exit(0));
