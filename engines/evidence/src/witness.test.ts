import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey, manualClock } from '@finharbor/kernel';
import type { Log } from './log.ts';
import { openLog } from './log.ts';
import { checkSignature, parseNote, parseVerifierKey } from './note.ts';
import { digest } from './proof.ts';
import { numberedEntries, temporaryFolder, temporaryLog, temporaryWitness, witnessOn } from './testing.ts';
import { createWitness, type WitnessStore } from './witness.ts';
import { openWitnessFiles } from './witness-files.ts';
import { formatAddCheckpoint } from './witness-request.ts';

test('a grown tree is cosigned with a timestamp, and the cosigned checkpoint can be fetched', async (t) => {
  const { log } = await temporaryLog(t);
  const store = await openWitnessFiles(await temporaryFolder(t));
  t.after(() => store.close());
  const clock = manualClock(1_679_315_147_999);
  const key = generateSigningKey();
  const witness = await createWitness({
    name: 'example.org/w1',
    key,
    store,
    clock,
    logKeys: [log.verifierKey],
  });
  const verifier = (await parseVerifierKey(witness.verifierKey))!;
  await log.append(numberedEntries(0, 5));
  const first = log.signCheckpoint();
  assert.equal((await witness.addCheckpoint(await request(log, 0, first))).status, 200);
  await log.append(numberedEntries(5, 300));
  const second = log.signCheckpoint();
  const response = await witness.addCheckpoint(Buffer.from(await request(log, 5, second)));
  assert.equal(response.status, 200);
  assert.match(response.body, /^— example\.org\/w1 [A-Za-z0-9+/=]+\n$/);
  const check = await checkSignature(parseNote(second + response.body)!, verifier);
  assert.deepEqual(check, { kind: 'valid', timestampS: 1_679_315_147 });
  const latest = await witness.latest(await originHash(log.origin));
  assert.deepEqual([latest.status, latest.body], [200, second + response.body]);
  // The same tree again: a fresh timestamp, no proof.
  clock.advance(1000);
  assert.equal((await witness.addCheckpoint(await request(log, 305, second))).status, 200);
});

test('a log that shows two trees of one size, or rewrites its past, gets no second cosignature', async (t) => {
  const { log, key } = await temporaryLog(t);
  const witness = await temporaryWitness(t, 'example.org/w1', [log.verifierKey]);
  const fork = await openLog({ directory: await temporaryFolder(t), origin: log.origin, key });
  t.after(() => fork.close());
  await log.append(numberedEntries(0, 10));
  await fork.append(numberedEntries(100, 10));
  assert.equal((await witness.addCheckpoint(await request(log, 0, log.signCheckpoint()))).status, 200);
  assert.equal((await witness.addCheckpoint(await request(fork, 10, fork.signCheckpoint()))).status, 422);
  await fork.append(numberedEntries(110, 10));
  assert.equal((await witness.addCheckpoint(await request(fork, 10, fork.signCheckpoint()))).status, 422);
  assert.equal((await witness.addCheckpoint(await request(fork, 0, fork.signCheckpoint()))).status, 409);
  assert.match((await witness.latest(await originHash(log.origin))).body, /^example\.com\/log\n10\n/);
});

