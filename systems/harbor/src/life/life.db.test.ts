import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instantText } from '@finharbor/kernel';
import { publishProduct } from '../catalogue.ts';
import type { NodeContext } from '../context.ts';
import { requestContract } from '../contracts.ts';
import { openBoard } from '../hub/board.ts';
import { demandDecidable } from '../negotiation/demand-decidable.ts';
import { enrolmentStore } from '../postgres/enrolments.ts';
import { signed, type TestNode, testNode } from '../testing.ts';
import type { RegistrationDraft } from './documents.ts';
import {
  answerRegistration,
  changeListingAtHub,
  decideObjection,
  type Registry,
  reviewProduct,
  revokeCertificate,
  setListingRules,
  termsAt,
} from './hub-acts.ts';
import { describeLoads } from './keep-quality.ts';
import { changeListing, registerRights, reportQuality, showSample, valueProduct } from './node-acts.ts';
import { stoppedUse } from './read.ts';
import { lifeReasons } from './refusals.ts';
import { reviewItems } from './review.ts';
import { ownProducts, viewCertificate, viewLife, waitingAt } from './view-life.ts';

const product = '01937f00-0000-7000-8000-00000000ba02';
const said = { en: 'Said', zh: '文本' };
const dayMs = 86_400_000;
const answers = reviewItems.map((item) => ({ item, verdict: 'met', finding: '' }) as const);
const listed = { decision: 'listed', level: 'general', answers, reason: '' } as const;
const field = { name: 'Jobs', title: said, kind: 'numeric' } as const;
const offered = { title: said, description: said, fields: [field], synthetic: true, licence: 'Said' };
const initial: RegistrationDraft = {
  kind: 'initial',
  certificate: null,
  rights: ['hold', 'process', 'operate'],
  origin: 'collected',
  basis: said,
  scope: said,
  evidence: [],
  to: null,
};
const wanted = {
  kind: 'train',
  purpose: said,
  legalBasis: said,
  uses: 1,
  smallestGroup: 50,
  validDays: 30,
} as const;

/** The tax office, the bank and the hub, whose documents all reach each other at once: they read one store. */
let node: TestNode;
let bank: NodeContext;
let hub: Registry;
before(async () => {
  node = await testNode('tax');
  const { store, link, clock, note } = node.ctx;
  bank = { ...node.ctx, party: 'bank', key: node.keys.bank! };
  const ctx = {
    party: 'hub',
    key: node.keys.hub!,
    store,
    link,
    clock,
    note,
    enrolments: enrolmentStore(node.database.db, clock),
    log: { append: node.ctx.hub.log as never },
  };
  hub = { ctx, board: openBoard(ctx, () => {}) };
  await load(1);
});
after(() => node[Symbol.asyncDispose]());

async function load(scale: number): Promise<void> {
  const rows = Array.from(
    { length: 600 },
    (_, at) => [`9100000000000${at + 10000}`, { Jobs: at * scale }] as const,
  );
  await node.ctx.store.data.load(product, new Map(rows), 'Employment');
}
const reading = () => ({ store: node.ctx.store, terms: termsAt(hub.ctx) });
const lifeOf = (version: string) => viewLife(reading(), version);
const queue = async () => (await waitingAt(reading())).map(({ kind, id }) => [kind, id]);
const stateOfOwn = async () => (await ownProducts(reading(), 'tax')).map(({ state }) => state);
const later = (ms = 1): void => node.clock.advance(ms);

