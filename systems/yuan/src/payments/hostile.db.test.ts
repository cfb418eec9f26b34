import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { RemoteProblem } from '@finharbor/kernel/http';
import fc from 'fast-check';
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
const rival = await yuan.as({ login: 'rival', party: 'firm:91350200M000100Y55', role: 'cashier' });
const rivalOwner = await yuan.as({ login: 'rival-owner', party: 'firm:91350200M000100Y55', role: 'owner' });
const elsewhere = await yuan.another();
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_000_00n } });

async function open(who: YuanClient): Promise<WalletView> {
  const none = { parent: null, singleMinor: null, dayMinor: null };
  return (await who.postWallet({ body: { id: newId(), operator: 'bank', label: 'W', ...none } })).body;
}
async function openFull(who: YuanClient, amountMinor: bigint): Promise<WalletView> {
  const wallet = await open(who);
  const terms = { wallet: wallet.number, limits: wallet.limits };
  const done = await ctx.till.topUp({ id: newId(), operator: 'bank', wallet: terms, amountMinor });
  assert.equal(done.kind, 'done');
  return wallet;
}
async function openShop(owner: YuanClient, en: string): Promise<WalletView> {
  const wallet = await open(owner);
  const body = { name: { en, zh: '店' }, category: 'food' as const };
  await owner.putMerchant({ params: { number: wallet.number }, body });
  return wallet;
}
const cafe = await openShop(shop, 'Café');
const bar = await openShop(rivalOwner, 'Bar');
const atCafe = codeText({ kind: 'merchant', wallet: cafe.number });

const paying = (wallet: WalletView, more: object = {}) => ({
  body: { id: newId(), wallet: wallet.number, code: atCafe, amountMinor: 10_00n, purses: [], ...more },
});
async function order(amountMinor: bigint, validS = 600) {
  const body = { id: newId(), wallet: cafe.number, amountMinor, reference: 'table 4', validS };
  return (await cashier.postOrder({ body })).body;
}
async function fate(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
}
const left = async (who: YuanClient, { number }: WalletView): Promise<bigint> =>
  (await who.getWallet({ params: { number } })).body.availableMinor;

