import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { endExpired } from '../purses/purses.ts';
import { testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import { askSlice } from './asks.ts';
import { buyCard } from './buy.ts';
import { dayMs } from './domain.ts';
import { endCard } from './end.ts';
import { tellOwed } from './tell.ts';
import { tendCards } from './tend.ts';
import type { CardView, PlanView } from './views.ts';

const yuan = await testYuan();
const { newId, clock, ctx, told } = yuan;
const person = (no: string): string => `person:01937f00-0000-7000-8000-0000000000${no}`;
const school = 'firm:91350100M000100Y43';
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const bureau = await yuan.as({ login: 'bureau', party: 'hub', role: 'bureau' });
const li = await yuan.as({ login: 'li', party: person('a1'), role: 'resident' });
const wang = await yuan.as({ login: 'wang', party: person('b1'), role: 'resident' });
const owner = await yuan.as({ login: 'owner', party: school, role: 'owner' });
const cashier = await yuan.as({ login: 'till', party: school, role: 'cashier' });
const stranger = await yuan.as({ login: 'other', party: 'firm:91350100M000100Y51', role: 'owner' });
await operator.putOperator({
  params: { code: 'bank' },
  body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' },
});
await operator.postIssue({ params: { code: 'bank' }, body: { id: newId(), amountMinor: 100_000_00n } });

async function open(who: YuanClient): Promise<WalletView> {
  const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
  return (await who.postWallet({ body: { ...plain, id: newId() } })).body;
}
async function openShop(who: YuanClient): Promise<WalletView> {
  const wallet = await open(who);
  const name = { en: 'School', zh: '培训学校' };
  await who.putMerchant({ params: { number: wallet.number }, body: { name, category: 'education' } });
  return wallet;
}
const ofLi = await open(li);
const topUp = async (amountMinor: bigint): Promise<void> => {
  const wallet = { wallet: ofLi.number, limits: ofLi.limits };
  assert.equal((await ctx.till.topUp({ id: newId(), operator: 'bank', wallet, amountMinor })).kind, 'done');
};
await topUp(5_000_00n);

async function offer(shop: WalletView, slices: readonly bigint[], by = owner): Promise<PlanView> {
  const name = { en: 'Lessons', zh: '课程' };
  const body = { id: newId(), wallet: shop.number, name, slices, validDays: 90, coolingDays: 7, rules: name };
  return (await by.postCardPlan({ body })).body;
}
const buy = async (plan: PlanView, id = newId()): Promise<CardView> =>
  (await li.postCard({ body: { id, plan: plan.id, wallet: ofLi.number } })).body;
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
const ask = (shop: WalletView, card: CardView, id = newId()) =>
  cashier.postSliceAsk({ body: { id, wallet: shop.number, card: card.id } });
const answer = (id: string, decision: 'confirm' | 'decline' | 'dispute', by = li) =>
  by.postAskDecision({ params: { id }, body: { decision, reason: null } });
const seen = async ({ id }: CardView): Promise<CardView> => (await li.getCard({ params: { id } })).body;

test('a slice moves when both sides want it: the school asks and the consumer confirms, once however often', async () => {
  const shop = await openShop(owner);
  const card = await buy(await offer(shop, [100_00n, 100_00n, 50_00n]));
  assert.deepEqual([card.leftMinor, card.state, await left(owner, shop)], [250_00n, 'open', 0n]);
  const { body: asked } = await ask(shop, card);
  assert.deepEqual([asked.slice, asked.state, await left(owner, shop)], [1, 'asked', 0n]);
  assert.equal(await refusal(answer(asked.id, 'confirm', wang)), 'yuan.ask_not_found');
  assert.equal(await refusal(ask(shop, card)), 'yuan.ask_waits');
  const both = await Promise.all([answer(asked.id, 'confirm'), answer(asked.id, 'confirm')]);
  assert.deepEqual(
    both.map(({ body }) => body.state),
    ['released', 'released'],
  );
  assert.equal((await answer(asked.id, 'confirm')).body.state, 'released');
  assert.equal(await refusal(answer(asked.id, 'dispute')), 'yuan.ask_decided');
  assert.deepEqual([(await seen(card)).leftMinor, await left(owner, shop)], [150_00n, 100_00n]);
});

test('a consumer shows a code and the school types it in; a code of another shop or an old one releases nothing', async () => {
  const [shop, other] = [await openShop(owner), await openShop(stranger)];
  const card = await buy(await offer(shop, [1_00n, 1_00n]));
  const show = async (): Promise<string> =>
    (await li.postCardCode({ params: { id: card.id }, body: { id: newId() } })).body.code!;
  const type = (code: string, wallet = shop, by = cashier) =>
    by.postSliceCode({ body: { wallet: wallet.number, code } });
  const code = await show();
  assert.equal(await refusal(type(code, other, stranger)), 'yuan.code_not_found');
  assert.equal((await type(code)).body.state, 'released');
  assert.equal((await type(code)).body.state, 'released');
  assert.equal(await left(owner, shop), 1_00n);
  const late = await show();
  clock.advance(600_000);
  assert.equal(await refusal(type(late)), 'yuan.ask_lapsed');
  assert.equal(await left(owner, shop), 1_00n);
});

test('the school sees its cards and asks, nothing of whose they are, and no code before it is shown', async () => {
  const shop = await openShop(owner);
  const card = await buy(await offer(shop, [1_00n]));
  await li.postCardCode({ params: { id: card.id }, body: { id: newId() } });
  const { body } = await cashier.listSoldCards({ params: { number: shop.number }, query: {} });
  const asks = (await cashier.listSliceAsks({ params: { number: shop.number } })).body.items;
  const text = JSON.stringify([body, asks], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  assert.equal(body.items[0]!.number, card.number);
  assert.ok(!text.includes(ofLi.number) && !text.includes(person('a1')));
  assert.equal(asks[0]!.code, null);
  const params = { number: shop.number };
  assert.equal(await refusal(stranger.listSoldCards({ params, query: {} })), 'yuan.no_such_wallet');
  assert.equal(await refusal(wang.getCard({ params: { id: card.id } })), 'yuan.card_not_found');
});

test('a standing confirmation counts seven days, and can be taken back', async () => {
  const shop = await openShop(owner);
  const card = await buy(
    await offer(
      shop,
      Array.from({ length: 10 }, () => 1_00n),
    ),
  );
  await li.putCardStanding({ params: { id: card.id }, body: { weekly: 2 } });
  const states: string[] = [];
  for (let times = 0; times < 3; times++) states.push((await ask(shop, card)).body.state);
  assert.deepEqual(states, ['released', 'released', 'asked']);
  clock.advance(7 * dayMs);
  assert.equal((await ask(shop, card)).body.state, 'released');
  await li.putCardStanding({ params: { id: card.id }, body: { weekly: 0 } });
  assert.equal((await ask(shop, card)).body.state, 'asked');
});

test('the rest comes back at any time and at once, also above what the wallet may hold, and once', async () => {
  const shop = await openShop(owner);
  const card = await buy(await offer(shop, [1_000_00n, 1_000_00n]));
  await answer((await ask(shop, card)).body.id, 'confirm');
  const full = ofLi.limits.balanceMinor! - (await left(li, ofLi));
  await topUp(full);
  const waiting = (await ask(shop, card)).body;
  const { body: over } = await li.postCardRefund({ params: { id: card.id } });
  assert.deepEqual([over.state, over.ending, over.returnedMinor], ['ended', 'refunded', 1_000_00n]);
  assert.equal(await left(li, ofLi), ofLi.limits.balanceMinor! + 1_000_00n);
  await li.postCardRefund({ params: { id: card.id } });
  assert.equal(await left(li, ofLi), ofLi.limits.balanceMinor! + 1_000_00n);
  assert.equal(await refusal(answer(waiting.id, 'confirm')), 'yuan.ask_lapsed');
  assert.equal(await left(owner, shop), 1_000_00n);
  clock.advance(dayMs);
});

test('a card pays for nothing else: its purse is no money of the wallet for other payments', async () => {
  const shop = await openShop(owner);
  await buy(await offer(shop, [10_00n]));
  const [{ purse }] = [
    await ctx.db
      .selectFrom('yuan_card')
      .select('purse')
      .orderBy('bought_at_ms', 'desc')
      .executeTakeFirstOrThrow(),
  ];
  const body = {
    id: newId(),
    wallet: ofLi.number,
    code: `simyuan:merchant:${shop.number}`,
    amountMinor: 10_00n,
  };
  const purses = [{ purse, amountMinor: 10_00n }];
  assert.equal(await refusal(li.postPayment({ body: { ...body, purses } })), 'yuan.purse_not_found');
});

test('at the end of its time the rest comes back by itself, whichever work of the scheme comes first', async () => {
  const shop = await openShop(owner);
  const cards = [await buy(await offer(shop, [10_00n])), await buy(await offer(shop, [20_00n]))];
  const before = await left(li, ofLi);
  const { items } = (await li.listCards({})).body;
  const onCards = items.reduce((sum, { leftMinor }) => sum + leftMinor, 0n);
  assert.ok(onCards >= 30_00n);
  clock.advance(90 * dayMs);
  await endExpired(ctx);
  await tendCards(ctx);
  assert.equal(await left(li, ofLi), before + onCards);
  for (const card of cards) assert.equal((await seen(card)).ending, 'expired');
  const keys = told.filter(({ kind }) => kind === 'card.returned').map(({ key }) => key);
  for (const { id } of cards) assert.ok(keys.includes(`card.returned ${id}`));
});

test('what nobody could tell when it came about is told later, each once, and an ask that was answered is not', async () => {
  const shop = await openShop(owner);
  const plan = await offer(shop, [10_00n, 10_00n, 10_00n]);
  // Whoever is stopped between the change and the telling has told nothing.
  const mute = { ...ctx, tell: () => Promise.reject(new Error('stopped')) };
  const bought = await buyCard(mute, person('a1'), { id: newId(), plan: plan.id, wallet: ofLi.number });
  const silent = { card: bought.id, by: 'merchant' as const, isOwn: () => true };
  const [answered, waiting] = [newId(), newId()];
  await askSlice(mute, { ...silent, id: answered });
  await answer(answered, 'confirm');
  await askSlice(mute, { ...silent, id: waiting });
  const keys = () =>
    told.flatMap(({ key }) => ([bought.id, answered, waiting].some((id) => key.includes(id)) ? [key] : []));
  assert.deepEqual(keys(), []);
  await tellOwed(ctx);
  await tellOwed(ctx);
  assert.deepEqual(keys().toSorted(), [`card.asked ${waiting}`, `card.sold ${bought.id}`]);
  await endCard(mute, bought.id, 'insolvency');
  await tellOwed(ctx);
  await tellOwed(ctx);
  assert.deepEqual(keys().at(-1), `card.returned ${bought.id}`);
  assert.equal(keys().length, 3);
  // Of their own wish nobody has to be told.
  const own = await buy(plan);
  await endCard(mute, own.id, 'refunded');
  await tellOwed(ctx);
  assert.deepEqual(
    told.filter(({ key }) => key === `card.returned ${own.id}`),
    [],
  );
});

test('an insolvency returns every unspent slice of every card, stops sales, and says what it did', async () => {
  const shop = await openShop(owner);
  const plan = await offer(shop, [30_00n, 30_00n]);
  const cards = [await buy(plan), await buy(plan), await buy(plan)];
  await answer((await ask(shop, cards[0]!)).body.id, 'confirm');
  const decide = async (kind: 'insolvency' | 'freeze' | 'release') =>
    (
      await bureau.postPrepaidStop({
        params: { number: shop.number },
        body: { kind, reason: 'Doors closed' },
      })
    ).body;
  assert.equal((await decide('freeze')).frozenReason, 'Doors closed');
  assert.equal(await refusal(buy(plan)), 'yuan.sales_stopped');
  assert.ok(!(await li.listCardOffers({})).body.items.some(({ id }) => id === plan.id));
  assert.equal((await decide('release')).frozenAtMs, null);
  cards.push(await buy(plan));
  const before = await left(li, ofLi);
  const declared = await decide('insolvency');
  assert.deepEqual([declared.openCards, declared.returnedAtMs], [4, null]);
  assert.equal(await refusal(buy(plan)), 'yuan.sales_stopped');
  await tendCards(ctx);
  assert.equal(await left(li, ofLi), before + 30_00n + 3n * 60_00n);
  const { merchants, purseMinor } = (await bureau.getPrepaid({})).body;
  const report = merchants.find(({ wallet }) => wallet === shop.number)!;
  assert.deepEqual(
    [report.openCards, report.insolvencyCards, report.insolvencyMinor, report.outstandingMinor],
    [0, 4, 210_00n, 0n],
  );
  assert.notEqual(report.returnedAtMs, null);
  assert.equal(
    purseMinor,
    merchants.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0n),
  );
  assert.equal(await refusal(decide('release').then(() => buy(plan))), 'yuan.sales_stopped');
});

test('a shop that has sold nothing yet can be stopped, and offers nothing then; who is no shop cannot', async () => {
  const shop = await openShop(owner);
  const stop = (number: string) =>
    bureau.postPrepaidStop({ params: { number }, body: { kind: 'freeze', reason: 'No licence' } });
  const { body } = await stop(shop.number);
  assert.deepEqual([body.cards, body.frozenReason, body.risks], [0, 'No licence', []]);
  assert.equal(await refusal(offer(shop, [1_00n])), 'yuan.sales_stopped');
  assert.equal(await refusal(stop(ofLi.number)), 'yuan.not_a_merchant');
});

test('more than there is, another’s wallet and a plan off sale buy nothing, and it is written down', async () => {
  const shop = await openShop(owner);
  const dear = await offer(shop, [1_999_00n]);
  const ofWang = await open(wang);
  const buying = (plan: PlanView, wallet: WalletView, by = wang) =>
    refusal(by.postCard({ body: { id: newId(), plan: plan.id, wallet: wallet.number } }));
  assert.equal(await buying(dear, ofWang), 'yuan.insufficient_funds');
  assert.equal(await buying(dear, ofLi), 'yuan.no_such_wallet');
  await owner.deleteCardPlan({ params: { number: shop.number, id: dear.id } });
  assert.equal(await buying(dear, ofLi, li), 'yuan.plan_not_found');
  const rows = await ctx.db
    .selectFrom('yuan_refusal')
    .select('code')
    .where('action', '=', 'buy_card')
    .orderBy('id', 'desc')
    .limit(3)
    .execute();
  assert.deepEqual(
    rows.map(({ code }) => code),
    ['yuan.plan_not_found', 'yuan.no_such_wallet', 'yuan.insufficient_funds'],
  );
  assert.deepEqual((await wang.listCards({})).body.items, []);
});
