import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { openLog } from './log.ts';
import { publish } from './publish.ts';
import { verifyReceipt } from './receipt.ts';
import { numberedEntries, temporaryLog, temporaryWitness } from './testing.ts';
import type { Witness } from './witness.ts';

test('a checkpoint with enough cosignatures is served, although a witness is down', async (t) => {
  const { log } = await temporaryLog(t);
  const { witnesses, witnessKeys } = await threeWitnesses(t, log.verifierKey);
  await log.append(numberedEntries(0, 20));
  witnesses.delete('example.org/w2');
  const published = await publish(log, { witnessKeys, quorum: 2, ask: asker(witnesses) });
  assert.deepEqual([published.kind, published.size], ['published', 20]);
  assert.deepEqual(
    published.outcomes.map(({ kind }) => kind),
    ['cosigned', 'unreachable', 'cosigned'],
  );
  const receipt = await log.receipt(7);
  assert.ok(receipt.kind === 'receipt');
  const entry = Buffer.from('entry 7');
  const verdict = await verifyReceipt({
    entry,
    proof: receipt.proof,
    logKey: log.verifierKey,
    witnessKeys,
    quorum: 2,
  });
  assert.ok(verdict.kind === 'valid');
  assert.deepEqual(
    verdict.cosigners.map(({ name }) => name),
    ['example.org/w1', 'example.org/w3'],
  );
});

test('without enough cosignatures the checkpoint served before stays, and no receipt goes past it', async (t) => {
  const { log } = await temporaryLog(t);
  const { witnesses, witnessKeys } = await threeWitnesses(t, log.verifierKey);
  await log.append(numberedEntries(0, 3));
  const options = { witnessKeys, quorum: 3, ask: asker(witnesses) };
  assert.equal((await publish(log, options)).kind, 'published');
  const before = log.published();
  await log.append(numberedEntries(3, 3));
  const third = witnesses.get('example.org/w3')!;
  witnesses.delete('example.org/w3');
  assert.equal((await publish(log, options)).kind, 'quorum_missed');
  assert.equal(log.published(), before);
  assert.deepEqual(await log.receipt(4), { kind: 'not_published' });
  // It missed a checkpoint, and says with 409 where it stands.
  witnesses.set('example.org/w3', third);
  assert.equal((await publish(log, options)).kind, 'published');
  assert.equal((await log.receipt(4)).kind, 'receipt');
});

test('a log that was set back to an older copy is told so and serves nothing new', async (t) => {
  const { log, directory, key } = await temporaryLog(t);
  const { witnesses, witnessKeys } = await threeWitnesses(t, log.verifierKey);
  const options = { witnessKeys, quorum: 1, ask: asker(witnesses) };
  await log.append(numberedEntries(0, 3));
  await log.close();
  const copy = `${directory}-copy`;
  t.after(() => rm(copy, { recursive: true }));
  await cp(directory, copy, { recursive: true });
  const whole = await openLog({ directory, origin: log.origin, key });
  await whole.append(numberedEntries(3, 3));
  assert.equal((await publish(whole, options)).kind, 'published');
  await whole.close();
  const back = await openLog({ directory: copy, origin: log.origin, key });
  t.after(() => back.close());
  await back.append(numberedEntries(50, 1));
  const published = await publish(back, options);
  assert.equal(published.kind, 'quorum_missed');
  assert.deepEqual(published.outcomes[0], { witness: 'example.org/w1', kind: 'ahead', size: 6 });
  await back.append(numberedEntries(51, 5));
  const forked = await publish(back, options);
  assert.deepEqual(forked.outcomes[0], { witness: 'example.org/w1', kind: 'refused', status: 422 });
  assert.equal(back.published(), undefined);
});

test('an answer without a valid cosignature costs its witness only', async (t) => {
  const { log } = await temporaryLog(t);
  const { witnesses, witnessKeys } = await threeWitnesses(t, log.verifierKey);
  await log.append(numberedEntries(0, 3));
  const line = `— example.org/w1 ${Buffer.alloc(76, 1).toString('base64')}\n`;
  for (const body of [line, '', 'not a signature', line.repeat(100)]) {
    const ask: typeof others = async (name, text) =>
      name === 'example.org/w1' ? { status: 200, body } : others(name, text);
    const others = asker(witnesses);
    const published = await publish(log, { witnessKeys, quorum: 2, ask });
    assert.equal(published.kind, 'published');
    assert.deepEqual(published.outcomes[0], { witness: 'example.org/w1', kind: 'bad_answer' });
    assert.ok(!log.published()!.includes('— example.org/w1'));
  }
});

test('a witness that never answers does not hold up publishing past the signal', async (t) => {
  const { log } = await temporaryLog(t);
  const { witnessKeys } = await threeWitnesses(t, log.verifierKey);
  await log.append(numberedEntries(0, 3));
  const stop = new AbortController();
  let asked = 0;
  const ask = (): Promise<never> => {
    asked += 1;
    if (asked === 3) stop.abort();
    return new Promise(() => {});
  };
  const published = await publish(log, { witnessKeys, quorum: 1, ask, signal: stop.signal });
  assert.equal(published.kind, 'quorum_missed');
  assert.deepEqual(
    published.outcomes.map(({ kind }) => kind),
    ['unreachable', 'unreachable', 'unreachable'],
  );
});

test('a policy that cannot be met is refused at once', async (t) => {
  const { log } = await temporaryLog(t);
  const { witnesses, witnessKeys } = await threeWitnesses(t, log.verifierKey);
  const ask = asker(witnesses);
  for (const quorum of [-1, 4, 0.5, Number.NaN])
    await assert.rejects(publish(log, { witnessKeys, quorum, ask }), { code: 'evidence.quorum' });
  const twice = [...witnessKeys, witnessKeys[0]!];
  await assert.rejects(publish(log, { witnessKeys: twice, quorum: 1, ask }), {
    code: 'evidence.witness_key',
    publicMessage: /^witnessKeys\[3\]/,
  });
  await assert.rejects(publish(log, { witnessKeys: [log.verifierKey], quorum: 1, ask }), {
    code: 'evidence.witness_key',
  });
});

async function threeWitnesses(
  t: Parameters<typeof temporaryWitness>[0],
  logKey: string,
): Promise<{ witnesses: Map<string, Witness>; witnessKeys: string[] }> {
  const names = ['example.org/w1', 'example.org/w2', 'example.org/w3'];
  const made = await Promise.all(names.map((name) => temporaryWitness(t, name, [logKey])));
  return {
    witnesses: new Map(names.map((name, at) => [name, made[at]!])),
    witnessKeys: made.map(({ verifierKey }) => verifierKey),
  };
}

function asker(witnesses: ReadonlyMap<string, Witness>) {
  return async (name: string, body: string): Promise<{ status: number; body: string }> => {
    const witness = witnesses.get(name);
    if (witness === undefined) throw new Error('connection refused');
    return witness.addCheckpoint(body);
  };
}
