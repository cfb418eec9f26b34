import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeText } from '../payments/code.ts';
import { type Resident, refusal, trustYuan } from '../people/testing.ts';
import type { Figures } from './routes.ts';

const yuan = await trustYuan();
const { newId, clock, bureau, operator, resident, ctx } = yuan;
const shopAs = async (login: string, category: 'food' | 'cars') => {
  const client = await yuan.as({ login, party: `firm:${login}`, role: 'owner' });
  const wallet = await yuan.open(client);
  await client.putMerchant({
    params: { number: wallet.number },
    body: { name: { en: login, zh: login }, category },
  });
  return wallet.number;
};
const [cafe, cars] = [await shopAs('cafe', 'food'), await shopAs('cars', 'cars')];
const people: Resident[] = [];
for (let at = 0; at < 11; at++) people.push(await resident(`person-${at}`, `1380000${1000 + at}`));
for (const { wallet } of people) {
  const terms = { wallet: wallet.number, limits: wallet.limits };
  await ctx.till.topUp({ id: newId(), operator: 'bank', wallet: terms, amountMinor: 100_00n });
}
const pay = (who: Resident, merchant: string, amountMinor: bigint) =>
  refusal(
    who.client.postPayment({
      body: {
        id: newId(),
        wallet: who.wallet.number,
        code: codeText({ kind: 'merchant', wallet: merchant }),
        amountMinor,
        purses: [],
      },
    }),
  );
const read = async (): Promise<Figures> => {
  // Within a second the figures are the same.
  clock.advance(1_000);
  return (await bureau.getFigures({})).body;
};

test('all that was issued is found in vaults, wallets, purses and on its way, and what is not is told', async () => {
  const [one] = people;
  const terms = { wallet: one!.wallet.number, limits: one!.wallet.limits };
  await ctx.till.askRedemption({ id: newId(), operator: 'bank', wallet: terms, amountMinor: 7_00n });
  const { money } = await read();
  assert.deepEqual(money, {
    issuedMinor: 1_000_000_00n,
    vaultsMinor: 1_000_000_00n - 1_100_00n,
    walletsMinor: 1_093_00n,
    pursesMinor: 0n,
    pendingMinor: 7_00n,
    differenceMinor: 0n,
  });
});

test('payments are counted once each, as they come; a sort of merchants is told of from ten payers on', async () => {
  for (const who of people.slice(0, 9)) assert.equal(await pay(who, cafe, 1_00n), 'done');
  const few = (await read()).payments;
  assert.deepEqual([few.count, few.sumMinor], [9, 9_00n]);
  assert.deepEqual(few.byCategory, [{ key: 'food', count: null, sumMinor: null }]);
  assert.deepEqual(few.byHour, [{ key: '10', count: null, sumMinor: null }]);
  for (const who of people.slice(9)) await pay(who, cafe, 2_00n);
  const enough = (await read()).payments;
  assert.deepEqual(enough.byCategory, [{ key: 'food', count: 11, sumMinor: 13_00n }]);
  // One more sort of few, and with the total the other would tell of it.
  await pay(people[0]!, cars, 50_00n);
  const both = (await read()).payments;
  assert.deepEqual(
    both.byCategory.map(({ sumMinor }) => sumMinor),
    [null, null],
  );
  assert.equal(both.sumMinor, 63_00n);
});

test('wallets by tier and bank, refusals by code, and another day begins with none', async () => {
  assert.equal(await pay(people[0]!, cafe, 9_000_00n), 'yuan.single_limit');
  const { wallets, refusals } = await read();
  assert.deepEqual([wallets.personal, wallets.corporate], [11, 2]);
  assert.deepEqual(wallets.byTier.at(-1), { tier: 4, wallets: 11 });
  assert.deepEqual(wallets.byOperator, [{ name: { en: 'Bank', zh: '银行' }, personal: 11, corporate: 2 }]);
  assert.deepEqual(refusals, [{ code: 'yuan.single_limit', count: null }]);
  // As often as one person likes, it is of one person.
  for (let times = 0; times < 12; times++) await pay(people[0]!, cafe, 9_000_00n);
  assert.deepEqual((await read()).refusals, [{ code: 'yuan.single_limit', count: null }]);
  for (const who of people) assert.equal(await pay(who, cafe, 500_00n), 'yuan.insufficient_funds');
  for (const who of people.slice(1)) await pay(who, cafe, 9_000_00n);
  assert.deepEqual((await read()).refusals, [
    { code: 'yuan.single_limit', count: 23 },
    { code: 'yuan.insufficient_funds', count: 11 },
  ]);
  assert.equal(await pay(people[0]!, '8156000000000000', 1_00n), 'yuan.no_such_wallet');
  assert.deepEqual((await read()).refusals.at(-1), { code: 'yuan.no_such_wallet', count: null });
  clock.advance(86_400_000);
  const next = await read();
  assert.deepEqual([next.payments.count, next.payments.byHour, next.refusals], [0, [], []]);
});

test('the figures come live, to who watches over the scheme alone', async () => {
  const left = new AbortController();
  const { body } = await operator.followFigures({ signal: left.signal });
  for await (const { data } of body) {
    assert.equal(data.money.differenceMinor, 0n);
    break;
  }
  left.abort();
  for (const who of [people[0]!.client, yuan.tellers[0]])
    assert.equal(await refusal(who.getFigures({})), 'access.forbidden');
});
