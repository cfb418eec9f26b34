import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { SignedDocument } from '@finharbor/access';
import { generateSigningKey, type Json, type SigningKey } from '@finharbor/kernel';
import { admitDocument, issuerKey, trustOf } from './admit-document.ts';
import { followFeed, syncOnce } from './sync.ts';
import { contractBody, signed, type TestNode, testNode, uscc } from './testing.ts';

// What the hub, or whoever has broken into its database, serves; the hub is believed in nothing.
let board: SignedDocument[] = [];
let isDown = false;
let node: TestNode;
const firm = generateSigningKey();

before(async () => {
  node = await testNode('bank', {
    feed: async ({ after: seen }) => {
      if (isDown) throw new Error('down');
      return board.slice(seen).map((document, at) => ({ seq: seen + at + 1, document }));
    },
  });
});
after(() => node[Symbol.asyncDispose]());
beforeEach(() => node.noted.splice(0));

let serial = 0;
function ending(key: SigningKey, issuer: string): SignedDocument {
  const body = { contract: 'c'.repeat(64), reason: `because ${serial++}` };
  return signed(key, { type: 'termination', issuer, body });
}

test('forged and unreadable documents in the feed neither act nor keep back the ones after them', async () => {
  const { tax } = node.keys as { readonly tax: SigningKey };
  const genuine = [ending(tax, 'tax'), ending(tax, 'tax')] as const;
  const altered = { ...ending(tax, 'tax'), body: { contract: 'c'.repeat(64), reason: 'altered' } };
  const withNul = signed(tax, {
    type: 'termination',
    issuer: 'tax',
    body: { contract: 'c'.repeat(64), reason: 'a\0b' },
  });
  const halfPair = signed(tax, {
    type: 'termination',
    issuer: 'tax',
    body: { contract: 'c'.repeat(64), reason: 'a\ud800b' },
  });
  const oddTime = { ...ending(tax, 'tax'), issuedAtMs: 0.5 };
  const noBody = { ...ending(tax, 'tax'), body: null as unknown as { readonly [key: string]: Json } };
  const forged = [ending(generateSigningKey(), 'tax'), altered, withNul, halfPair, oddTime, noBody];
  board = [...forged, genuine[0], ...forged, genuine[1]];
  const acted: string[] = [];
  assert.equal(await syncOnce(node.ctx, ({ id }) => acted.push(id)), board.length);
  assert.deepEqual(
    acted,
    genuine.map(({ id }) => id),
  );
  assert.equal(node.noted.filter((code) => code === 'document.refused').length, 2 * forged.length);
  for (const { id } of forged) assert.equal(await node.ctx.store.documents.get(id), undefined);
  const codes = (await node.ctx.store.documents.refusals()).map(({ code }) => code).toSorted();
  assert.deepEqual(codes, ['document.altered', 'document.wrong_key']);
  assert.equal(await syncOnce(node.ctx, ({ id }) => acted.push(id)), 0);
});

test('a document is acted upon once, however often the hub delivers it', async () => {
  const doc = ending(node.keys.tax!, 'tax');
  board = [...board, doc, doc];
  const acted: string[] = [];
  await syncOnce(node.ctx, ({ id }) => acted.push(id));
  board = [...board, doc];
  await syncOnce(node.ctx, ({ id }) => acted.push(id));
  assert.deepEqual(acted, [doc.id]);
});

test('a firm’s key is the one its registrar signed last, in whatever order the hub delivers', async () => {
  const renewed = generateSigningKey();
  const vouch = (key: SigningKey, issuedAtMs: number): SignedDocument =>
    signed(node.keys.tax!, {
      type: 'firm_key',
      issuer: 'tax',
      body: { uscc, publicKey: key.publicKey },
      issuedAtMs,
    });
  board = [...board, vouch(renewed, 20), vouch(firm, 10)];
  await syncOnce(node.ctx, () => {});
  assert.equal(await issuerKey(node.ctx.store, `firm:${uscc}`), renewed.publicKey);
  const withdrawal = (key: SigningKey) =>
    signed(key, {
      type: 'withdrawal',
      issuer: `firm:${uscc}`,
      body: { uscc, nonce: 'A'.repeat(22) },
      issuedAtMs: 30,
    });
  const trust = await trustOf(node.ctx.store);
  const byOld = await admitDocument(node.ctx.store, trust, withdrawal(firm));
  assert.deepEqual(byOld, { kind: 'refused', code: 'document.wrong_key' });
  assert.equal((await admitDocument(node.ctx.store, trust, withdrawal(renewed))).kind, 'admitted');
});

