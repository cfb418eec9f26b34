import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import { codeText } from './code.ts';

const yuan = await testYuan();
const { newId, clock, ctx } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const person = (no: string): string => `person:01937f00-0000-7000-8000-0000000000${no}`;
const li = await yuan.as({ login: 'li', party: person('a1'), role: 'resident' });
const wang = await yuan.as({ login: 'wang', party: person('b1'), role: 'resident' });
const shop = await yuan.as({ login: 'shop', party: 'firm:91350100M000100Y43', role: 'owner' });
const cashier = await yuan.as({ login: 'till', party: 'firm:91350100M000100Y43', role: 'cashier' });
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_00n } });

async function open(who: YuanClient, more: { parent?: string; dayMinor?: bigint } = {}): Promise<WalletView> {
  const body = {
    id: newId(),
    operator: 'bank',
    label: 'W',
    parent: null,
    singleMinor: null,
    dayMinor: null,
    ...more,
  };
  return (await who.postWallet({ body })).body;
}
const [ofLi, ofWang, ofShop] = [await open(li), await open(wang), await open(shop)];
await shop.putMerchant({
  params: { number: ofShop.number },
  body: { name: { en: 'Café', zh: '咖啡馆' }, category: 'food' },
});
const fill = async (wallet: WalletView, amountMinor: bigint): Promise<void> => {
  const terms = { wallet: wallet.number, limits: wallet.limits };
  const done = await ctx.till.topUp({ id: newId(), operator: 'bank', wallet: terms, amountMinor });
  assert.equal(done.kind, 'done');
};
await fill(ofLi, 1_000_00n);

const atShop = codeText({ kind: 'merchant', wallet: ofShop.number });
const paying = (more: object = {}) => ({
  body: { id: newId(), wallet: ofLi.number, code: atShop, amountMinor: 10_00n, purses: [], ...more },
});
const refusal = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
};
const left = async (who: YuanClient, { number }: WalletView): Promise<bigint> =>
  (await who.getWallet({ params: { number } })).body.availableMinor;

test('the same payment sent twice, or a week late, is one payment; another under its number is refused', async () => {
  const payment = paying();
  const { body: first } = await li.postPayment(payment);
  clock.advance(7 * 86_400_000);
  const { body: again } = await li.postPayment(payment);
  assert.deepEqual([first.isRepeated, again.isRepeated, again.atMs], [false, true, first.atMs]);
  assert.deepEqual([await left(li, ofLi), await left(shop, ofShop)], [990_00n, 10_00n]);
  assert.equal(
    await refusal(li.postPayment({ body: { ...payment.body, amountMinor: 11_00n } })),
    'yuan.other_movement',
  );
});

test('a merchant learns nothing of who has paid; who pays sees the merchant’s name, people see each other’s number masked', async () => {
  await li.postPayment(
    paying({ code: codeText({ kind: 'wallet', wallet: ofWang.number }), amountMinor: 1_00n }),
  );
  const lines = async (who: YuanClient, { number }: WalletView) =>
    (await who.listWalletEntries({ params: { number }, query: {} })).body.items.map(({ kind, other }) => [
      kind,
      other,
    ]);
  const nobody = { name: null, number: null };
  assert.deepEqual(await lines(cashier, ofShop), [['payment', nobody]]);
  const masked = (wallet: WalletView) => ({ name: null, number: `8156********${wallet.number.slice(-4)}` });
  assert.deepEqual(await lines(wang, ofWang), [['payment', masked(ofLi)]]);
  assert.deepEqual(await lines(li, ofLi), [
    ['payment', masked(ofWang)],
    ['payment', { name: { en: 'Café', zh: '咖啡馆' }, number: null }],
    ['top_up', nobody],
  ]);
});

test('an order is paid once, by whom ever and from however many devices, over its amount and in its time', async () => {
  const asked = { id: newId(), wallet: ofShop.number, amountMinor: 25_00n, reference: 'table 4', validS: 60 };
  const { body: order } = await cashier.postOrder({ body: asked });
  assert.equal(order.state, 'open');
  const body = { code: order.code, amountMinor: 25_00n };
  assert.equal(await refusal(li.postPayment(paying({ ...body, amountMinor: 1n }))), 'yuan.amount_differs');
  const both = await Promise.all([
    refusal(li.postPayment(paying(body))),
    refusal(li.postPayment(paying(body))),
  ]);
  assert.deepEqual(both.toSorted(), ['done', 'yuan.done_before']);
  const { body: paid } = await cashier.getOrder({ params: { id: order.id } });
  assert.equal(paid.state, 'paid');
  const late = await cashier.postOrder({ body: { ...asked, id: newId(), validS: 10 } });
  clock.advance(10_000);
  assert.equal(
    await refusal(li.postPayment(paying({ ...body, code: late.body.code }))),
    'yuan.order_expired',
  );
  assert.equal((await cashier.getOrder({ params: { id: late.body.id } })).body.state, 'expired');
});

