import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type SignedDocument, signDocument } from '@finharbor/access';
import { fingerprint, generateSigningKey, type SigningKey, syntheticUscc } from '@finharbor/kernel';
import fc from 'fast-check';
import { admitDocument, issuerKey, trustOf } from './admit-document.ts';
import { vouchForFirm } from './contracts.ts';
import { firmKeys, keyRequests } from './firm-keys.ts';
import { openBoard } from './hub/board.ts';
import type { HubContext } from './hub/context.ts';
import { hubEndpoints } from './hub-http.ts';
import { syncOnce } from './sync.ts';
import { signed, type TestNode, testNode } from './testing.ts';

let hub: TestNode;
let tax: TestNode;
before(async () => {
  hub = await testNode('hub');
  tax = await testNode('tax', {
    feed: ({ after: seen }) => hub.ctx.store.documents.feed({ audience: ['tax'], after: seen, limit: 500 }),
  });
});
after(async () => {
  await hub[Symbol.asyncDispose]();
  await tax[Symbol.asyncDispose]();
});

let serial = 0;
function newFirm() {
  const uscc = syntheticUscc(`firm/${serial++}`);
  return { uscc, party: `firm:${uscc}`, key: generateSigningKey() };
}
type Firm = ReturnType<typeof newFirm>;

type Change = Partial<Parameters<typeof signDocument>[1]> & { readonly key?: SigningKey };
function request({ uscc, party, key }: Firm, { key: by = key, ...change }: Change = {}): SignedDocument {
  return signDocument(by, {
    type: 'key_request',
    issuer: party,
    audience: ['tax', 'hub'],
    body: { uscc, publicKey: by.publicKey },
    issuedAtMs: hub.clock.nowMs() + serial++,
    ...change,
  });
}

async function admit(doc: SignedDocument, at = tax): Promise<string> {
  const admission = await admitDocument(at.ctx.store, await trustOf(at.ctx.store), doc);
  return admission.kind === 'refused' ? admission.code : admission.kind;
}

