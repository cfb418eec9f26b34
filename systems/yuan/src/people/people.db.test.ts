import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { openBankAccount } from '../bank/accounts.ts';
import { keepLink } from '../bank/postgres.ts';
import { codeText } from '../payments/code.ts';
import type { Tier } from '../scheme/limits.ts';
import { type Facts, knownFields } from './domain.ts';
import { lowerUnbacked } from './lower.ts';
import { anybody, changeDocument, numbers, refusal, tierOf, trustYuan } from './testing.ts';

const yuan = await trustYuan();
const { newId, tellers, resident, ctx } = yuan;
const [teller] = tellers;
const li = await resident('lina', '13800005678');
const others = await yuan.as({ login: 'other-teller', party: 'firm:other', role: 'teller' });
await yuan.operator.putOperator({
  params: { code: 'other' },
  body: { name: { en: 'Other', zh: '他行' }, party: 'firm:other' },
});
const atTier = (who: typeof li, tier: Tier, identity: Parameters<typeof tierOf>[2] = null) =>
  who.client.postTier({ params: { number: who.wallet.number }, body: tierOf(yuan, tier, identity) });
const seenOf = async ({ wallet }: typeof li): Promise<Facts> =>
  (await teller.listCustomers({ query: {} })).body.items.find((one) => one.wallet === wallet.number)!.seen;
const nothing: Facts = { phone: null, name: null, documentType: null, documentNumber: null, account: null };
const granted = async (who: typeof li, tier: Tier): Promise<void> => {
  const { body } = await atTier(who, tier);
  assert.equal(body.state, 'waiting');
  const decided = await teller.postTierDecision({ params: { id: body.id }, body: { refusal: null } });
  assert.equal(decided.body.state, 'granted');
};

test('an account asked for twice is one account; a login that is taken, a weak password and no telephone are refused', async () => {
  const { postResident } = anybody(yuan);
  const asked = { id: newId(), login: 'twice', password: 'correct horse battery', phone: '139 0000 1111' };
  const [one, again] = [await postResident({ body: asked }), await postResident({ body: asked })];
  assert.equal(again.body.id, one.body.id);
  assert.deepEqual([one.body.roles, /^person:/.test(one.body.party)], [['resident'], true]);
  const tried = (more: object) => refusal(postResident({ body: { ...asked, ...more } }));
  assert.equal(await tried({ id: newId() }), 'access.login_taken');
  assert.equal(await tried({ password: 'another horse battery' }), 'access.login_taken');
  assert.equal(await tried({ login: 'weak', password: 'short' }), 'access.weak_password');
  assert.equal(await tried({ login: 'deaf', phone: '12' }), 'personal.bad_value');
  // What was refused has left no account behind.
  assert.equal(await tried({ login: 'deaf' }), 'done');
});

test('an operator sees of a person what the tier of the wallet says, tier by tier, up and down again', async () => {
  const name = '李小娜';
  const whole = { phone: '13800005678', name, documentType: 'resident_id', documentNumber: numbers[0] };
  const masked = { phone: '138****5678', name: '李*娜', documentNumber: '1101**********0010' };
  const expected: { readonly [T in Tier]: Facts } = {
    4: { ...nothing, phone: masked.phone },
    3: { ...masked, documentType: 'resident_id', account: null },
    2: { ...whole, documentNumber: masked.documentNumber, account: null },
    1: { ...whole, account: null },
  };
  assert.deepEqual(await seenOf(li), expected[4]);
  assert.equal((await atTier(li, 3, [name, numbers[0]])).body.state, 'granted');
  assert.deepEqual(await seenOf(li), expected[3]);
  await granted(li, 2);
  assert.deepEqual(await seenOf(li), expected[2]);
  await granted(li, 1);
  assert.deepEqual(await seenOf(li), expected[1]);
  for (const tier of [2, 3, 4] as const) {
    assert.equal((await atTier(li, tier)).body.state, 'granted');
    assert.deepEqual(await seenOf(li), expected[tier]);
  }
  assert.deepEqual(Object.keys(await seenOf(li)), [...knownFields]);
  const { body } = await li.client.getKnownOfMe({});
  assert.deepEqual(
    body.operators.map(({ operator, tier, seen }) => [operator, tier, seen]),
    [['bank', 4, expected[4]]],
  );
});

test('another bank sees nobody, and nobody but tellers sees customers', async () => {
  assert.deepEqual((await others.listCustomers({ query: {} })).body.items, []);
  for (const who of [li.client, yuan.operator, yuan.bureau])
    assert.equal(await refusal(who.listCustomers({ query: {} })), 'access.forbidden');
});