test('an order that its shop ended says so, to the till, to who scans it and to who pays; one that is over or paid stays that', async () => {
  const asked = { wallet: ofShop.number, amountMinor: 2_00n, reference: 'bill 7', validS: 60 };
  const order = async () => (await cashier.postOrder({ body: { id: newId(), ...asked } })).body;
  const end = async ({ id }: { readonly id: string }) =>
    (await cashier.postOrderEnd({ params: { id } })).body.state;
  const [ended, paid, late] = [await order(), await order(), await order()];
  assert.deepEqual([await end(ended), await end(ended)], ['ended', 'ended']);
  const body = { code: ended.code, amountMinor: 2_00n };
  assert.equal(await refusal(li.postPayment(paying(body))), 'yuan.order_ended');
  const scanned = await li.getCode({ params: { number: ofLi.number }, query: { text: ended.code } });
  assert.equal(scanned.body.state, 'ended');
  await li.postPayment(paying({ ...body, code: paid.code }));
  assert.equal(await end(paid), 'paid');
  clock.advance(60_000);
  assert.deepEqual([await end(late), await end(ended)], ['expired', 'ended']);
});

test('another’s wallet, a code that is none and one of nobody are refused, explained and written down', async () => {
  const before = Number(
    (
      await ctx.db
        .selectFrom('yuan_refusal')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
  assert.equal(await refusal(wang.postPayment(paying())), 'yuan.no_such_wallet');
  assert.equal(await refusal(li.postPayment(paying({ code: 'https://pay.example/' }))), 'yuan.bad_code');
  const nobody = codeText({ kind: 'wallet', wallet: '8156000000000000' });
  assert.equal(await refusal(li.postPayment(paying({ code: nobody }))), 'yuan.no_such_wallet');
  assert.equal(await refusal(wang.getWallet({ params: { number: ofLi.number } })), 'yuan.no_such_wallet');
  const rows = await ctx.db.selectFrom('yuan_refusal').select(['code']).orderBy('id').execute();
  assert.deepEqual(
    rows.slice(before).map(({ code }) => code),
    ['yuan.no_such_wallet', 'yuan.bad_code', 'yuan.no_such_wallet'],
  );
});

test('amounts that are none, negative or huge do not come in, and the answer names the field', async () => {
  for (const amountMinor of ['0', '-1', '1.5', '1e3', '99999999999999999999', '', 5]) {
    const answer = await fetch(`${yuan.url}/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: yuan.authorizationOf('li') },
      body: JSON.stringify({ ...paying().body, amountMinor }),
    });
    const { code, errors } = (await answer.json()) as { code: string; errors: { pointer: string }[] };
    assert.deepEqual([code, errors.map(({ pointer }) => pointer)], ['request.invalid', ['/amountMinor']]);
  }
});

test('a merchant gives back what was paid, in parts and never more; a person cannot take it back', async () => {
  const payment = paying({ amountMinor: 8_00n });
  await li.postPayment(payment);
  const back = (amountMinor: bigint, more: object = {}) => ({
    body: { id: newId(), wallet: ofShop.number, payment: payment.body.id, amountMinor, ...more },
  });
  assert.equal(await refusal(li.postRefund(back(1_00n))), 'yuan.no_such_wallet');
  assert.equal(await refusal(li.postRefund(back(1_00n, { wallet: ofLi.number }))), 'yuan.no_such_movement');
  const first = back(5_00n);
  assert.equal(await refusal(cashier.postRefund(first)), 'done');
  assert.equal((await cashier.postRefund(first)).body.isRepeated, true);
  assert.equal(await refusal(cashier.postRefund(back(3_01n))), 'yuan.over_refunded');
  assert.equal(await refusal(cashier.postRefund(back(3_00n))), 'done');
  const { body } = await li.getPayment({ params: { id: payment.body.id } });
  assert.deepEqual([body.direction, body.amountMinor, body.refundedMinor], ['out', 8_00n, 8_00n]);
});

test('a sub-wallet pays from what it has, under its own limit and its parent’s', async () => {
  const sub = await open(li, { parent: ofLi.number, dayMinor: 5_00n });
  await fill(sub, 20_00n);
  const pay = (amountMinor: bigint) => refusal(li.postPayment(paying({ wallet: sub.number, amountMinor })));
  assert.deepEqual(
    [await pay(4_00n), await pay(1_01n), await pay(1_00n)],
    ['done', 'yuan.day_limit', 'done'],
  );
});