/** Refused with a code and with what to do about it, and written down: what was asked, of which wallet, and the code. */
async function isRefused(call: Promise<unknown>, code: string, asked: object): Promise<void> {
  const error = await call.then(
    () => assert.fail(`${code} was expected, and it was done`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof RemoteProblem, String(error));
  assert.equal(error.code, code);
  assert.match(error.publicMessage, /Nothing has moved: \w+|Scan it again|Ask for a new one/, code);
  const row = await ctx.db
    .selectFrom('yuan_refusal')
    .select(['action', 'wallet', 'code'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual(row, { code, ...asked });
}

test('an order that is paid from many devices and through two processes at once is paid once', async () => {
  const wallet = await openFull(li, 1_000_00n);
  const { code } = await order(30_00n);
  const devices = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? li : elsewhere('li')));
  const body = { code, amountMinor: 30_00n };
  const fates = await Promise.all(devices.map((device) => fate(device.postPayment(paying(wallet, body)))));
  assert.equal(fates.filter((one) => one === 'done').length, 1, fates.join());
  assert.equal(fates.filter((one) => one === 'yuan.done_before').length, 11, fates.join());
  assert.equal(await left(li, wallet), 970_00n);
});

test('a balance is not spent twice, nor a day’s limit passed, by two processes that do not know of each other', async () => {
  const small = await openFull(li, 10_00n);
  const pay = (wallet: WalletView, amountMinor: bigint) => (_: unknown, at: number) =>
    fate((at % 2 === 0 ? li : elsewhere('li')).postPayment(paying(wallet, { amountMinor })));
  const fates = await Promise.all(Array.from({ length: 8 }, pay(small, 3_00n)));
  assert.deepEqual(
    [fates.filter((one) => one === 'done').length, await left(li, small)],
    [3, 1_00n],
    fates.join(),
  );
  const rich = await openFull(wang, 10_000_00n);
  const [a, b] = [wang, elsewhere('wang')];
  const days = await Promise.all(
    [a, b, a, b].map((device) => fate(device.postPayment(paying(rich, { amountMinor: 2_000_00n })))),
  );
  assert.deepEqual(days.toSorted(), ['done', 'done', 'yuan.day_limit', 'yuan.day_limit']);
  const { items } = (await wang.listAllowances({ params: { number: rich.number } })).body;
  assert.deepEqual(items[0]!.day, { limitMinor: 5_000_00n, spentMinor: 4_000_00n });
});

test('a code that was paid, has expired or was ended at the till is paid no more, by whomever and however late', async () => {
  const [ofLi, ofWang] = [await openFull(li, 100_00n), await openFull(wang, 100_00n)];
  const body = { amountMinor: 5_00n };
  const paid = await order(5_00n, 60);
  const first = paying(ofLi, { ...body, code: paid.code });
  assert.equal(await fate(li.postPayment(first)), 'done');
  const replay = paying(ofWang, { ...body, code: paid.code });
  await isRefused(wang.postPayment(replay), 'yuan.done_before', { action: 'pay', wallet: ofWang.number });
  const ended = await order(5_00n);
  assert.equal((await cashier.postOrderEnd({ params: { id: ended.id } })).body.state, 'ended');
  const asked = { action: 'pay', wallet: ofLi.number };
  const late = paying(ofLi, { ...body, code: ended.code });
  await isRefused(li.postPayment(late), 'yuan.order_ended', asked);
  clock.advance(60_000);
  await isRefused(li.postPayment(paying(ofLi, { ...body, code: paid.code })), 'yuan.order_expired', asked);
  // The payment itself, sent again by a device that was never answered, is still the same one.
  assert.equal((await li.postPayment(first)).body.isRepeated, true);
  assert.equal((await cashier.postOrderEnd({ params: { id: paid.id } })).body.state, 'paid');
});

test('an altered amount, an altered code and another’s number are refused', async () => {
  const wallet = await openFull(li, 100_00n);
  const asked = { action: 'pay', wallet: wallet.number };
  const { code } = await order(20_00n);
  for (const amountMinor of [1n, 19_99n, 20_01n])
    await isRefused(li.postPayment(paying(wallet, { code, amountMinor })), 'yuan.amount_differs', asked);
  for (const altered of [`${code}0`, code.toUpperCase(), code.replace('order', 'merchant'), `x${code}`, ''])
    await isRefused(li.postPayment(paying(wallet, { code: altered })), 'yuan.bad_code', asked);
  const unknown = codeText({ kind: 'order', order: newId() });
  await isRefused(li.postPayment(paying(wallet, { code: unknown })), 'yuan.order_not_found', asked);
  const first = paying(wallet);
  await li.postPayment(first);
  const stolen = paying(await openFull(wang, 100_00n), { id: first.body.id });
  await isRefused(wang.postPayment(stolen), 'yuan.other_movement', {
    action: 'pay',
    wallet: stolen.body.wallet,
  });
  assert.equal(await left(li, wallet), 90_00n);
});

test('amounts that are none, negative or huge reach neither payments, nor purses, orders or refunds', async () => {
  const wallet = await openFull(li, 100_00n);
  const send = async (path: string, login: string, body: object) => {
    const answer = await fetch(`${yuan.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: yuan.authorizationOf(login) },
      body: JSON.stringify(body),
    });
    const { code, errors = [] } = (await answer.json()) as {
      readonly code: string;
      readonly errors?: readonly { readonly pointer: string }[];
    };
    return [code, errors.map(({ pointer }) => pointer)];
  };
  const ids = { id: newId(), wallet: wallet.number };
  for (const amountMinor of [
    '0',
    '-1',
    '-0',
    '1.5',
    '1e3',
    '0x10',
    '01',
    '1000000000000001',
    '9'.repeat(40),
  ]) {
    const wrong = (pointer: string) => ['request.invalid', [pointer]];
    const payment = { ...ids, code: atCafe, amountMinor, purses: [] };
    assert.deepEqual(await send('/payments', 'li', payment), wrong('/amountMinor'), amountMinor);
    const purses = [{ purse: newId(), amountMinor }];
    const withPurse = { ...payment, amountMinor: '100', purses };
    assert.deepEqual(await send('/payments', 'li', withPurse), wrong('/purses/0/amountMinor'));
    const asked = { ...ids, amountMinor, reference: 'x', validS: 60 };
    assert.deepEqual(await send('/orders', 'till', asked), wrong('/amountMinor'));
    assert.deepEqual(
      await send('/refunds', 'till', { ...ids, payment: newId(), amountMinor }),
      wrong('/amountMinor'),
    );
  }
  assert.equal(await left(li, wallet), 100_00n);
});

test('a stranger pays from no wallet, sees and ends no order and refunds nothing of another’s; nor does a till of another firm', async () => {
  const wallet = await openFull(li, 100_00n);
  const payment = paying(wallet);
  await li.postPayment(payment);
  await isRefused(wang.postPayment(paying(wallet)), 'yuan.no_such_wallet', {
    action: 'pay',
    wallet: wallet.number,
  });
  const made = await order(10_00n);
  for (const call of [
    () => rival.getOrder({ params: { id: made.id } }),
    () => rival.postOrderEnd({ params: { id: made.id } }),
  ])
    assert.equal(await fate(call()), 'yuan.order_not_found');
  const body = { id: newId(), wallet: cafe.number, amountMinor: 1_00n, reference: 'x', validS: 60 };
  assert.equal(await fate(rival.postOrder({ body })), 'yuan.no_such_wallet');
  assert.equal((await cashier.getOrder({ params: { id: made.id } })).body.state, 'open');
  const back = (from: WalletView) => ({
    body: { id: newId(), wallet: from.number, payment: payment.body.id, amountMinor: 1_00n },
  });
  const asked = (from: WalletView) => ({ action: 'refund', wallet: from.number });
  await isRefused(wang.postRefund(back(cafe)), 'yuan.no_such_wallet', asked(cafe));
  await isRefused(rival.postRefund(back(cafe)), 'yuan.no_such_wallet', asked(cafe));
  await isRefused(rival.postRefund(back(bar)), 'yuan.no_such_movement', asked(bar));
  await isRefused(li.postRefund(back(wallet)), 'yuan.no_such_movement', asked(wallet));
  assert.equal(await fate(rival.getWallet({ params: { number: cafe.number } })), 'yuan.no_such_wallet');
  for (const read of ['listWalletEntries', 'listMonths', 'getTakings', 'listOrders'] as const)
    assert.equal(
      await fate(rival[read]({ params: { number: cafe.number }, query: {} })),
      'yuan.no_such_wallet',
    );
  const movement = payment.body.id;
  assert.equal(
    await fate(rival.getWalletEntry({ params: { number: bar.number, movement } })),
    'yuan.no_such_movement',
  );
  assert.equal(await left(li, wallet), 90_00n);
});

test('a wallet that another process froze or closed pays, is paid and gives back nothing from the next call on', async () => {
  const wallet = await openFull(li, 100_00n);
  const payment = paying(wallet);
  await li.postPayment(payment);
  const set = (number: string, state: string) =>
    ctx.db.updateTable('yuan_wallet').set({ state }).where('number', '=', number).execute();
  const back = () => ({
    body: { id: newId(), wallet: cafe.number, payment: payment.body.id, amountMinor: 1_00n },
  });
  const pays = { action: 'pay', wallet: wallet.number };
  const sentAgain = async (): Promise<void> =>
    assert.equal((await li.postPayment(payment)).body.isRepeated, true);
  for (const [state, code] of [
    ['frozen', 'yuan.wallet_frozen'],
    ['closed', 'yuan.wallet_closed'],
  ] as const) {
    await set(wallet.number, state);
    await isRefused(li.postPayment(paying(wallet)), code, pays);
    await isRefused(elsewhere('li').postPayment(paying(wallet)), code, pays);
    // What was paid before is still paid, and whoever was never answered is told so.
    await sentAgain();
    await set(wallet.number, 'open');
    await set(cafe.number, state);
    await isRefused(li.postPayment(paying(wallet)), code, pays);
    await isRefused(cashier.postRefund(back()), code, { action: 'refund', wallet: cafe.number });
    await set(cafe.number, 'open');
  }
  assert.equal(await fate(li.postPayment(paying(wallet))), 'done');
  assert.equal(await fate(cashier.postRefund(back())), 'done');
});

const names = ['li', 'wang'] as const;
const sent = fc.record({
  from: fc.constantFrom(...names),
  to: fc.constantFrom('li', 'wang', 'cafe'),
  fen: fc.integer({ min: 1, max: 900 }),
  // Few numbers, so that some are used again: for the same payment or for another.
  no: fc.nat(12),
  at: fc.boolean(),
});

test('whatever is sent at once to two processes, under whichever numbers: each number moves money once, and none is made or lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 8, maxLength: 30 }), async (payments) => {
      const wallets = {
        li: await openFull(li, 20_00n),
        wang: await openFull(wang, 20_00n),
        cafe: await openShop(shop, 'C'),
      };
      const numbers = Array.from({ length: 13 }, () => newId());
      const here = { li, wang };
      const done = new Map<string, Set<string>>();
      await Promise.all(
        payments.map(async ({ from, to, fen, no, at }) => {
          const code = codeText({ kind: 'wallet', wallet: wallets[to].number });
          const body = { id: numbers[no]!, code, amountMinor: BigInt(fen) };
          const device = at ? here[from] : elsewhere(from);
          if ((await fate(device.postPayment(paying(wallets[from], body)))) !== 'done') return;
          const what = done.get(body.id) ?? new Set();
          done.set(body.id, what.add(JSON.stringify([from, to, fen])));
        }),
      );
      const expected = { li: 20_00n, wang: 20_00n, cafe: 0n };
      for (const what of done.values()) {
        assert.equal(what.size, 1, 'one number was two payments');
        const [from, to, fen] = JSON.parse([...what][0]!) as ['li' | 'wang', keyof typeof expected, number];
        expected[from] -= BigInt(fen);
        expected[to] += BigInt(fen);
      }
      assert.deepEqual(
        {
          li: await left(li, wallets.li),
          wang: await left(wang, wallets.wang),
          cafe: await left(shop, wallets.cafe),
        },
        expected,
      );
      assert.ok(Object.values(expected).every((minor) => minor >= 0n));
    }),
    // Nobody holds more than 20 wallets; the tests before hold some.
    { numRuns: 4, endOnFailure: true },
  );
});