test('with the tier the limits rise at once, of sub-wallets, too; lowered they fall', async () => {
  const ma = await resident('mahua', '13700001111');
  const sub = await yuan.open(ma.client, { parent: ma.wallet.number });
  const day = async () =>
    (await ma.client.listWallets({})).body.items.map(({ limits }) => limits.singleMinor);
  assert.deepEqual(await day(), [2_000_00n, 2_000_00n]);
  await atTier(ma, 3, ['马花', numbers[1]]);
  await granted(ma, 2);
  assert.deepEqual(await day(), [50_000_00n, 50_000_00n]);
  await atTier(ma, 4);
  assert.deepEqual(await day(), [2_000_00n, 2_000_00n]);
  const ofSub = tierOf(yuan, 3);
  assert.equal(
    await refusal(ma.client.postTier({ params: { number: sub.number }, body: ofSub })),
    'yuan.no_tier',
  );
});

test('a change asked for twice is one; another’s wallet, a wrong number, another’s document and a child are refused', async () => {
  const zhao = await resident('zhaolei', '13600001111');
  const ask = (...of: [Tier, [string, string]?]) => refusal(atTier(zhao, ...of));
  assert.equal(await ask(3), 'yuan.identity_missing');
  assert.equal(await ask(3, ['赵磊', '110105199001010011']), 'yuan.bad_document');
  assert.equal(await ask(3, ['赵磊', numbers[0]]), 'yuan.document_in_use');
  assert.equal(await ask(3, ['赵磊', numbers[2]]), 'yuan.too_young');
  assert.equal(await ask(4), 'yuan.tier_differs');
  const other = { params: { number: li.wallet.number }, body: tierOf(yuan, 3) };
  assert.equal(await refusal(zhao.client.postTier(other)), 'yuan.no_such_wallet');
  const body = tierOf(yuan, 3, ['赵磊', '110105198506159019']);
  const params = { number: zhao.wallet.number };
  const [one, again] = [
    await zhao.client.postTier({ params, body }),
    await zhao.client.postTier({ params, body }),
  ];
  assert.deepEqual(one, again);
  assert.equal((await zhao.client.listTierChanges({ params })).body.items.length, 1);
});

test('a linked bank account of one’s own lifts to tier 2 at once, another’s does not', async () => {
  const qian = await resident('qiandu', '13500001111');
  await atTier(qian, 3, ['钱度', '110105198506158016']);
  const link = async (party: string): Promise<string> => {
    const { number } = await openBankAccount(ctx, { id: newId(), party, amountMinor: 0n });
    const linked = { wallet: qian.wallet.number, account: number, mandate: randomUUID() };
    await keepLink(ctx.db, { ...linked, linkedAtMs: yuan.clock.nowMs() });
    return number;
  };
  await link(li.party);
  assert.equal(await refusal(atTier(qian, 2)), 'yuan.account_name_differs');
  const own = await link(qian.party);
  assert.equal((await atTier(qian, 2)).body.state, 'granted');
  assert.equal((await seenOf(qian)).account, `${own.slice(0, 4)}***********${own.slice(-4)}`);
});

test('a teller decides on what waits at their own bank alone, once, seeing what the tier would show', async () => {
  const sun = await resident('sunwu', '13400001111');
  await atTier(sun, 3, ['孙武', '110105198506157013']);
  const { body: asked } = await atTier(sun, 1);
  assert.deepEqual([asked.state, asked.waitsFor], ['waiting', 'in_person']);
  assert.equal(await refusal(atTier(sun, 2)), 'yuan.tier_waits');
  const decide = (who: typeof teller, no: string | null) =>
    refusal(who.postTierDecision({ params: { id: asked.id }, body: { refusal: no } }));
  assert.equal(await decide(others, null), 'yuan.tier_change_not_found');
  assert.equal((await others.listWaitingChanges({})).body.items.length, 0);
  const [waiting] = (await teller.listWaitingChanges({})).body.items;
  assert.equal(waiting!.wouldSee.documentNumber, '110105198506157013');
  assert.equal(await decide(teller, 'not the person'), 'done');
  assert.equal(await decide(teller, null), 'yuan.tier_change_over');
  assert.equal((await seenOf(sun)).phone, '134****1111');
});

test('a document that was changed after the tier was granted is seen not to back it', async () => {
  const wu = await resident('wuyong', '13200001111');
  await atTier(wu, 3, ['吴用', '110105198506156037']);
  const isBacked = async () =>
    (await teller.listCustomers({ query: {} })).body.items.find(({ wallet }) => wallet === wu.wallet.number)!
      .isBacked;
  assert.equal(await isBacked(), true);
  await changeDocument(yuan, wu.party, '110105198506156045');
  assert.equal(await isBacked(), false);
});