test('a product goes from draft to listed, contested on the way; each act repeated changes nothing', async () => {
  assert.deepEqual(await stateOfOwn(), ['draft']);
  const { id: version } = await publishProduct(node.ctx, product, offered);
  assert.deepEqual(await stateOfOwn(), ['registration']);
  const { id: asked } = await registerRights(node.ctx, product, initial);
  assert.equal((await registerRights(node.ctx, product, initial)).id, asked);
  await assert.rejects(registerRights(node.ctx, product, { ...initial, origin: 'public' }), {
    code: 'rights.already_registered',
  });
  assert.deepEqual(await queue(), [['registration', asked]]);
  const accept = { decision: 'accepted', noticeDays: 10, validYears: 3 } as const;
  const { id: certificate } = await answerRegistration(hub, asked, accept);
  assert.equal((await answerRegistration(hub, asked, accept)).id, certificate);
  await assert.rejects(answerRegistration(hub, asked, { decision: 'returned', findings: ['No.'] }), {
    code: 'rights.decided',
  });
  const objects = { ...initial, kind: 'objection', certificate, rights: [] } as const;
  later(dayMs);
  await assert.rejects(registerRights(node.ctx, product, objects), { code: 'rights.own_entry' });
  const { id: objection } = await registerRights(bank, product, objects);
  await hub.board.submit((await node.ctx.store.documents.get(objection))!);
  later(10 * dayMs);
  assert.equal((await viewCertificate(reading(), certificate)).entry.state, 'contested');
  assert.deepEqual(await queue(), [['objection', objection]]);
  await decideObjection(hub, objection, { decision: 'dismissed', reason: 'Heard.' });
  assert.deepEqual(await stateOfOwn(), ['review']);
  assert.deepEqual(await queue(), [['review', version]]);
  await assert.rejects(reviewProduct(hub, version, { ...listed, answers: [] }), { code: 'review.unmet' });
  const { id: review } = await reviewProduct(hub, version, listed);
  assert.equal((await reviewProduct(hub, version, listed)).id, review);
  assert.deepEqual(await queue(), []);
  assert.equal((await lifeOf(version)).state, 'listed');
});

test('an objection that is dated back is recorded when it comes, and late', async () => {
  const number = '01937f00-0000-7000-8000-00000000ba03';
  const { id: asked } = await registerRights(node.ctx, number, initial);
  const accept = { decision: 'accepted', noticeDays: 10, validYears: 3 } as const;
  const { id: certificate } = await answerRegistration(hub, asked, accept);
  const withinMs = node.clock.nowMs() + dayMs;
  later(11 * dayMs);
  const objection = signed(node.keys.bank!, {
    type: 'rights_registration',
    issuer: 'bank',
    issuedAtMs: withinMs,
    body: { registration: number, product: number, ...initial, kind: 'objection', certificate, rights: [] },
  });
  assert.equal((await hub.board.submit(objection)).kind, 'admitted');
  later();
  assert.equal((await hub.board.submit(objection)).kind, 'already_there');
  const records = await node.ctx.store.documents.find('objection_record', { product: number });
  assert.deepEqual(
    records.map(({ body }) => [body.objection, body.recordedAt]),
    [[objection.id, instantText(node.clock.nowMs() - 1)]],
  );
  assert.equal((await viewCertificate(reading(), certificate)).entry.state, 'in_force');
  await assert.rejects(decideObjection(hub, objection.id, { decision: 'upheld', reason: 'Heard.' }), {
    code: 'rights.not_found',
  });
});

test('once the registry demands it, a version is contracted only when listed; the one before still is', async () => {
  const [first] = await node.ctx.store.documents.find('product');
  later();
  const { id: second } = await publishProduct(node.ctx, product, {
    ...offered,
    licence: 'Other',
    changes: said,
  });
  await requestContract(bank, { ...wanted, products: [second] });
  await setListingRules(hub, instantText(node.clock.nowMs()));
  await assert.rejects(requestContract(bank, { ...wanted, products: [second] }), {
    code: 'product.not_listed',
    publicMessage: lifeReasons['product.not_listed'].en,
  });
  const [contract] = await node.ctx.store.documents.find('contract');
  await assert.rejects(demandDecidable(node.ctx, contract!), {
    code: 'product.not_listed',
  });
  await requestContract(bank, { ...wanted, products: [first!.id] });
  await reviewProduct(hub, second, listed);
  await demandDecidable(node.ctx, contract!);
  const life = await lifeOf(second);
  assert.deepEqual(
    life.versions.map(({ id, changes }) => [id, changes]),
    [
      [second, said],
      [first!.id, null],
    ],
  );
  await assert.rejects(reviewProduct(hub, first!.id, listed), { code: 'review.superseded' });
});

