import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatVerifierKey, parseVerifierKey, verifierKey } from './note.ts';
import { publish } from './publish.ts';
import { formatProof, parseProof, type ReceiptCheck, verifyReceipt } from './receipt.ts';
import { opensTo, saltedCommitment } from './salted.ts';
import { numberedEntries, temporaryLog, temporaryWitness, testSeed } from './testing.ts';

test('a receipt is refused, with the reason, for each thing that can be wrong with it', async (t) => {
  const good = await goodReceipt(t);
  const other = await goodReceipt(t);
  const reason = async (change: Partial<ReceiptCheck>): Promise<string> => {
    const verdict = await verifyReceipt({ ...good, ...change });
    return verdict.kind === 'valid' ? 'valid' : verdict.reason;
  };
  const [w1, w2] = good.witnessKeys as [string, string];
  const foreign = other.witnessKeys[0]!;
  assert.equal(await reason({}), 'valid');
  assert.equal(await reason({ entry: Buffer.from('entry 8') }), 'entry_not_included');
  assert.equal(await reason({ proof: good.proof.replace('index 7', 'index 6') }), 'entry_not_included');
  assert.equal(await reason({ proof: good.proof.replace('index 7', 'index 07') }), 'proof_malformed');
  assert.equal(await reason({ proof: '' }), 'proof_malformed');
  assert.equal(await reason({ proof: good.proof.replace('@v1', '@v2') }), 'proof_malformed');
  assert.equal(await reason({ proof: good.proof.replace('\n20\n', '\n21\n') }), 'log_signature_invalid');
  assert.equal(
    await reason({ proof: good.proof.replace(/— example.com\/log .*\n/, '') }),
    'log_signature_missing',
  );
  assert.equal(await reason({ logKey: other.logKey }), 'log_signature_missing');
  assert.equal(await reason({ logKey: 'example.com/log' }), 'log_key_malformed');
  assert.equal(await reason({ logKey: w1 }), 'log_key_malformed');
  assert.equal(await reason({ witnessKeys: [good.logKey] }), 'witness_key_malformed');
  assert.equal(await reason({ witnessKeys: [w1, w1] }), 'witness_key_repeated');
  assert.equal(await reason({ witnessKeys: [w1], quorum: 2 }), 'quorum_missed');
  assert.equal(await reason({ witnessKeys: [w2, foreign], quorum: 2 }), 'quorum_missed');
  assert.equal(await reason({ quorum: Number.NaN }), 'quorum_malformed');
  assert.equal(await reason({ quorum: -1 }), 'quorum_malformed');
  const line = /— example.org\/w1 [^\n]+\n/.exec(good.proof)![0];
  const bytes = Buffer.from(line.split(' ')[2]!, 'base64');
  bytes[50]! ^= 1;
  const forged = good.proof.replace(line, `— example.org/w1 ${bytes.toString('base64')}\n`);
  assert.equal(await reason({ proof: forged, quorum: 1 }), 'witness_signature_invalid');
});

test('a log under another origin is not taken for the expected one', async (t) => {
  const good = await goodReceipt(t);
  const key = (await parseVerifierKey(good.logKey))!;
  const logKey = formatVerifierKey(await verifierKey({ ...key, name: 'example.com/lag' }));
  assert.deepEqual(await verifyReceipt({ ...good, logKey }), { kind: 'invalid', reason: 'origin_unknown' });
});

test('no single changed character makes a receipt say anything else', async (t) => {
  const seed = testSeed(t);
  const good = await goodReceipt(t);
  const before = await verifyReceipt(good);
  const property = fc.asyncProperty(fc.nat(), fc.integer({ min: 10, max: 126 }), async (at, code) => {
    const place = at % good.proof.length;
    const proof = good.proof.slice(0, place) + String.fromCharCode(code) + good.proof.slice(place + 1);
    const verdict = await verifyReceipt({ ...good, proof });
    if (verdict.kind === 'valid') assert.deepEqual([verdict, proof], [before, good.proof]);
  });
  await fc.assert(property, { seed, numRuns: 400 });
});

test('the tlog-proof text is read and written by the specification, with and without extra data', () => {
  const checkpoint =
    'example.com/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— example.com/log AAAAAAAA\n';
  const hash = new Uint8Array(32).fill(1);
  const text = formatProof({ index: 73_894, path: [hash, hash], checkpoint, extra: Buffer.from('age') });
  const lines = text.split('\n');
  assert.deepEqual(lines.slice(0, 3), ['c2sp.org/tlog-proof@v1', 'extra YWdl', 'index 73894']);
  assert.equal(lines[5], '');
  const proof = parseProof(text)!;
  assert.equal(Buffer.from(proof.extra!).toString(), 'age');
  assert.deepEqual([proof.index, proof.path.length, proof.checkpoint], [73_894, 2, checkpoint]);
  const plain = parseProof(formatProof({ index: 0, path: [], checkpoint }))!;
  assert.deepEqual([plain.index, plain.path.length, plain.extra], [0, 0, undefined]);
  assert.equal(parseProof(text.replace('YWdl', 'YWd')), undefined);
  assert.equal(parseProof(formatProof({ index: 0, path: Array(64).fill(hash), checkpoint })), undefined);
});

test('a commitment opens with its document and salt, and with nothing else', async () => {
  const salt = new Uint8Array(32).fill(9);
  const commitment = await saltedCommitment({ b: 1, a: ['x', null] }, salt);
  // SHA-256 of "finharbor/salted-commitment/v1", a zero byte, 32 bytes 0x09 and {"a":["x",null],"b":1}.
  assert.equal(commitment.toHex(), 'd96d86b677ae29f9dbca19a3e136911989457935af755143fd775524d5b52b34');
  assert.ok(await opensTo(commitment, { body: { a: ['x', null], b: 1 }, salt }));
  assert.ok(!(await opensTo(commitment, { body: { a: ['x', null], b: 2 }, salt })));
  assert.ok(!(await opensTo(commitment, { body: { a: ['x', null], b: 1 }, salt: new Uint8Array(32) })));
  await assert.rejects(saltedCommitment({}, new Uint8Array(16)), { code: 'evidence.salt' });
});

async function goodReceipt(t: Parameters<typeof temporaryWitness>[0]): Promise<ReceiptCheck> {
  const { log } = await temporaryLog(t);
  const names = ['example.org/w1', 'example.org/w2'];
  const witnesses = await Promise.all(names.map((name) => temporaryWitness(t, name, [log.verifierKey])));
  const witnessKeys = witnesses.map(({ verifierKey }) => verifierKey);
  await log.append(numberedEntries(0, 20));
  await publish(log, {
    witnessKeys,
    quorum: 2,
    ask: (name, body) => witnesses[names.indexOf(name)]!.addCheckpoint(body),
  });
  const receipt = await log.receipt(7);
  assert.ok(receipt.kind === 'receipt');
  return {
    entry: Buffer.from('entry 7'),
    proof: receipt.proof,
    logKey: log.verifierKey,
    witnessKeys,
    quorum: 2,
  };
}
