import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type SignedDocument, signDocument } from '@finharbor/access';
import { generateSigningKey, type Json, manualClock, type PublicKey } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { admitDocument, trustOf } from './admit-document.ts';
import type { HarborTables } from './database.gen.ts';
import { type Board, openBoard } from './hub/board.ts';
import type { HubContext } from './hub/context.ts';
import { harborMigrations } from './migrations.ts';
import { postgresStore } from './postgres/index.ts';
import type { Store } from './store.ts';

const clock = manualClock(Date.parse('2026-06-01T00:00:00Z'));
const keys = { hub: generateSigningKey(), bank: generateSigningKey(), tax: generateSigningKey() };
const firm = generateSigningKey();
const stranger = generateSigningKey();
const uscc = '91000000XQ783ADD8X';
let database: TestDatabase<HarborTables>;
let store: Store;
let board: Board;
const told: string[] = [];

before(async () => {
  database = await testDatabase<HarborTables>([kernelMigrations, harborMigrations]);
  store = postgresStore(database.db, clock, 'hub');
  for (const [party, key] of Object.entries(keys)) await pin(party, key.publicKey, party === 'tax');
  board = openBoard({ store } as HubContext, (doc) => told.push(doc.id));
});
after(() => database[Symbol.asyncDispose]());

async function pin(party: string, publicKey: PublicKey, registrar: boolean): Promise<void> {
  const place = { linkHost: '127.0.0.1', linkPort: 1, url: 'http://127.0.0.1:1', noteKey: 'k' };
  await store.peers.pin({
    party,
    publicKey,
    registrar,
    name: { en: party, zh: party },
    ...place,
    pinnedAtMs: 0,
  });
}

type Draft = {
  readonly type: string;
  readonly issuer: string;
  readonly body: { readonly [key: string]: Json };
};
let serial = 0;
function signed(key: typeof firm, draft: Draft, audience: readonly string[] = ['*']): SignedDocument {
  return signDocument(key, { ...draft, audience, issuedAtMs: clock.nowMs() + serial++ });
}
const termination = { contract: 'c'.repeat(64), reason: 'over' };
const firmKey = { uscc, publicKey: firm.publicKey };
const withdrawal = { uscc, nonce: 'A'.repeat(22) };
const fromTax = { type: 'termination', issuer: 'tax', body: termination };

async function admit(doc: SignedDocument): Promise<string> {
  const admission = await admitDocument(store, await trustOf(store), doc);
  return admission.kind === 'refused' ? admission.code : admission.kind;
}

test('what a pinned party has signed is admitted once; anything else is refused by its own code', async () => {
  const genuine = signed(keys.tax, fromTax);
  assert.equal(await admit(genuine), 'admitted');
  assert.equal(await admit(genuine), 'already_there');
  assert.equal(await admit(signed(stranger, fromTax)), 'document.wrong_key');
  assert.equal(await admit(signed(stranger, { ...fromTax, issuer: 'nobody' })), 'document.unknown_issuer');
  const other = signed(keys.tax, fromTax);
  assert.equal(await admit({ ...other, body: { ...termination, reason: 'changed' } }), 'document.altered');
  assert.equal(await admit({ ...other, signature: genuine.signature }), 'document.bad_signature');
  assert.equal(await admit(signed(keys.tax, { ...fromTax, body: { reason: 'x' } })), 'document.malformed');
  assert.equal(await admit(signed(keys.tax, { ...fromTax, type: 'decree' })), 'document.unknown_type');
});

