import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, syntheticUscc } from '@finharbor/kernel';
import { unlimited } from '../scheme/limits.ts';
import { testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import { finishPaying } from './pay.ts';
import { changeChainOrder } from './postgres.ts';
import type { ChainView } from './views.ts';

const yuan = await testYuan();
const { newId, clock, ctx } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_00n } });

type Firm = { readonly as: YuanClient; readonly wallet: WalletView };
async function firm(seed: string): Promise<Firm> {
  const as = await yuan.as({ login: seed, party: `firm:${syntheticUscc(seed)}`, role: 'owner' });
  const plain = { operator: 'bank', label: seed, parent: null, singleMinor: null, dayMinor: null };
  return { as, wallet: (await as.postWallet({ body: { ...plain, id: newId() } })).body };
}
const [buyer, first, second, third] = [
  await firm('buyer'),
  await firm('f1'),
  await firm('f2'),
  await firm('f3'),
];
const fill = (to: Firm, amountMinor: bigint) =>
  ctx.till.topUp({
    id: newId(),
    operator: 'bank',
    wallet: { wallet: to.wallet.number, limits: unlimited },
    amountMinor,
  });
await fill(buyer, 1_000_00n);

const refusal = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', codeOf);
const left = async ({ as, wallet }: Firm): Promise<bigint> =>
  (await as.getWallet({ params: { number: wallet.number } })).body.availableMinor;
const begin = async (): Promise<ChainView> =>
  (
    await buyer.as.postChainOrder({
      body: { id: newId(), wallet: buyer.wallet.number, title: 'Pumps', dueAtMs: clock.nowMs() + 86_400_000 },
    })
  ).body;
const propose = async (
  { id }: ChainView,
  { by, to, above = null, amountMinor }: { by: Firm; to: Firm; above?: string | null; amountMinor: bigint },
): Promise<string> => {
  const leg = newId();
  const body = { id: leg, above, payee: to.wallet.number, amountMinor, goods: 'parts' };
  await by.as.postChainLeg({ params: { id }, body });
  return leg;
};
const answer = ({ id }: ChainView, by: Firm, leg: string) =>
  refusal(by.as.postChainAnswer({ params: { id, leg }, body: { isAgreed: true } }));
const decline = ({ id }: ChainView, by: Firm, leg: string) =>
  refusal(by.as.postChainAnswer({ params: { id, leg }, body: { isAgreed: false } }));
const pay = ({ id }: ChainView, payment: string = newId()) =>
  refusal(buyer.as.postChainPayment({ params: { id }, body: { id: payment } }));

test('one payment settles three tiers and a branch; each keeps its margin, and the same number again is the same payment', async () => {
  const order = await begin();
  const top = await propose(order, { by: buyer, to: first, amountMinor: 100_00n });
  const middle = await propose(order, { by: first, to: second, above: top, amountMinor: 70_00n });
  const branch = await propose(order, { by: first, to: third, above: top, amountMinor: 10_00n });
  const deep = await propose(order, { by: second, to: third, above: middle, amountMinor: 40_00n });
  assert.equal(await answer(order, first, top), 'chain.not_agreed');
  assert.equal(await pay(order), 'chain.not_agreed');
  for (const [by, leg] of [
    [third, deep],
    [third, branch],
    [second, middle],
    [first, top],
  ] as const)
    assert.equal(await answer(order, by, leg), 'done');
  const payment = newId();
  assert.deepEqual(
    [await pay(order, payment), await pay(order, payment), await pay(order)],
    ['done', 'done', 'chain.state'],
  );
  assert.deepEqual(
    [await left(buyer), await left(first), await left(second), await left(third)],
    [900_00n, 20_00n, 30_00n, 50_00n],
  );
  const lines = (await first.as.listWalletEntries({ params: { number: first.wallet.number }, query: {} }))
    .body.items;
  assert.deepEqual(
    lines.map(({ direction, amountMinor, movement }) => [direction, amountMinor, movement]),
    [
      ['out', 10_00n, payment],
      ['out', 70_00n, payment],
      ['in', 100_00n, payment],
    ],
  );
});

