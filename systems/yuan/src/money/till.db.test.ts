import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type LedgerTables, ledgerMigrations, openLedger } from '@finharbor/ledger';
import { type Limits, limitsAt, reportedLimits, unlimited } from '../scheme/limits.ts';
import type { WalletTerms } from './chain.ts';
import type { MovementId } from './ids.ts';
import type { Outcome } from './outcome.ts';
import { openTill } from './till.ts';

const database = await testDatabase<LedgerTables>([ledgerMigrations]);
after(() => database[Symbol.asyncDispose]());
const dayMs = 86_400_000;
// The morning of 27 November in the city.
const clock = manualClock(Date.parse('2026-11-27T02:00:00Z'));
const ledger = await openLedger({ url: database.url, clock, random: systemRandom });
after(() => ledger[Symbol.asyncDispose]());
const till = openTill(ledger, clock);
await till.openOperator('bank');
let count = 0;
const newId = (): MovementId => {
  count += 1;
  return `0198aaaa-0000-7000-8000-${String(count).padStart(12, '0')}`;
};
await till.issue({ id: newId(), operator: 'bank', amountMinor: 10_000_000n });

const plain: Limits = { singleMinor: 300n, dayMinor: 500n, yearMinor: 800n, balanceMinor: 2_000n };

async function wallet(name: string, limits: Limits = plain): Promise<WalletTerms> {
  await till.openWallet(name);
  return { wallet: name, limits };
}

async function fill(into: WalletTerms, amountMinor: bigint): Promise<Outcome> {
  return till.topUp({ id: newId(), operator: 'bank', wallet: into, amountMinor });
}

const said = (outcome: Outcome): string => (outcome.kind === 'done' ? 'done' : outcome.reason);

async function balance({ wallet }: WalletTerms): Promise<bigint> {
  return (await till.balance(wallet))!.availableMinor;
}

test('a payment is held to the limits of a payment, a day and a year; a day begins at midnight in the city', async () => {
  const [ann, shop] = [await wallet('limits-ann'), await wallet('limits-shop', unlimited)];
  await fill(ann, 1_900n);
  const pay = async (amountMinor: bigint): Promise<string> =>
    said(await till.pay({ id: newId(), payers: [ann], payee: shop, amountMinor }));
  assert.deepEqual(
    [await pay(301n), await pay(300n), await pay(201n), await pay(200n), await pay(1n)],
    ['single_limit', 'done', 'day_limit', 'done', 'day_limit'],
  );
  clock.advance(Date.parse('2026-11-27T16:00:00Z') - clock.nowMs() - 1);
  assert.equal(await pay(1n), 'day_limit');
  clock.advance(1);
  assert.deepEqual([await pay(300n), await pay(1n)], ['done', 'year_limit']);
  clock.advance(40 * dayMs);
  assert.equal(await pay(1n), 'done');
  assert.equal(await balance(shop), 801n);
});

test('a wallet takes in no more than it may hold, but for money that comes back', async () => {
  const [ann, shop] = [await wallet('full-ann'), await wallet('full-shop', unlimited)];
  assert.deepEqual(
    [said(await fill(ann, 2_001n)), said(await fill(ann, 2_000n)), said(await fill(ann, 1n))],
    ['wallet_full', 'done', 'wallet_full'],
  );
  const payment = newId();
  await till.pay({ id: payment, payers: [ann], payee: shop, amountMinor: 300n });
  await fill(ann, 300n);
  const refund = { payment, amountMinor: 300n };
  // The shop has spent what it was paid.
  await till.askRedemption({ id: newId(), operator: 'bank', wallet: shop, amountMinor: 1n });
  assert.equal(said(await till.refund({ id: newId(), ...refund })), 'insufficient_funds');
  await fill(shop, 1n);
  assert.equal(said(await till.refund({ id: newId(), ...refund })), 'done');
  assert.equal(await balance(ann), 2_300n);
  assert.equal(said(await fill(ann, 1n)), 'wallet_full');
  assert.equal(said(await till.refund({ id: newId(), ...refund, amountMinor: 1n })), 'over_refunded');
});

test('a payment that comes again weeks later, when the limits are others, is the one that was made', async () => {
  const [ann, shop] = [await wallet('late-ann'), await wallet('late-shop', unlimited)];
  await fill(ann, 1_000n);
  const payment = { id: newId(), payers: [ann], payee: shop, amountMinor: 300n } as const;
  assert.equal(said(await till.pay(payment)), 'done');
  clock.advance(30 * dayMs);
  for (const limits of [{ ...plain, singleMinor: 10n }, unlimited, plain]) {
    const again = await till.pay({ ...payment, payers: [{ ...ann, limits }] });
    assert.equal(again.kind === 'done' && again.isRepeated, true);
  }
  assert.equal(await balance(ann), 700n);
  assert.equal(said(await till.pay({ ...payment, amountMinor: 299n })), 'other_movement');
  assert.equal(said(await till.pay({ ...payment, payers: [shop], payee: ann })), 'other_movement');
});

test('a sub-wallet uses up the limits of the wallet it belongs to', async () => {
  const [parent, shop] = [await wallet('sub-parent'), await wallet('sub-shop', unlimited)];
  const child = await wallet('sub-child', { ...plain, singleMinor: 100n, dayMinor: null, yearMinor: null });
  await fill(parent, 1_000n);
  await fill(child, 1_000n);
  const pay = async (payers: readonly [WalletTerms, ...WalletTerms[]], amountMinor: bigint) =>
    said(await till.pay({ id: newId(), payers, payee: shop, amountMinor }));
  assert.equal(await pay([child, parent], 101n), 'single_limit');
  for (let times = 0; times < 5; times++) assert.equal(await pay([child, parent], 100n), 'done');
  assert.equal(await pay([parent], 1n), 'day_limit');
  assert.equal(await balance(parent), 1_000n);
});