/** Posts as a signed-in owner, or as whoever comes along; the code of a refusal, or the answer. */
async function post(path: string, doc: SignedDocument, party?: string): Promise<unknown> {
  const { store } = hub.ctx;
  const board = openBoard({ store } as HubContext, () => {});
  const endpoints = hubEndpoints({
    ctx: hub.ctx as unknown as HubContext,
    board,
    face: {} as never,
    printer: {} as never,
  });
  const found = endpoints.find(({ route }) => route.method === 'POST' && route.path === path)!;
  const caller = party === undefined ? { kind: 'public' } : { kind: 'account', party, roles: ['owner'] };
  try {
    return (await found.handler({ body: doc, caller } as never)).body;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

const waiting = async ({ uscc }: Firm) =>
  (await keyRequests(tax.ctx.store)).filter((one) => one.uscc === uscc);

test('a request for a key is admitted under the key it names, whatever the key, and binds nothing', async () => {
  const firm = newFirm();
  const drafts = fc.record({
    issuedAtMs: fc.nat(),
    audience: fc.array(fc.stringMatching(/^[a-z]{2,30}$/), { maxLength: 5 }),
    key: fc.constant(undefined).map(generateSigningKey),
  });
  const isTakenOnce = fc.asyncProperty(drafts, fc.nat(42), async (draft, at) => {
    const doc = request(firm, draft);
    assert.equal(await admit(doc), 'admitted');
    assert.equal(await admit(doc), 'already_there');
    const publicKey = doc.key.slice(0, at) + (doc.key[at] === 'A' ? 'E' : 'A') + doc.key.slice(at + 1);
    const underAnother = await admit(request(firm, { ...draft, body: { uscc: firm.uscc, publicKey } }));
    assert.equal(underAnother, 'document.wrong_key');
  });
  await fc.assert(isTakenOnce, { numRuns: 20 });
  assert.equal(await issuerKey(tax.ctx.store, firm.party), undefined);
  const withdrawal = { uscc: firm.uscc, nonce: 'A'.repeat(22) };
  const doc = signed(firm.key, { type: 'withdrawal', issuer: firm.party, body: withdrawal });
  assert.equal(await admit(doc), 'document.unknown_issuer');
});

test('a request that is forged, altered, another firm’s or malformed is refused by name', async () => {
  const [firm, other] = [newFirm(), newFirm()];
  const genuine = request(firm);
  const forOther = { uscc: firm.uscc, publicKey: other.key.publicKey };
  const refusals: readonly (readonly [string, SignedDocument])[] = [
    ['document.wrong_key', request(firm, { body: forOther })],
    ['document.altered', { ...genuine, body: { ...genuine.body, publicKey: other.key.publicKey } }],
    ['document.altered', { ...genuine, issuer: other.party }],
    ['document.bad_signature', { ...genuine, signature: request(firm, { key: other.key }).signature }],
    ['document.wrong_issuer', request(firm, { issuer: other.party })],
    ['document.wrong_issuer', request(firm, { issuer: 'tax' })],
    ['document.unknown_issuer', request(firm, { body: { uscc: firm.uscc, publicKey: 'short' } })],
    ['document.unknown_issuer', request(firm, { body: { uscc: firm.uscc } })],
  ];
  for (const [code, doc] of refusals) assert.equal(await admit(doc), code);
  assert.deepEqual(await waiting(firm), []);
});

test('only a signed-in owner’s own request gets onto the board, and once while it waits', async () => {
  const [firm, other] = [newFirm(), newFirm()];
  const doc = request(firm);
  assert.equal(await post('/documents', doc), 'key_request.owner_only');
  assert.equal(await post('/key-requests', doc, other.party), 'key_request.other_firm');
  assert.equal(
    await post('/key-requests', request(firm, { issuer: other.party }), other.party),
    'document.wrong_issuer',
  );
  assert.equal(await hub.ctx.store.documents.get(doc.id), undefined);
  const taken = { id: doc.id, requestedAt: doc.issuedAtMs };
  assert.deepEqual(await post('/key-requests', doc, firm.party), taken);
  assert.deepEqual(await post('/key-requests', request(firm), firm.party), taken);
  const wider = request(firm, { audience: ['tax', 'social', 'hub'] });
  assert.deepEqual(await post('/key-requests', wider, firm.party), {
    id: wider.id,
    requestedAt: wider.issuedAtMs,
  });
});

test('the registrar sees the latest request of each firm until its key is vouched for, and whether it replaces another', async () => {
  const firm = newFirm();
  const keys = [firm.key, generateSigningKey(), generateSigningKey()] as const;
  const ask = async (key: SigningKey) => {
    await post('/key-requests', request(firm, { key }), firm.party);
    await syncOnce(tax.ctx, () => {});
  };
  const seen = async () => (await waiting(firm)).map(({ publicKey, replaces }) => [publicKey, replaces]);
  await ask(keys[0]);
  await ask(keys[1]);
  assert.deepEqual(await seen(), [[keys[1].publicKey, false]]);
  assert.equal((await waiting(firm))[0]?.fingerprint, fingerprint(keys[1].publicKey));
  tax.clock.advance(60_000);
  await vouchForFirm(tax.ctx, firm.uscc, keys[1].publicKey);
  assert.deepEqual(await seen(), []);
  await ask(keys[2]);
  assert.deepEqual(await seen(), [[keys[2].publicKey, true]]);
  tax.clock.advance(60_000);
  await vouchForFirm(tax.ctx, firm.uscc, keys[2].publicKey);
  assert.deepEqual(await seen(), []);
  await vouchForFirm(tax.ctx, firm.uscc, keys[0].publicKey);
  assert.deepEqual(
    await seen(),
    [],
    'a request that was answered does not come back when the key changes on paper',
  );
});

test('nobody but a trusted registrar answers a request', async () => {
  const firm = newFirm();
  await admit(request(firm));
  const body = { uscc: firm.uscc, publicKey: firm.key.publicKey };
  await tax.ctx.store.documents.put(signed(tax.keys.social!, { type: 'firm_key', issuer: 'social', body }));
  assert.equal((await waiting(firm)).length, 1);
});

test('a firm’s key that counts is found by the firm’s code', async () => {
  const [one, other] = [newFirm(), newFirm()];
  for (const { uscc, key } of [one, other]) await vouchForFirm(tax.ctx, uscc, key.publicKey);
  const found = await firmKeys(tax.ctx.store, one.uscc);
  assert.deepEqual(
    found.map(({ uscc, fingerprint: shown, registrar }) => [uscc, shown, registrar]),
    [[one.uscc, fingerprint(one.key.publicKey), 'tax']],
  );
  assert.deepEqual(await firmKeys(tax.ctx.store, newFirm().uscc), []);
  assert.ok((await firmKeys(tax.ctx.store)).length >= 2);
});
