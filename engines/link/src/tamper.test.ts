import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey } from '@finharbor/kernel';
import type { Channel } from './channel.ts';
import { FrameSealer, frameKind, headerBytes } from './frame.ts';
import { context, type Node, newSession, node, text, withCode } from './testing/harness.ts';
import { messageFrame, type RawPeer, rawPeer } from './testing/raw-peer.ts';

type Scene = {
  readonly tax: Node;
  readonly insider: RawPeer;
  readonly atTax: Channel;
  readonly again: () => Promise<RawPeer>;
};

/** A node `tax` in a session with a `bank` that has the right key and writes what it likes into the TLS connection. */
async function withInsider(play: (scene: Scene) => Promise<void>): Promise<void> {
  const tax = await node('tax');
  const identity = generateSigningKey();
  tax.book.push({ party: 'bank', publicKey: identity.publicKey, host: '127.0.0.1', port: 1 });
  const meet = async (): Promise<[RawPeer, Channel]> => {
    const session = newSession();
    return Promise.all([
      rawPeer(tax.link.address.port, { identity, from: 'bank', to: 'tax', session }),
      tax.link.accept(session, 'bank', { context }),
    ]);
  };
  const [insider, atTax] = await meet();
  await play({ tax, insider, atTax, again: async () => (await meet())[0] });
  await tax.link.close();
}

async function named(atTax: Channel, code: string): Promise<void> {
  await assert.rejects(atTax.receive('x'), withCode(code));
  await assert.rejects(atTax.send('x', new Uint8Array(1)), withCode(code));
}

test('a frame that keeps the rules is taken, so that what follows is refused for what it is', async () => {
  await withInsider(async ({ insider, atTax }) => {
    insider.tls.write(insider.message('x', 'good'));
    assert.equal(text(await atTax.receive('x')), 'good');
  });
});

test('a replayed frame is refused by name', async () => {
  await withInsider(async ({ tax, insider, atTax }) => {
    const frame = insider.message('x', 'pay 10');
    insider.tls.write(frame);
    await atTax.receive('x');
    insider.tls.write(frame);
    await named(atTax, 'link.replayed');
    await tax.seen((event) => event.kind === 'ended' && event.code === 'link.replayed');
  });
});

test('a frame with an altered payload, label, kind or tag is refused by name', async () => {
  const frameLength = 60;
  for (const at of [18, headerBytes + 1, headerBytes + 8, frameLength]) {
    await withInsider(async ({ insider, atTax }) => {
      const frame = insider.message('x', 'pay 10');
      frame[at] = frame[at]! ^ 1;
      insider.tls.write(frame);
      await named(atTax, 'link.altered');
    });
  }
});

test('swapped and dropped frames are refused by name', async () => {
  for (const order of [[1, 0], [2]])
    await withInsider(async ({ insider, atTax }) => {
      const frames = ['a', 'b', 'c'].map((label) => insider.message(label, label));
      for (const i of order) insider.tls.write(frames[i]!);
      await named(atTax, 'link.out_of_order');
    });
});

test('a frame of another session with the same peer is foreign', async () => {
  await withInsider(async ({ insider, atTax, again }) => {
    const other = await again();
    insider.tls.write(other.message('x', 'pay 10'));
    await named(atTax, 'link.foreign');
  });
});

test('a frame sealed with another key under this connection’s id is altered', async () => {
  await withInsider(async ({ insider, atTax }) => {
    const forger = new FrameSealer({ ...insider.sending, key: new Uint8Array(32) });
    insider.tls.write(messageFrame(forger, 'x', 'pay 10'));
    await named(atTax, 'link.altered');
  });
});

test('a connection cut within a frame, and one cut without goodbye, are told apart', async () => {
  await withInsider(async ({ insider, atTax }) => {
    insider.tls.end(insider.message('x', 'pay 10').subarray(0, 30));
    await assert.rejects(atTax.receive('x'), withCode('link.peer_gone', 'link.truncated'));
  });
  await withInsider(async ({ insider, atTax }) => {
    insider.tls.end(insider.message('x', 'pay 10'));
    await atTax.receive('x');
    await assert.rejects(atTax.receive('x'), withCode('link.peer_gone', 'link.connection_lost'));
  });
});

test('lies about a length are refused: a frame’s too long, too short, and a message’s', async () => {
  await withInsider(async ({ insider, atTax }) => {
    const frame = insider.message('x', 'pay 10');
    frame.writeUInt32BE(0xffffffff, 0);
    insider.tls.write(frame);
    await named(atTax, 'link.too_large');
  });
  for (const lie of [-1, 1])
    await withInsider(async ({ insider, atTax }) => {
      const frame = insider.message('x', 'pay 10');
      frame.writeUInt32BE(frame.readUInt32BE(0) + lie, 0);
      insider.tls.write(Buffer.concat([frame, insider.message('x', 'next')]));
      await named(atTax, 'link.altered');
    });
  await withInsider(async ({ insider, atTax }) => {
    insider.tls.write(messageFrame(insider.sealer, 'x', { payload: 'more than four', size: 4 }));
    await named(atTax, 'link.malformed');
  });
});

test('a message announced beyond 64 MiB is refused before room is made for it', async () => {
  await withInsider(async ({ insider, atTax }) => {
    const before = process.memoryUsage().arrayBuffers;
    insider.tls.write(messageFrame(insider.sealer, 'x', { payload: 'start', size: 0xffffffff }));
    await named(atTax, 'link.too_large');
    assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 * 1024);
  });
});

test('a peer that sends on although nothing is taken is refused', async () => {
  await withInsider(async ({ tax, insider }) => {
    const piece = 'x'.repeat(200_000);
    for (let i = 0; i < 30; i += 1) insider.tls.write(insider.message('x', piece));
    await tax.seen((event) => event.kind === 'ended' && event.code === 'link.too_large');
  });
});

test('frames that make no sense are refused: no beginning, two beginnings, unknown, too much taken', async () => {
  const six = (value: number): Buffer => Buffer.from([0, 0, 0, 0, 0, value]);
  const nonsense: readonly ((insider: RawPeer) => Buffer)[] = [
    ({ sealer }) => sealer.seal(frameKind.more, Buffer.from('x')),
    ({ sealer }) =>
      Buffer.concat([messageFrame(sealer, 'x', { payload: 'a', size: 9 }), messageFrame(sealer, 'x', 'a')]),
    ({ sealer }) => sealer.seal(9 as never),
    ({ sealer }) => sealer.seal(frameKind.taken, six(1)),
    ({ sealer }) => sealer.seal(frameKind.taken),
    ({ sealer }) => sealer.seal(frameKind.first),
  ];
  for (const make of nonsense)
    await withInsider(async ({ insider, atTax }) => {
      insider.tls.write(make(insider));
      await named(atTax, 'link.malformed');
    });
});