test('each refusal has the status that c2sp.org/tlog-witness names', async (t) => {
  const { log } = await temporaryLog(t);
  const witness = await temporaryWitness(t, 'example.org/w1', [log.verifierKey]);
  await log.append(numberedEntries(0, 4));
  const four = log.signCheckpoint();
  assert.equal((await witness.addCheckpoint(await request(log, 0, four))).status, 200);
  await log.append(numberedEntries(4, 4));
  const eight = log.signCheckpoint();
  const good = await request(log, 4, eight);
  const status = async (body: string): Promise<number> => (await witness.addCheckpoint(body)).status;
  assert.equal(await status(good.replaceAll('example.com/log', 'example.com/lag')), 404);
  assert.equal(await status(good.replace('\n8\n', '\n9\n')), 403);
  assert.equal(await status(good.replace('— example.com/log', '— example.com/lag')), 403);
  assert.equal(await status(good.replace('old 4', 'old 9')), 400);
  const conflict = await witness.addCheckpoint(good.replace('old 4', 'old 3'));
  assert.deepEqual([conflict.status, conflict.contentType, conflict.body], [409, 'text/x.tlog.size', '4\n']);
  assert.equal(await status(formatAddCheckpoint(4, await log.consistencyProof(4, 8), four)), 422);
  assert.equal(await status(formatAddCheckpoint(4, [], eight)), 422);
  const malformed = {
    'no old line': good.replace('old 4\n', ''),
    'leading zero': good.replace('old 4', 'old 04'),
    'two spaces': good.replace('old 4', 'old  4'),
    'short hash': good.replace(/\n[^\n]{44}\n/, '\nAAAA\n'),
    'sixty-four hashes': formatAddCheckpoint(4, Array(64).fill(new Uint8Array(32)), eight),
    'no checkpoint': 'old 4\n\n',
    'not text': '\ud800',
    nothing: '',
  };
  for (const [what, body] of Object.entries(malformed)) assert.equal(await status(body), 400, what);
  assert.equal((await witness.addCheckpoint(new Uint8Array([0xff]))).status, 400);
  assert.equal((await witness.latest(await originHash('example.com/lag'))).status, 404);
  assert.equal((await witness.latest('../lock')).status, 404);
  assert.equal(await status(good), 200);
});

test('a first request with a proof, and an empty tree with a root, are refused', async (t) => {
  const { log } = await temporaryLog(t);
  const witness = await temporaryWitness(t, 'example.org/w1', [log.verifierKey]);
  assert.equal((await witness.addCheckpoint(formatAddCheckpoint(0, [], log.signCheckpoint()))).status, 200);
  await log.append(numberedEntries(0, 2));
  const two = log.signCheckpoint();
  assert.equal((await witness.addCheckpoint(formatAddCheckpoint(0, [new Uint8Array(32)], two))).status, 422);
  assert.equal((await witness.addCheckpoint(formatAddCheckpoint(0, [], two))).status, 200);
});

test('two requests at once for different trees: the state never goes back', async (t) => {
  const { log } = await temporaryLog(t);
  const witness = await temporaryWitness(t, 'example.org/w1', [log.verifierKey]);
  await log.append(numberedEntries(0, 3));
  const three = await request(log, 0, log.signCheckpoint());
  await log.append(numberedEntries(3, 3));
  const six = await request(log, 0, log.signCheckpoint());
  const statuses = (await Promise.all([witness.addCheckpoint(six), witness.addCheckpoint(three)])).map(
    ({ status }) => status,
  );
  assert.deepEqual(statuses.toSorted(), [200, 409]);
  const { body } = await witness.latest(await originHash(log.origin));
  assert.equal(body.split('\n')[1], statuses[0] === 200 ? '6' : '3');
});

test('no cosignature leaves the witness before its new state is stored', async (t) => {
  const { log } = await temporaryLog(t);
  await log.append(numberedEntries(0, 3));
  const full: WitnessStore = {
    read: async () => undefined,
    swap: () => Promise.reject(new Error('disk full')),
  };
  const witness = await witnessOn(full, 'example.org/w1', [log.verifierKey]);
  await assert.rejects(witness.addCheckpoint(formatAddCheckpoint(0, [], log.signCheckpoint())), /disk full/);
});

test('a witness remembers over a restart, and its memory has one holder', async (t) => {
  const { log } = await temporaryLog(t);
  const directory = await temporaryFolder(t);
  const store = await openWitnessFiles(directory);
  await log.append(numberedEntries(0, 3));
  const body = formatAddCheckpoint(0, [], log.signCheckpoint());
  assert.equal(
    (await (await witnessOn(store, 'example.org/w1', [log.verifierKey])).addCheckpoint(body)).status,
    200,
  );
  await assert.rejects(openWitnessFiles(directory), { code: 'evidence.locked' });
  await store.close();
  const reopened = await openWitnessFiles(directory);
  t.after(() => reopened.close());
  const again = await witnessOn(reopened, 'example.org/w1', [log.verifierKey]);
  assert.equal((await again.addCheckpoint(body)).status, 409);
});

async function request(log: Log, oldSize: number, message: string): Promise<string> {
  const newSize = Number(message.split('\n')[1]);
  return formatAddCheckpoint(oldSize, await log.consistencyProof(oldSize, newSize), message);
}

async function originHash(origin: string): Promise<string> {
  return (await digest(new TextEncoder().encode(origin))).toHex();
}
