import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from '@finharbor/kernel';
import { codeText } from '../payments/code.ts';
import { openPurses } from '../purses/purses.ts';
import { testYuan, type YuanClient } from '../testing.ts';
import type { EntriesAsked } from './routes.ts';
import type { Entry, WalletView } from './views.ts';

const yuan = await testYuan();
const { newId, clock, ctx } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const li = await yuan.as({
  login: 'li',
  party: 'person:01937f00-0000-7000-8000-0000000000a1',
  role: 'resident',
});
const shop = await yuan.as({ login: 'shop', party: 'firm:91350100M000100Y43', role: 'owner' });
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_00n } });

async function open(who: YuanClient, parent: string | null = null): Promise<WalletView> {
  const none = { singleMinor: null, dayMinor: parent === null ? null : 30_00n };
  const body = { id: newId(), operator: 'bank', label: 'W', parent, ...none };
  return (await who.postWallet({ body })).body;
}
const [ofLi, ofShop] = [await open(li), await open(shop)];
await shop.putMerchant({
  params: { number: ofShop.number },
  body: { name: { en: 'Café', zh: '咖啡馆' }, category: 'food' },
});
const fill = ({ number, limits }: WalletView, amountMinor: bigint) =>
  ctx.till.topUp({ id: newId(), operator: 'bank', wallet: { wallet: number, limits }, amountMinor });
const code = codeText({ kind: 'merchant', wallet: ofShop.number });
async function pay(amountMinor: bigint, { number } = ofLi): Promise<string> {
  const body = { id: newId(), wallet: number, code, amountMinor, purses: [] };
  return (await li.postPayment({ body })).body.id;
}
const back = (payment: string, amountMinor: bigint) =>
  shop.postRefund({ body: { id: newId(), wallet: ofShop.number, payment, amountMinor } });
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

// 27 November, ten in the morning in the city.
const beganMs = clock.nowMs();
await fill(ofLi, 500_00n);
const first = await pay(20_00n);
clock.advance(5 * hourMs);
await pay(7_50n);
await back(first, 5_00n);
clock.advance(5 * dayMs);
const inDecember = await pay(40_00n);

async function entries(asked: EntriesAsked = {}): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let query: EntriesAsked | undefined = { ...asked, limit: 2 }; query; ) {
    const { body }: { readonly body: Page<Entry> } = await li.listWalletEntries({
      params: { number: ofLi.number },
      query,
    });
    const { items, next } = body;
    all.push(...items);
    query = next === null ? undefined : { ...query, cursor: next };
  }
  return all;
}