test('nobody sees a leg that is not its own, nor an order it has no part in', async () => {
  const order = await begin();
  const top = await propose(order, { by: buyer, to: first, amountMinor: 100_00n });
  const middle = await propose(order, { by: first, to: second, above: top, amountMinor: 70_00n });
  const seen = async ({ as }: Firm) => (await as.getChainOrder({ params: { id: order.id } })).body;
  assert.deepEqual(
    (await seen(buyer)).legs.map(({ id, marginMinor }) => [id, marginMinor]),
    [[top, null]],
  );
  assert.deepEqual(
    (await seen(first)).legs.map(({ id, marginMinor }) => [id, marginMinor]),
    [
      [top, 30_00n],
      [middle, null],
    ],
  );
  assert.deepEqual(
    (await seen(second)).legs.map(({ id, above }) => [id, above]),
    [[middle, null]],
  );
  assert.equal(await refusal(third.as.getChainOrder({ params: { id: order.id } })), 'chain.not_found');
  assert.equal(await answer(order, second, top), 'chain.leg_not_found');
  assert.equal(
    await refusal(first.as.postChainPayment({ params: { id: order.id }, body: { id: newId() } })),
    'chain.not_found',
  );
});

test('no more is passed on than comes in, no deeper than eight tiers, and what was agreed stays', async () => {
  const order = await begin();
  let above = await propose(order, { by: buyer, to: first, amountMinor: 100_00n });
  assert.equal(
    await refusal(propose(order, { by: first, to: second, above, amountMinor: 100_01n })),
    'chain.too_much',
  );
  assert.equal(await refusal(propose(order, { by: first, to: first, above, amountMinor: 1n })), 'chain.loop');
  for (let tier = 2; tier <= 8; tier++)
    above = await propose(order, {
      by: tier % 2 === 0 ? first : second,
      to: tier % 2 === 0 ? second : first,
      above,
      amountMinor: 50_00n,
    });
  assert.equal(
    await refusal(propose(order, { by: second, to: third, above, amountMinor: 1n })),
    'chain.too_deep',
  );
  assert.equal(await answer(order, second, above), 'done');
  assert.equal(
    await refusal(propose(order, { by: second, to: third, above, amountMinor: 1n })),
    'chain.state',
  );
  assert.equal(await decline(order, second, above), 'chain.state');
});

test('what cannot be paid moves nothing at any tier, and may be tried again; what is declined falls away with all below', async () => {
  const order = await begin();
  const top = await propose(order, { by: buyer, to: first, amountMinor: 5_000_00n });
  const middle = await propose(order, { by: first, to: second, above: top, amountMinor: 4_000_00n });
  const dropped = await propose(order, { by: first, to: third, above: top, amountMinor: 1_000_00n });
  assert.equal(await decline(order, third, dropped), 'done');
  assert.equal(await answer(order, second, middle), 'done');
  assert.equal(await answer(order, first, top), 'done');
  const before = await Promise.all([buyer, first, second].map(left));
  assert.equal(await pay(order), 'yuan.insufficient_funds');
  assert.deepEqual(await Promise.all([buyer, first, second].map(left)), before);
  await fill(buyer, 5_000_00n);
  assert.equal(await pay(order), 'done');
  assert.deepEqual(await Promise.all([buyer, first, second].map(left)), [
    before[0]!,
    before[1]! + 1_000_00n,
    before[2]! + 4_000_00n,
  ]);
});

test('a payment whose process was killed after it was asked for is finished by another', async () => {
  const order = await begin();
  const top = await propose(order, { by: buyer, to: first, amountMinor: 1_00n });
  await answer(order, first, top);
  const before = await left(first);
  const payment = newId();
  await changeChainOrder(ctx.db, { id: order.id, from: 'open' }, { state: 'paying', payment });
  await finishPaying(ctx);
  await finishPaying(ctx);
  assert.equal(await left(first), before + 1_00n);
  const { body } = await buyer.as.getChainOrder({ params: { id: order.id } });
  assert.deepEqual([body.state, body.payment], ['paid', payment]);
});
