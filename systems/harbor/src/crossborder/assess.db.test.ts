import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { admitDocument, trustOf } from '../admit-document.ts';
import { demandDecidable } from '../negotiation/demand-decidable.ts';
import { contractBody, signed, testNode } from '../testing.ts';
import { assessTransfer, listTransfers, viewTransfer } from './assess.ts';
import { assessment, filing } from './testing.ts';

const node = await testNode('tax');
after(() => node[Symbol.asyncDispose]());
const { ctx, clock, keys } = node;

/** A contract that the bank has asked for, as it reaches the tax office's node. */
async function asked(place?: string, providers: readonly string[] = ['tax']): Promise<string> {
  const body = { ...contractBody('train', 3), providers, ...(place === undefined ? {} : { place }) };
  const doc = signed(keys.bank!, { type: 'contract', issuer: 'bank', body, issuedAtMs: clock.nowMs() });
  assert.equal((await admitDocument(ctx.store, await trustOf(ctx.store), doc)).kind, 'admitted');
  clock.advance(1);
  return doc.id;
}

async function leaveOf(id: string): Promise<string> {
  const { leave } = (await viewTransfer(ctx, id)).leaves.find(({ party }) => party === 'tax')!;
  return leave.kind === 'refused' ? leave.code : leave.kind;
}

test('a holder assesses, is refused, takes the path, and may then give its data; all of it is signed and read by others', async () => {
  const id = await asked('HK');
  assert.equal(await leaveOf(id), 'transfer.not_assessed');
  const draft = assessment({ personal: 100_000 });
  await assessTransfer(ctx, id, draft);
  assert.equal(await leaveOf(id), 'transfer.may_not_leave');
  clock.advance(1000);
  const doc = await assessTransfer(ctx, id, { ...draft, filing: filing('standard_contract') });
  assert.equal(await leaveOf(id), 'may_leave');
  assert.deepEqual(doc.audience, ['bank', 'hub', 'tax']);
  assert.equal((await admitDocument(ctx.store, await trustOf(ctx.store), doc)).kind, 'already_there');

  const { assessments, place, state } = await viewTransfer(ctx, id);
  assert.deepEqual([place, state], ['HK', 'proposed']);
  assert.deepEqual(
    assessments.map(({ party, body }) => [party, body.path, body.rule, body.outcome, body.validUntil]),
    [
      ['tax', 'standard_contract', 'some', 'may_leave', '2026-12-31T16:00:00Z'],
      ['tax', 'standard_contract', 'some', 'may_not_leave', '2026-12-31T16:00:00Z'],
    ],
  );
});

test('what another party assesses opens nothing for this holder, and what an outsider assesses is not shown', async () => {
  const id = await asked('SG', ['tax', 'social']);
  const own = await assessTransfer(ctx, id, assessment());
  const other = await asked('SG', ['tax', 'social']);
  const body = {
    ...(own.body as never as Parameters<typeof signed<'transfer_assessment'>>[1]['body']),
    contract: other,
  };
  for (const issuer of ['social', 'bank'])
    await ctx.store.documents.put(
      signed(keys[issuer]!, { type: 'transfer_assessment', issuer, body, issuedAtMs: clock.nowMs() }),
    );
  const view = await viewTransfer(ctx, other);
  assert.deepEqual(
    view.leaves.map(({ party, leave }) => [party, leave.kind]),
    [
      ['tax', 'refused'],
      ['social', 'may_leave'],
    ],
  );
  assert.deepEqual(
    view.assessments.map(({ party }) => party),
    ['social'],
  );
});

test('only contracts whose data leaves are listed, the newest first; of others there is nothing to assess', async () => {
  const home = await asked();
  const last = await asked('US');
  const listed = (await listTransfers(ctx)).map(({ contract: id }) => id);
  assert.equal(listed[0], last);
  assert.equal(listed.includes(home), false);
  await assert.rejects(viewTransfer(ctx, home), { code: 'transfer.not_needed' });
  await assert.rejects(assessTransfer(ctx, home, assessment()), { code: 'transfer.not_needed' });
  const [contract] = await ctx.store.documents.find('contract', { id: home });
  await demandDecidable(ctx, contract!);
});

test('who holds none of the data cannot assess it, and an unknown contract is not found', async () => {
  const id = await asked('HK', ['social']);
  await assert.rejects(assessTransfer(ctx, id, assessment()), { code: 'contract.not_provider' });
  await assert.rejects(viewTransfer(ctx, '0'.repeat(64)), { code: 'contract.not_found' });
  const twice = assessment();
  const findings = [...twice.findings.slice(1), twice.findings[1]!];
  const mine = await asked('HK');
  await assert.rejects(assessTransfer(ctx, mine, { ...twice, findings }), { code: 'document.malformed' });
});

test('a place is a country’s code other than the mainland’s', async () => {
  const trust = await trustOf(ctx.store);
  for (const place of ['CN', 'hk', 'Hongkong', '']) {
    const body = { ...contractBody('train', 3), place };
    const doc = signed(keys.bank!, { type: 'contract', issuer: 'bank', body });
    assert.deepEqual(await admitDocument(ctx.store, trust, doc), {
      kind: 'refused',
      code: 'document.malformed',
    });
  }
});