test('a statement is found by kind, direction, amount and time, page by page, and nothing is told twice', async () => {
  const told = (all: readonly Entry[]) => all.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`);
  const whole = ['payment 4000', 'refund 500', 'payment 750', 'payment 2000', 'top_up 50000'];
  assert.deepEqual(told(await entries()), whole);
  assert.deepEqual(told(await entries({ kind: 'refund' })), ['refund 500']);
  assert.deepEqual(told(await entries({ direction: 'in' })), ['refund 500', 'top_up 50000']);
  assert.deepEqual(told(await entries({ leastMinor: 500n, mostMinor: 2000n })), whole.slice(1, 4));
  const until = beganMs + dayMs;
  assert.deepEqual(told(await entries({ from: beganMs + hourMs, until })), ['refund 500', 'payment 750']);
});

test('months and a till’s day add up what the statement tells, by the city’s calendar', async () => {
  const { months, isWhole } = (await li.listMonths({ params: { number: ofLi.number }, query: { count: 2 } }))
    .body;
  assert.ok(isWhole);
  assert.deepEqual(months, [
    { month: '2026-11', inMinor: 505_00n, outMinor: 27_50n },
    { month: '2026-12', inMinor: 0n, outMinor: 40_00n },
  ]);
  const takings = async (day?: string) =>
    (await shop.getTakings({ params: { number: ofShop.number }, query: { day } })).body;
  const { hours, ...day } = await takings('2026-11-27');
  assert.deepEqual(day, {
    day: '2026-11-27',
    count: 2,
    sumMinor: 27_50n,
    refundCount: 1,
    refundedMinor: 5_00n,
    isWhole: true,
  });
  const busy = hours.flatMap(({ count, sumMinor }, hour) => (count > 0 ? [[hour, count, sumMinor]] : []));
  assert.deepEqual(busy, [
    [10, 1, 20_00n],
    [15, 1, 7_50n],
  ]);
  const today = await takings();
  assert.deepEqual([today.day, today.count, today.sumMinor], ['2026-12-02', 1, 40_00n]);
});

test('one movement is told with what of it went back, to either side and as each may know it', async () => {
  const one = async (who: YuanClient, { number }: WalletView, movement: string) =>
    (await who.getWalletEntry({ params: { number, movement } })).body;
  const seen = await one(li, ofLi, first);
  assert.deepEqual(
    [seen.refundedMinor, seen.entries.map(({ other }) => other)],
    [5_00n, [{ name: { en: 'Café', zh: '咖啡馆' }, number: null }]],
  );
  const atShop = await one(shop, ofShop, first);
  assert.deepEqual(
    atShop.entries.map(({ direction, other }) => [direction, other]),
    [['in', { name: null, number: null }]],
  );
});

test('what is left of a day is told of a sub-wallet and of the wallet it belongs to; the next day begins anew', async () => {
  const sub = await open(li, ofLi.number);
  await fill(sub, 50_00n);
  await pay(10_00n, sub);
  const days = async ({ number }: WalletView) =>
    (await li.listAllowances({ params: { number } })).body.items.map(({ day }) => day);
  const limit = (limitMinor: bigint, spentMinor: bigint) => ({ limitMinor, spentMinor });
  assert.deepEqual(await days(sub), [limit(30_00n, 10_00n), limit(5_000_00n, 50_00n)]);
  assert.deepEqual(await days(ofLi), [limit(5_000_00n, 50_00n)]);
  clock.advance(dayMs);
  assert.deepEqual(await days(sub), [limit(30_00n, 0n), limit(5_000_00n, 0n)]);
  assert.equal((await li.getPayment({ params: { id: inDecember } })).body.direction, 'out');
});

test('orders of a till are found by a word of their reference and by day; a word is no pattern', async () => {
  const make = async (reference: string) =>
    shop.postOrder({
      body: { id: newId(), wallet: ofShop.number, amountMinor: 1_00n, reference, validS: 60 },
    });
  await make('Table 4');
  await make('100% wool');
  const found = async (query: object) =>
    (await shop.listOrders({ params: { number: ofShop.number }, query })).body.items.map(
      ({ reference }) => reference,
    );
  assert.deepEqual(await found({ q: 'table' }), ['Table 4']);
  assert.deepEqual(await found({ q: '%' }), ['100% wool']);
  assert.deepEqual(await found({ until: clock.nowMs() - dayMs }), []);
});

test('a payment from money under a purpose alone, and what of it goes back, stand in the statement of who paid', async () => {
  const purse = newId();
  const title = { en: 'Voucher', zh: '消费券' };
  await openPurses(ctx, [
    {
      id: purse,
      area: 'campaign',
      subject: newId(),
      owner: ofLi.number,
      title,
      purpose: { categories: ['food'] },
      returnsTo: { wallet: ofLi.number },
      expiresAtMs: null,
    },
  ]);
  const terms = { wallet: ofLi.number, limits: ofLi.limits };
  await ctx.till.pay({ id: newId(), payers: [terms], payee: { purse }, amountMinor: 9_00n });
  const from = clock.nowMs();
  clock.advance(hourMs);
  const paid = async (amountMinor: bigint, takenMinor: bigint): Promise<string> => {
    const purses = [{ purse, amountMinor: takenMinor }];
    const body = { id: newId(), wallet: ofLi.number, code, amountMinor, purses };
    return (await li.postPayment({ body })).body.id;
  };
  const alone = await paid(6_00n, 6_00n);
  await paid(5_00n, 2_00n);
  await back(alone, 4_00n);
  const told = (all: readonly Entry[]) =>
    all.map(({ kind, direction, source, amountMinor }) => [kind, direction, source, amountMinor]);
  const whole = told(await entries({ from: from + 1 }));
  assert.deepEqual(whole.toSorted(), [
    ['payment', 'out', 'purpose', 2_00n],
    ['payment', 'out', 'purpose', 6_00n],
    ['payment', 'out', 'wallet', 3_00n],
    ['refund', 'in', 'purpose', 4_00n],
  ]);
  assert.deepEqual(told(await entries({ leastMinor: 6_00n, mostMinor: 6_00n })), [
    ['payment', 'out', 'purpose', 6_00n],
  ]);
  const params = { number: ofLi.number, movement: alone };
  const { body } = await li.getWalletEntry({ params });
  assert.deepEqual([body.refundedMinor, body.entries.map(({ other }) => other.name?.en)], [4_00n, ['Café']]);
  const atShop = await shop.listWalletEntries({
    params: { number: ofShop.number },
    query: { from: from + 1 },
  });
  assert.deepEqual(
    atShop.body.items
      .map(({ direction, source, amountMinor }) => [direction, source, amountMinor])
      .toSorted(),
    [
      ['in', 'wallet', 2_00n],
      ['in', 'wallet', 3_00n],
      ['in', 'wallet', 6_00n],
      ['out', 'wallet', 4_00n],
    ],
  );
});