test('a consent is the firm’s own word: neither a party nor another firm can give it', async () => {
  const other = '910000006BUFF6HN7Q';
  const body = {
    contract: 'c'.repeat(64),
    uscc,
    purpose: { en: 'x', zh: 'x' },
    validUntil: '2027-01-01T00:00:00Z',
    nonce: 'A'.repeat(22),
  };
  const otherKey = generateSigningKey();
  const vouched = { uscc: other, publicKey: otherKey.publicKey };
  const trust = await trustOf(node.ctx.store);
  const admit = (doc: SignedDocument) => admitDocument(node.ctx.store, trust, doc);
  await admit(signed(node.keys.tax!, { type: 'firm_key', issuer: 'tax', body: vouched }));
  const byBank = signed(node.keys.bank!, { type: 'consent', issuer: 'bank', body });
  const byOther = signed(otherKey, { type: 'consent', issuer: `firm:${other}`, body });
  for (const doc of [byBank, byOther])
    assert.deepEqual(await admit(doc), { kind: 'refused', code: 'document.wrong_issuer' });
});

test('a job and a contract are their consumer’s own word, also among pinned parties', async () => {
  const trust = await trustOf(node.ctx.store);
  const job = {
    job: crypto.randomUUID(),
    attempt: 1,
    session: crypto.randomUUID(),
    kind: 'train' as const,
    contract: 'c'.repeat(64),
    roster: ['bank', 'tax'],
    dealer: 'hub',
    plan: {},
    model: null,
    subject: null,
    consent: null,
  };
  const { tax } = node.keys as { readonly tax: SigningKey };
  const forged = [
    signed(tax, { type: 'contract', issuer: 'tax', body: contractBody('train', 1) }),
    signed(tax, { type: 'job', issuer: 'tax', body: job }),
  ];
  for (const doc of forged)
    assert.deepEqual(await admitDocument(node.ctx.store, trust, doc), {
      kind: 'refused',
      code: 'document.wrong_issuer',
    });
});

test('a contract whose terms could be read otherwise than they are enforced is refused', async () => {
  const trust = await trustOf(node.ctx.store);
  const good = contractBody('train', 1);
  const uses = { name: 'uses', operator: 'lteq', value: 1, enforcement: 'enforced' } as const;
  const terms = [
    [{ ...uses, value: '1' }],
    [{ ...uses, operator: 'gteq' as const }],
    [uses, { ...uses, value: 9 }],
    [{ ...uses, value: 0 }],
    [{ ...uses, name: 'retention_days' as const }],
  ];
  const bodies = [
    ...terms.map((constraints) => ({ ...good, constraints })),
    { ...good, providers: ['bank'] },
    { ...good, providers: ['tax', 'tax'] },
  ];
  const admit = (body: typeof good) =>
    admitDocument(node.ctx.store, trust, signed(node.keys.bank!, { type: 'contract', issuer: 'bank', body }));
  assert.equal((await admit(good)).kind, 'admitted');
  for (const body of bodies)
    assert.deepEqual(await admit(body), { kind: 'refused', code: 'document.malformed' });
});

test('a hub that is down is asked again until it is back, and the log says so once each way', async () => {
  const abort = new AbortController();
  const back = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  isDown = true;
  const { ctx } = node;
  const note: typeof ctx.note = (code) => {
    node.noted.push(code);
    if (code === 'hub.unreachable') asked.resolve();
    if (code === 'hub.back') back.resolve();
  };
  const doc = ending(node.keys.tax!, 'tax');
  const acted = Promise.withResolvers<string>();
  const following = followFeed({ ...ctx, note }, ({ id }) => acted.resolve(id), abort.signal);
  await asked.promise;
  board = [...board, doc];
  isDown = false;
  assert.equal(await acted.promise, doc.id);
  await back.promise;
  abort.abort();
  await following;
  assert.deepEqual(node.noted, ['hub.unreachable', 'hub.back']);
});
