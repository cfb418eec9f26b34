import { parsePublicKey, signingKeyFromPem, systemClock } from '@finharbor/kernel';
import { createLink, type Peer } from '../index.ts';

/** The other node, in a process of its own: opens a session with the one that started it and does as told. */
type Order = {
  readonly key: string;
  readonly peer: Peer;
  readonly session: string;
  readonly context: string;
  readonly task: 'idle' | 'half a message' | 'stream' | 'echo' | 'take and close';
  readonly count?: number;
  readonly size?: number;
};

process.once('message', (order: Order) => void run(order));
process.once('disconnect', () => process.exit(0));

const tell = (word: object): unknown => process.send?.(word);

async function run(order: Order): Promise<void> {
  const peer = { ...order.peer, publicKey: parsePublicKey(order.peer.publicKey) };
  const link = await createLink({
    ...{ party: 'tax', key: signingKeyFromPem(order.key), clock: systemClock, peers: () => [peer] },
    ...{ listen: { host: '127.0.0.1', port: 0 }, limits: { silenceMs: 60_000 } },
  });
  const context = Buffer.from(order.context, 'hex');
  const channel = await link.open(order.session, peer.party, { context });
  tell({ kind: 'open' });
  const payload = new Uint8Array(order.size ?? 0).fill(1);
  const before = process.memoryUsage().rss;
  let peak = before;
  if (order.task === 'half a message') void channel.send('big', new Uint8Array(64 * 1024 * 1024));
  if (order.task === 'echo') for (;;) await channel.send('back', await channel.receive('there'));
  if (order.task === 'take and close') {
    await channel.receive('last');
    await channel.close();
  }
  if (order.task !== 'stream') return;
  for (let i = 0; i < order.count!; i += 1) {
    await channel.send('piece', payload);
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  tell({ kind: 'sent', grownBytes: peak - before });
  await channel.close();
  await link.close();
  process.disconnect?.();
}
