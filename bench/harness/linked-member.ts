import { once } from 'node:events';
import { parsePublicKey, signingKeyFromPem, systemClock } from '@finharbor/kernel';
import { type Channel, createLink, type Link, type LinkLimits } from '@finharbor/link';

/** What a process of a benchmark is told first. */
export type Introduction = {
  readonly self: string;
  readonly host: string;
  readonly key: string;
  readonly others: readonly { readonly party: string; readonly publicKey: string; readonly host: string }[];
};

/** A process of a benchmark among the others. */
export type Member = {
  readonly self: string;
  /** Opens a session's channels to all others; `names` says who accepts and who opens. */
  readonly meet: (session: string, names: readonly string[]) => Promise<ReadonlyMap<string, Channel>>;
};

const context = new Uint8Array(32).fill(1);

/** Makes this process a member, started by `startLinked`: `work` answers each order, one after the other. */
export function asMember<Order>(
  work: (member: Member, order: Order) => Promise<object>,
  limits: Partial<LinkLimits> = {},
): void {
  process.once('message', async (introduction: Introduction) => {
    const member = await introduced(introduction, limits);
    process.on('message', async (order: Order) => process.send!(await work(member, order)));
  });
  process.once('disconnect', () => process.exit(0));
}

async function introduced(
  { self, host, key, others }: Introduction,
  limits: Partial<LinkLimits>,
): Promise<Member> {
  let ports: Readonly<Record<string, number>> = {};
  const peers = others.map((other) => ({ ...other, publicKey: parsePublicKey(other.publicKey) }));
  const link = await createLink({
    party: self,
    key: signingKeyFromPem(key),
    clock: systemClock,
    peers: () => peers.map((peer) => ({ ...peer, port: ports[peer.party] ?? 1 })),
    listen: { host, port: 0 },
    limits,
  });
  process.send!({ port: link.address.port });
  [ports] = (await once(process, 'message')) as [Record<string, number>];
  process.send!({ ready: true });
  return { self, meet: (session, names) => channelsOf(link, session, { self, names }) };
}

async function channelsOf(
  link: Link,
  session: string,
  { self, names }: { readonly self: string; readonly names: readonly string[] },
): Promise<ReadonlyMap<string, Channel>> {
  const channels = new Map<string, Channel>();
  for (const [i, peer] of names.entries()) {
    if (peer === self) continue;
    const meet = i > names.indexOf(self) ? link.accept : link.open;
    channels.set(peer, await meet(session, peer, { context }));
  }
  return channels;
}

/** What a piece of work over channels took. */
export type Effort = { readonly ms: number; readonly cpuMs: number; readonly bytesSent: number };

/** Does the work, measures it, and closes the channels. */
export async function measured<T>(
  channels: ReadonlyMap<string, Channel>,
  work: () => Promise<T>,
): Promise<readonly [T, Effort]> {
  const sent = (): number =>
    [...channels.values()].reduce((sum, channel) => sum + channel.traffic().bytesSent, 0);
  const before = { cpu: process.cpuUsage(), ms: performance.now(), bytes: sent() };
  const result = await work();
  const ms = performance.now() - before.ms;
  const { user, system } = process.cpuUsage(before.cpu);
  const effort = { ms, cpuMs: (user + system) / 1000, bytesSent: sent() - before.bytes };
  await Promise.all([...channels.values()].map((channel) => channel.close()));
  return [result, effort];
}