test('a load is described once it has settled, once for a version, and against the one before', async () => {
  const { id } = await reportQuality(node.ctx, product);
  assert.equal((await reportQuality(node.ctx, product)).id, id);
  later();
  await load(3);
  await describeLoads(node.ctx);
  assert.equal((await node.ctx.store.documents.find('quality_report')).length, 1);
  later(60_000);
  await describeLoads(node.ctx);
  await describeLoads(node.ctx);
  assert.equal((await node.ctx.store.documents.find('quality_report')).length, 2);
  const [own] = await ownProducts(reading(), 'tax');
  const { quality } = await lifeOf(own!.version!);
  assert.equal(quality!.body.rows, 600);
  assert.ok(quality!.body.columns[0]!.drift! > 0.1);
});

test('a sample shows published columns only, and no firm’s code; a valuation is what its inputs come to', async () => {
  const [own] = await ownProducts(reading(), 'tax');
  const shown = { made: 'synthetic', rows: [{ Jobs: 3 }] } as const;
  await assert.rejects(showSample(node.ctx, product, { ...shown, rows: [{ Wages: 3 }] }), {
    code: 'document.malformed',
  });
  await assert.rejects(showSample(node.ctx, product, { ...shown, rows: [{ Jobs: '91000000XQ783ADD8X' }] }), {
    code: 'document.malformed',
  });
  const { id } = await showSample(node.ctx, product, shown);
  assert.equal((await showSample(node.ctx, product, shown)).id, id);
  await valueProduct(node.ctx, product, {
    inputs: { approach: 'income', yearlyMinor: ['100000'], shareBasisPoints: 5000, discountBasisPoints: 0 },
    assumptions: ['Said.'],
  });
  const { sample, valuation } = await lifeOf(own!.version!);
  assert.deepEqual(sample!.body.rows, shown.rows);
  assert.equal(valuation!.body.amountMinor, '50000');
});

test('lineage tells what a version came of, and what came of it', async () => {
  const [first] = await node.ctx.store.documents.find('product');
  const derivedFrom = [{ product: first!.id, how: 'wasDerivedFrom' }] as const;
  later();
  const { id } = await publishProduct(node.ctx, product, { ...offered, derivedFrom });
  const edge = { from: first!.id, to: id, how: 'wasDerivedFrom' };
  for (const version of [first!.id, id]) {
    const { lineage } = await lifeOf(version);
    assert.deepEqual(lineage.edges, [edge]);
    assert.equal(lineage.products.length, 2);
  }
});

test('a suspension stops uses until its own side lifts it, a revocation until a new certificate', async () => {
  const [own] = await ownProducts(reading(), 'tax');
  const version = own!.version!;
  const stopped = async () =>
    stoppedUse(node.ctx, await node.ctx.store.documents.find('product', { id: version }), termsAt(hub.ctx));
  assert.equal(await stopped(), undefined);
  const stop = { change: 'suspended', reason: 'Looked into.' } as const;
  later();
  const { id } = await changeListingAtHub(hub, version, stop);
  assert.equal((await changeListingAtHub(hub, version, stop)).id, id);
  assert.equal(await stopped(), 'product.suspended');
  await assert.rejects(changeListing(node.ctx, product, { change: 'resumed', reason: 'Said.' }), {
    code: 'product.not_suspended',
  });
  later();
  await changeListingAtHub(hub, version, { change: 'resumed', reason: 'Done.' });
  assert.equal(await stopped(), undefined);
  const [certificate] = await node.ctx.store.documents.find('rights_certificate');
  await revokeCertificate(hub, certificate!.id, said);
  assert.equal(await stopped(), 'product.right_ended');
  await changeListing(node.ctx, product, { change: 'withdrawn', reason: 'Given up.' });
  assert.equal(await stopped(), 'product.withdrawn');
});
