import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { generateSigningKey, signingKeyToPem } from '@finharbor/kernel';
import type { Channel } from './channel.ts';
import type { LinkLimits } from './limits.ts';
import { bytes, context, type Node, newSession, node, pin, text, withCode } from './testing/harness.ts';

/** A session with a node in a process of its own. */
async function withOther(
  task: 'idle' | 'half a message' | 'echo' | 'take and close',
  limits: Partial<LinkLimits>,
  play: (scene: { readonly channel: Channel; readonly child: ChildProcess }) => Promise<void>,
): Promise<void> {
  const bank: Node = await node('bank', { limits });
  const key = generateSigningKey();
  bank.book.push({ party: 'tax', publicKey: key.publicKey, host: '127.0.0.1', port: 1 });
  const child = fork(new URL('./testing/child.ts', import.meta.url), {
    execArgv: ['--conditions=finharbor-source'],
  });
  const exited = once(child, 'exit');
  const session = newSession();
  const hex = Buffer.from(context).toString('hex');
  const accepting = bank.link.accept(session, 'tax', { context });
  child.send({ key: signingKeyToPem(key), peer: pin('bank', bank), session, context: hex, task });
  const [channel] = await Promise.all([accepting, once(child, 'message')]);
  await play({ channel, child });
  child.kill('SIGKILL');
  await exited;
  await bank.link.close();
}

test('a peer killed with nothing on the wire is noticed at once, by whoever waits for it', async () => {
  // Silence is allowed for so long that only the connection itself can tell.
  await withOther('idle', { silenceMs: 3_600_000 }, async ({ channel, child }) => {
    const pending = [channel.receive('x'), channel.receive('y')];
    child.kill('SIGKILL');
    for (const call of pending)
      await assert.rejects(call, withCode('link.peer_gone', 'link.connection_lost'));
    await assert.rejects(channel.send('x', bytes('x')), withCode('link.peer_gone'));
    await channel.close();
  });
});

test('a peer killed in the middle of a message is noticed, and its half message never delivered', async () => {
  await withOther('half a message', { silenceMs: 3_600_000 }, async ({ channel, child }) => {
    const pending = channel.receive('big');
    while (channel.traffic().bytesReceived < 1_000_000) await new Promise((turn) => setImmediate(turn));
    child.kill('SIGKILL');
    await assert.rejects(pending, withCode('link.peer_gone', 'link.truncated'));
  });
});

test('a peer that has vanished without a word is noticed by its silence', async () => {
  const limits = { heartbeatMs: 50, silenceMs: 300 };
  await withOther('idle', limits, async ({ channel, child }) => {
    const pending = channel.receive('x');
    // A stopped process keeps its connection and answers nothing, like a machine that has lost power.
    child.kill('SIGSTOP');
    await assert.rejects(pending, withCode('link.peer_gone', 'link.silent'));
  });
});

test('a send that a vanished peer holds up fails too', async () => {
  const limits = { heartbeatMs: 50, silenceMs: 300 };
  await withOther('idle', limits, async ({ channel, child }) => {
    child.kill('SIGSTOP');
    const sends = [1, 2].map(() => channel.send('big', new Uint8Array(64 * 1024 * 1024)));
    for (const sent of sends) await assert.rejects(sent, withCode('link.peer_gone', 'link.silent'));
  });
});

test('a node that was busy itself for longer than it allows silence does not blame its peer', async () => {
  const limits = { heartbeatMs: 100, silenceMs: 300 };
  await withOther('echo', limits, async ({ channel }) => {
    const until = Date.now() + 1_000;
    while (Date.now() < until);
    await channel.send('there', bytes('still?'));
    assert.equal(text(await channel.receive('back')), 'still?');
  });
});

test('a last message does not fail because the peer has taken it and closed before this side hears that it is out', async () => {
  await withOther('take and close', {}, async ({ channel }) => {
    // From here on the loop looks at what came in before it hears of writes that are through.
    await nextTurn();
    const sent = channel.send('last', new Uint8Array(200_000));
    for (let step = 0; step < 9; step++) await null;
    const until = Date.now() + 200;
    while (Date.now() < until);
    await sent;
    await channel.close();
  });
});