test('a tier whose document is replaced falls to what is still proven, once, and says so; limits follow, and what is held stays and is spent', async () => {
  const ding = await resident('dingyi', '13100001111');
  const number = ding.wallet.number;
  const params = { number };
  const shop = await yuan.as({ login: 'tier-shop', party: 'firm:91350100M000100Y43', role: 'owner' });
  const ofShop = await yuan.open(shop);
  await shop.putMerchant({
    params: { number: ofShop.number },
    body: { name: { en: 'Café', zh: '咖啡馆' }, category: 'food' },
  });
  const sub = await yuan.open(ding.client, { parent: number });
  const [mine, other] = ['110105198506154015', '110105198506154031'] as const;
  await atTier(ding, 3, ['丁一', mine]);
  await granted(ding, 2);
  const limits = async () => (await ding.client.getWallet({ params })).body;
  const terms = { wallet: number, limits: (await limits()).limits };
  await ctx.till.topUp({ id: newId(), operator: 'bank', wallet: terms, amountMinor: 30_000_00n });
  await lowerUnbacked(ctx);
  assert.equal((await limits()).tier, 2);

  const waiting = await atTier(ding, 1);
  yuan.clock.advance(1_000);
  await changeDocument(yuan, ding.party, other);
  await Promise.all([lowerUnbacked(ctx), lowerUnbacked(ctx)]);
  await lowerUnbacked(ctx);
  const fallen = await limits();
  assert.deepEqual(
    [fallen.tier, fallen.limits.singleMinor, fallen.availableMinor],
    [4, 2_000_00n, 30_000_00n],
  );
  assert.equal((await ding.client.getWallet({ params: { number: sub.number } })).body.tier, 4);
  const changes = (await ding.client.listTierChanges({ params })).body.items;
  assert.deepEqual(
    changes
      .filter(({ lost }) => lost)
      .map(({ id, from, to, state }) => [id === waiting.body.id, from, to, state])
      .toSorted(),
    [
      [false, 2, 4, 'granted'],
      [true, 2, 1, 'refused'],
    ],
  );
  const told = yuan.told.filter(({ kind, to }) => kind === 'tier.lowered' && to.party === ding.party);
  assert.equal(new Set(told.map(({ key }) => key)).size, 2);
  const pay = (amountMinor: bigint) =>
    refusal(
      ding.client.postPayment({
        body: {
          id: newId(),
          wallet: number,
          code: codeText({ kind: 'merchant', wallet: ofShop.number }),
          amountMinor,
          purses: [],
        },
      }),
    );
  assert.deepEqual([await pay(2_000_01n), await pay(2_000_00n)], ['yuan.single_limit', 'done']);
  const more = await ctx.till.topUp({
    ...{ id: newId(), operator: 'bank', amountMinor: 1n },
    wallet: { wallet: number, limits: fallen.limits },
  });
  assert.deepEqual(more, { kind: 'refused', reason: 'wallet_full' });
});

test('a tier that rests on a linked account of one’s own falls with it to what the document proves', async () => {
  const xu = await resident('xuer', '13000001111');
  const number = xu.wallet.number;
  const params = { number };
  const tier = async () => (await xu.client.getWallet({ params })).body.tier;
  await atTier(xu, 3, ['徐二', '110105198506154058']);
  const account = await openBankAccount(ctx, { id: newId(), party: xu.party, amountMinor: 0n });
  const linked = { wallet: number, account: account.number, mandate: randomUUID() };
  await keepLink(ctx.db, { ...linked, linkedAtMs: yuan.clock.nowMs() });
  assert.equal((await atTier(xu, 2)).body.state, 'granted');
  await lowerUnbacked(ctx);
  assert.equal(await tier(), 2);
  await xu.client.deleteLinkedAccount({ params: { number, account: account.number } });
  yuan.clock.advance(1_000);
  await lowerUnbacked(ctx);
  const [latest] = (await xu.client.listTierChanges({ params })).body.items;
  assert.deepEqual([latest?.lost, latest?.to, await tier()], ['bank_account', 3, 3]);
});

test('an empty wallet is closed by its holder for good, one with money or something under it is not', async () => {
  const zhou = await resident('zhouyi', '13300001111');
  const params = { number: zhou.wallet.number };
  const close = () => refusal(zhou.client.postClosure({ params }));
  const sub = await yuan.open(zhou.client, { parent: zhou.wallet.number });
  assert.equal(await close(), 'yuan.in_use');
  assert.equal(await refusal(zhou.client.postClosure({ params: { number: sub.number } })), 'done');
  const { wallet: number, limits } = { wallet: zhou.wallet.number, limits: zhou.wallet.limits };
  const move = { operator: 'bank', wallet: { wallet: number, limits }, amountMinor: 5_00n };
  await ctx.till.topUp({ id: newId(), ...move });
  assert.equal(await close(), 'yuan.not_empty');
  assert.equal((await zhou.client.getWallet({ params })).body.state, 'open');
  const out = newId();
  await ctx.till.askRedemption({ id: out, ...move });
  assert.equal(await close(), 'yuan.not_empty');
  await ctx.till.endRedemption(out, 'sent');
  assert.deepEqual([await close(), await close()], ['done', 'done']);
  const late = await ctx.till.topUp({ id: newId(), ...move });
  assert.deepEqual(late, { kind: 'refused', reason: 'wallet_closed' });
});
