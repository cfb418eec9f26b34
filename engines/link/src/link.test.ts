import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, context, newSession, pair, text, town, withCode } from './testing/harness.ts';

test('two nodes exchange messages of every size, both ways at once', async () => {
  const { atBank, atTax, close } = await pair();
  const sizes = [0, 1, 262_000, 262_144, 1_000_003, 9_000_000];
  const send = async (channel: typeof atBank): Promise<void> => {
    for (const size of sizes) await channel.send(`m${size}`, Buffer.alloc(size, size % 251));
  };
  const receive = async (channel: typeof atBank): Promise<void> => {
    for (const size of sizes) {
      const payload = await channel.receive(`m${size}`);
      assert.ok(Buffer.alloc(size, size % 251).equals(payload));
    }
  };
  await Promise.all([send(atBank), send(atTax), receive(atBank), receive(atTax)]);
  assert.equal(atBank.peer, 'tax');
  assert.equal(atBank.transcript().sent, atTax.transcript().received);
  assert.equal(atBank.transcript().received, atTax.transcript().sent);
  assert.notEqual(atBank.transcript().sent, atBank.transcript().received);
  const payload = sizes.reduce((sum, size) => sum + size, 0);
  const { bytesSent, messagesSent, messagesReceived } = atBank.traffic();
  assert.deepEqual([messagesSent, messagesReceived], [sizes.length, sizes.length]);
  assert.ok(bytesSent > payload && bytesSent < payload * 1.01, `${bytesSent} bytes for ${payload}`);
  await close();
});

test('both may send the largest message before either receives', async () => {
  const { atBank, atTax, close } = await pair();
  const largest = new Uint8Array(64 * 1024 * 1024);
  await Promise.all([atBank.send('x', largest), atTax.send('x', largest)]);
  assert.equal((await atTax.receive('x')).length, largest.length);
  assert.equal((await atBank.receive('x')).length, largest.length);
  await close();
});

test('accept may be called before the peer dials or after', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const);
  const [bank, tax] = nodes;
  for (const order of ['accept first', 'open first']) {
    const session = newSession();
    const early = order === 'accept first' && tax.link.accept(session, 'bank', { context });
    const opening = bank.link.open(session, 'tax', { context });
    if (!early) await tax.seen((event) => event.kind === 'knocked' && event.session === session);
    const atTax = await (early || tax.link.accept(session, 'bank', { context }));
    await atTax.send('label', bytes(order));
    assert.equal(text(await (await opening).receive('label')), order);
  }
  await close();
});

test('three parties form a mesh, several sessions side by side', async () => {
  const names = ['bank', 'tax', 'social'] as const;
  const { nodes, close } = await town(names);
  const sessions = [newSession(), newSession()];
  const talk = async (session: string, self: number): Promise<string[]> => {
    const heard: string[] = [];
    for (const [other, name] of names.entries()) {
      if (other === self) continue;
      const { link } = nodes[self]!;
      const channel = await (self < other ? link.open : link.accept)(session, name, { context });
      const [said] = await Promise.all([
        channel.receive('say'),
        channel.send('say', bytes(`${names[self]} ${session}`)),
      ]);
      heard.push(text(said));
    }
    return heard;
  };
  for (const heard of await Promise.all(
    sessions.map((session) => Promise.all(names.map((_, self) => talk(session, self)))),
  ))
    assert.equal(new Set(heard.flat()).size, 3);
  await close();
});

test('messages sent without waiting arrive in the order asked', async () => {
  const { atBank, atTax, close } = await pair();
  const sends = Array.from({ length: 200 }, (_, i) => atBank.send('n', bytes(String(i))));
  for (let i = 0; i < 200; i += 1) assert.equal(text(await atTax.receive('n')), String(i));
  await Promise.all(sends);
  await close();
});

test('a message under another label ends the session on both sides by name', async () => {
  const { atBank, atTax, close } = await pair();
  await atBank.send('shares', bytes('1'));
  await assert.rejects(atTax.receive('triples'), withCode('link.unexpected_label'));
  await assert.rejects(atBank.receive('x'), withCode('link.peer_gone', 'link.unexpected_label'));
  await assert.rejects(atTax.receive('shares'), withCode('link.unexpected_label'));
  await close();
});

test('an abort reaches every pending call of the peer with its reason', async () => {
  const { atBank, atTax, bank, close } = await pair();
  const pending = [atBank.receive('a'), atBank.receive('b')];
  atTax.abort('job.withdrawn');
  for (const call of pending) await assert.rejects(call, withCode('link.peer_gone', 'job.withdrawn'));
  await assert.rejects(atBank.send('a', bytes('')), withCode('link.peer_gone', 'job.withdrawn'));
  await assert.rejects(atTax.receive('a'), withCode('link.closed', 'job.withdrawn'));
  await bank.seen((event) => event.kind === 'ended' && event.code === 'job.withdrawn');
  await atBank.close();
  await close();
});