test('nobody writes in another’s stead: firms for themselves, keys of firms by a registrar, contracts by the consumer', async () => {
  const binding = { type: 'firm_key', issuer: 'bank', body: firmKey };
  assert.equal(await admit(signed(keys.bank, binding)), 'document.wrong_issuer');
  assert.equal(
    await admit(signed(firm, { type: 'withdrawal', issuer: `firm:${uscc}`, body: withdrawal })),
    'document.unknown_issuer',
  );
  assert.equal(await admit(signed(keys.tax, { ...binding, issuer: 'tax' })), 'admitted');
  assert.equal(
    await admit(signed(firm, { type: 'withdrawal', issuer: `firm:${uscc}`, body: withdrawal })),
    'admitted',
  );
  const byBank = signed(keys.bank, { type: 'withdrawal', issuer: 'bank', body: withdrawal });
  assert.equal(await admit(byBank), 'document.wrong_issuer');
});

test('a document refused for want of a key is judged again when its issuer is pinned', async () => {
  const social = generateSigningKey();
  const early = signed(social, { ...fromTax, issuer: 'social' });
  const code = await admit(early);
  assert.equal(code, 'document.unknown_issuer');
  await store.documents.refuse(early, code);
  assert.ok((await store.documents.refusals()).some(({ id }) => id === early.id));
  await pin('social', social.publicKey, false);
  const trust = await trustOf(store);
  await store.documents.judgeAgain((doc) => admitDocument(store, trust, doc));
  assert.ok((await store.documents.get(early.id)) !== undefined);
  assert.ok(!(await store.documents.refusals()).some(({ id }) => id === early.id));
});

test('the board gives a reader what is meant for it, in order, and never what is meant for another', async () => {
  const start = (await board.read({ reader: 'bank', after: 0, limit: 500, waitMs: 0 })).at(-1)?.seq ?? 0;
  const docs = [['bank'], ['tax'], ['*'], ['bank', 'tax']].map((audience) =>
    signed(keys.tax, fromTax, audience),
  );
  for (const doc of docs) await board.submit(doc);
  const idsFor = async (reader: string) =>
    (await board.read({ reader, after: start, limit: 500, waitMs: 0 })).map(({ document }) => document.id);
  assert.deepEqual(await idsFor('bank'), [docs[0]!.id, docs[2]!.id, docs[3]!.id]);
  assert.deepEqual(await idsFor('tax'), [docs[1]!.id, docs[2]!.id, docs[3]!.id]);
  assert.deepEqual(await idsFor('stranger'), [docs[2]!.id]);
});

test('whoever waits at the board is woken by the next document, which is announced once however often it is put', async () => {
  const seen = await board.read({ reader: 'bank', after: 0, limit: 500, waitMs: 0 });
  const waiting = board.read({ reader: 'bank', after: seen.at(-1)!.seq, limit: 10, waitMs: 30_000 });
  const doc = signed(keys.tax, fromTax, ['bank']);
  await Promise.all([board.submit(doc), board.submit(doc), board.submit(doc)]);
  assert.deepEqual(
    (await waiting).map(({ document }) => document.id),
    [doc.id],
  );
  assert.equal(told.filter((id) => id === doc.id).length, 1);
});

test('a session’s masks are claimed by one of many who try, and by nobody ever after', async () => {
  const session = crypto.randomUUID();
  const claims = await Promise.all(Array.from({ length: 8 }, () => store.uses.claimSession(session)));
  assert.equal(claims.filter((claim) => claim === 'fresh').length, 1);
  const again = postgresStore(database.db, clock, 'hub');
  assert.equal(await again.uses.claimSession(session), 'used');
});

test('a contract’s last use goes to one of many jobs, and one job takes one use however often it asks', async () => {
  const contractId = 'f'.repeat(64);
  const jobs = Array.from({ length: 6 }, () => crypto.randomUUID());
  const took = await Promise.all(jobs.map((jobId) => store.uses.reserve({ contractId, jobId, most: 2 })));
  assert.equal(took.filter((one) => one === 'reserved').length, 2);
  const holder = jobs[took.indexOf('reserved')]!;
  assert.equal(await store.uses.reserve({ contractId, jobId: holder, most: 2 }), 'reserved');
  assert.equal(await store.uses.othersUnder(contractId, holder), 1);
});