test('a limit that changes within the day counts what was spent, downwards and upwards, also for a process started anew', async () => {
  const [ann, shop] = [await wallet('change-ann'), await wallet('change-shop', unlimited)];
  await fill(ann, 1_500n);
  const pay = async (dayMinor: bigint, amountMinor: bigint): Promise<string> =>
    said(
      await openTill(ledger, clock).pay({
        id: newId(),
        payers: [{ ...ann, limits: { ...plain, dayMinor, yearMinor: null } }],
        payee: shop,
        amountMinor,
      }),
    );
  assert.equal(await pay(500n, 300n), 'done');
  assert.equal(await pay(200n, 1n), 'day_limit');
  assert.deepEqual([await pay(400n, 101n), await pay(400n, 100n)], ['day_limit', 'done']);
  assert.deepEqual([await pay(600n, 201n), await pay(600n, 200n)], ['day_limit', 'done']);
});

test('money being redeemed is set aside until the bank has sent it', async () => {
  const ann = await wallet('redeem-ann');
  await fill(ann, 1_000n);
  const asked = { id: newId(), operator: 'bank', wallet: ann, amountMinor: 400n };
  assert.equal(said(await till.askRedemption(asked)), 'done');
  assert.deepEqual(await till.balance(ann.wallet), { availableMinor: 600n, setAsideMinor: 400n });
  assert.equal(
    said(await till.askRedemption({ ...asked, id: newId(), amountMinor: 601n })),
    'insufficient_funds',
  );
  assert.equal(said(await till.endRedemption(asked.id, 'rejected')), 'done');
  assert.equal(said(await till.endRedemption(asked.id, 'sent')), 'other_movement');
  assert.equal(await balance(ann), 1_000n);
  assert.equal(said(await till.endRedemption(newId(), 'sent')), 'no_such_movement');
});

test('what holds on a day is what the schedule says from that day on', () => {
  const at = (text: string): bigint | null => limitsAt(reportedLimits, 4, Date.parse(text)).singleMinor;
  assert.equal(at('2019-01-01T00:00:00Z'), 50_000n);
  assert.equal(at('2021-06-30T15:59:59Z'), 50_000n);
  assert.equal(at('2021-06-30T16:00:00Z'), 200_000n);
});

test('wallets that are not there, or are the same, pay nothing', async () => {
  const ann = await wallet('alone-ann');
  await fill(ann, 100n);
  const to = async (payee: string): Promise<string> =>
    said(
      await till.pay({
        id: newId(),
        payers: [ann],
        payee: { wallet: payee, limits: unlimited },
        amountMinor: 1n,
      }),
    );
  assert.deepEqual([await to('nobody'), await to('alone-ann')], ['no_such_wallet', 'same_wallet']);
});

test('another movement under the same number is refused, also where only a purse of it differs', async () => {
  const [ann, shop] = [await wallet('again-ann'), await wallet('again-shop', unlimited)];
  const [one, other] = [newId(), newId()];
  await till.openPurses([one, other]);
  await fill(ann, 1_000n);
  for (const purse of [one, other])
    assert.equal(
      said(await till.pay({ id: newId(), payers: [ann], payee: { purse }, amountMinor: 100n })),
      'done',
    );
  const id = newId();
  const pay = async (amountMinor: bigint, ...purses: readonly string[]): Promise<string> =>
    said(
      await till.pay({
        id,
        payers: [ann],
        payee: shop,
        amountMinor,
        purses: purses.map((purse) => ({ purse, amountMinor: 20n })),
      }),
    );
  assert.deepEqual(
    [
      await pay(50n, one),
      await pay(50n, other),
      await pay(30n),
      await pay(70n, one, other),
      await pay(50n, one),
    ],
    ['done', 'other_movement', 'other_movement', 'other_movement', 'done'],
  );
  assert.equal(await balance(shop), 50n);
});

test('a refused movement stays refused another day and under other limits', async () => {
  const [ann, shop] = [
    await wallet('stays-ann'),
    await wallet('stays-shop', { ...unlimited, balanceMinor: 310n }),
  ];
  await fill(ann, 1_000n);
  const pay = async (id: MovementId, amountMinor: bigint, payee: WalletTerms = shop): Promise<string> =>
    said(await till.pay({ id, payers: [ann], payee, amountMinor }));
  const [late, full] = [newId(), newId()];
  assert.deepEqual(
    [await pay(newId(), 300n), await pay(full, 11n), await pay(late, 201n)],
    ['done', 'wallet_full', 'day_limit'],
  );
  clock.advance(dayMs);
  const roomy = { ...shop, limits: unlimited };
  assert.deepEqual(
    [await pay(late, 201n, roomy), await pay(full, 11n, roomy)],
    ['refused_before', 'refused_before'],
  );
  assert.equal(await balance(shop), 300n);
});

test('a refund under the number of another payment’s refund is refused', async () => {
  const [ann, shop] = [await wallet('other-ann'), await wallet('other-shop', unlimited)];
  await fill(ann, 1_000n);
  const [first, second, id] = [newId(), newId(), newId()];
  for (const payment of [first, second])
    assert.equal(said(await till.pay({ id: payment, payers: [ann], payee: shop, amountMinor: 50n })), 'done');
  const back = async (payment: MovementId): Promise<string> =>
    said(await till.refund({ id, payment, amountMinor: 10n }));
  assert.deepEqual(
    [await back(first), await back(second), await back(first)],
    ['done', 'other_movement', 'done'],
  );
});
