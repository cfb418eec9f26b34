import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { generateSigningKey, signingKeyToPem } from '@finharbor/kernel';
import { bytes, context, newSession, node, pair, pin } from './testing/harness.ts';

const mebibyte = 1024 * 1024;

test('a sender is held back while nobody receives, and goes on as messages are taken', async () => {
  const { atBank, atTax, close } = await pair();
  const piece = new Uint8Array(mebibyte);
  const sends = Array.from({ length: 64 }, () => atBank.send('piece', piece));
  // Round trips the other way: the network is alive and has had every chance to take more.
  const roundTrips = async (): Promise<void> => {
    for (let i = 0; i < 20; i += 1) {
      await atTax.send('probe', bytes('x'));
      await atBank.receive('probe');
    }
  };
  await Promise.all(sends.slice(0, 4));
  for (let taken = 0; taken < 64; taken += 1) {
    await roundTrips();
    const waiting = atBank.traffic().messagesSent - taken;
    assert.ok(waiting <= 5, `${waiting} messages of 1 MiB wait in a window of 4 MiB`);
    await atTax.receive('piece');
  }
  await Promise.all(sends);
  await close();
});

test('320 MiB from a fast process to a slow receiver leaves both small', async () => {
  const bank = await node('bank');
  const key = generateSigningKey();
  bank.book.push({ party: 'tax', publicKey: key.publicKey, host: '127.0.0.1', port: 1 });
  const child = fork(new URL('./testing/child.ts', import.meta.url), {
    execArgv: ['--conditions=finharbor-source'],
  });
  const session = newSession();
  const told: { kind: string; grownBytes: number }[] = [];
  child.on('message', (word) => told.push(word as (typeof told)[number]));
  const accepting = bank.link.accept(session, 'tax', { context });
  const count = 320;
  child.send({
    ...{ key: signingKeyToPem(key), peer: pin('bank', bank), session, task: 'stream' },
    ...{ context: Buffer.from(context).toString('hex'), count, size: mebibyte },
  });
  const channel = await accepting;
  const exited = once(child, 'exit');
  const before = process.memoryUsage().rss;
  let peak = before;
  for (let i = 0; i < count; i += 1) {
    // Slower than the sender: some turns of the event loop between messages.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
    assert.equal((await channel.receive('piece')).length, mebibyte);
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  await exited;
  const sender = told.find((word) => word.kind === 'sent')!;
  const limit = 160 * mebibyte;
  assert.ok(peak - before < limit, `the receiver grew by ${peak - before} bytes`);
  assert.ok(sender.grownBytes < limit, `the sender grew by ${sender.grownBytes} bytes`);
  console.log(`receiver grew ${peak - before} bytes, sender ${sender.grownBytes} bytes, for ${count} MiB`);
  await bank.link.close();
});