test('close lets everything out, and what was said before it can still be received', async () => {
  const { atBank, atTax, close } = await pair();
  const sends = [atBank.send('one', Buffer.alloc(3_000_000, 1)), atBank.send('two', bytes('2'))];
  await atBank.close();
  await Promise.all(sends);
  assert.equal((await atTax.receive('one')).length, 3_000_000);
  assert.equal(text(await atTax.receive('two')), '2');
  await assert.rejects(atTax.receive('three'), withCode('link.peer_gone', 'link.closed'));
  await assert.rejects(atBank.send('late', bytes('')), withCode('link.closed'));
  assert.equal(atBank.transcript().sent, atTax.transcript().received);
  await atTax.close();
  await close();
});

test('both may close at once, and closing twice is closing once', async () => {
  const { atBank, atTax, close } = await pair();
  await Promise.all([atBank.close(), atTax.close(), atBank.close()]);
  await close();
});

test('another plan is refused by name on both sides', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const);
  const [bank, tax] = nodes;
  const session = newSession();
  const other = new Uint8Array(32).fill(9);
  await Promise.all([
    assert.rejects(bank.link.open(session, 'tax', { context }), withCode('link.context_mismatch')),
    assert.rejects(tax.link.accept(session, 'bank', { context: other }), withCode('link.context_mismatch')),
  ]);
  assert.equal(tax.link.refused().byCode['link.context_mismatch'], 1);
  assert.equal(tax.link.refused().recent[0]?.party, 'bank');
  await close();
});

test('a session nobody accepts, and one nobody dials, end by name; the same session may be tried again', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const, { waitMs: 50 });
  const [bank, tax] = nodes;
  const session = newSession();
  await assert.rejects(bank.link.open(session, 'tax', { context }), withCode('link.not_accepted'));
  await assert.rejects(tax.link.accept(session, 'bank', { context }), withCode('link.not_dialled'));
  const waitMs = 30_000;
  const both = await Promise.all([
    bank.link.open(session, 'tax', { context, waitMs }),
    tax.link.accept(session, 'bank', { context, waitMs }),
  ]);
  assert.equal(both.length, 2);
  await close();
});

test('a signal ends open and accept, and leaves no trace', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const);
  const [bank, tax] = nodes;
  const session = newSession();
  const stop = new AbortController();
  const accepting = tax.link.accept(session, 'bank', { context, signal: stop.signal });
  const opening = bank.link.open(newSession(), 'tax', { context, signal: stop.signal });
  stop.abort();
  await assert.rejects(accepting, withCode('link.cancelled'));
  await assert.rejects(opening, withCode('link.cancelled'));
  await Promise.all([
    bank.link.open(session, 'tax', { context }),
    tax.link.accept(session, 'bank', { context }),
  ]);
  await close();
});

test('one conversation per session and pair', async () => {
  const { bank, tax, session, close } = await pair();
  await assert.rejects(bank.link.open(session, 'tax', { context }), withCode('link.duplicate'));
  await assert.rejects(tax.link.accept(session, 'bank', { context }), withCode('link.duplicate'));
  await close();
});

test('a message, label, session or context out of bounds is refused before anything leaves', async () => {
  const { atBank, bank, close } = await pair({ messageBytes: 1000 });
  const before = atBank.traffic().messagesSent;
  await assert.rejects(atBank.send('x', new Uint8Array(1001)), withCode('link.too_large'));
  await assert.rejects(atBank.send('', new Uint8Array(1)), withCode('link.invalid'));
  await assert.rejects(atBank.send('x'.repeat(256), new Uint8Array(1)), withCode('link.invalid'));
  await assert.rejects(bank.link.open('no uuid', 'tax', { context }), withCode('link.invalid'));
  const short = new Uint8Array(31);
  await assert.rejects(bank.link.open(newSession(), 'tax', { context: short }), withCode('link.invalid'));
  await assert.rejects(bank.link.open(newSession(), 'court', { context }), withCode('link.unknown_peer'));
  assert.equal(atBank.traffic().messagesSent, before);
  await close();
});

test('a node that is not there is unreachable', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const);
  await nodes[1].link.close();
  await assert.rejects(nodes[0].link.open(newSession(), 'tax', { context }), withCode('link.unreachable'));
  await close();
});

test('closing a link ends its sessions by name and everything that waits', async () => {
  const { bank, tax, atBank, close } = await pair();
  const accepting = tax.link.accept(newSession(), 'bank', { context });
  const opening = bank.link.open(newSession(), 'tax', { context });
  const pending = atBank.receive('x');
  const ends = [
    assert.rejects(accepting, withCode('link.shut_down')),
    assert.rejects(opening),
    assert.rejects(pending, withCode('link.peer_gone', 'link.shut_down')),
  ];
  await tax.link.close();
  await Promise.all(ends);
  await close();
});
