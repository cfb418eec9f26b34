import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay } from './course/replay.ts';
import { Course } from './testing/course.ts';
import {
  carSubsidy,
  currencyExchange,
  milestoneGrant,
  prepaidCard,
  redPacket,
  voucherSplit,
} from './testing/examples.ts';

const account = (id: bigint, amount = 0n, ledger = 156) => ({ id, amount, ledger, code: 1, flags: 2 });

test('a red packet: each of the family takes one share, and what nobody took is back after a day without anybody doing anything', async () => {
  const cousins = [51n, 52n, 53n, 54n, 55n, 56n];
  const course = await Course.begin(redPacket, '2027-02-05T12:00:00Z', [
    account(1001n, 100_000n),
    ...cousins.map((id) => account(id)),
  ]);
  const take = (id: bigint, groups = ['family']) =>
    ({ kind: 'pay', by: `cousin${id}`, release: 'share', account: id, groups }) as const;
  await course.happens({ kind: 'fund', by: 'grandma' });
  assert.equal(course.ledger.available(1001n), 11_200n);
  for (const id of cousins.slice(0, 3)) await course.happens(take(id));
  assert.deepEqual(
    cousins.map((id) => course.ledger.available(id)),
    [20_000n, 8_888n, 6_666n, 0n, 0n, 0n],
  );
  assert.equal((await course.isRefused(take(51n))).reason, 'had_before');
  assert.equal((await course.isRefused(take(54n, ['neighbours']))).reason, 'unmet');
  const own = { kind: 'pay', by: 'grandma', release: 'share', groups: ['family'] } as const;
  assert.equal((await course.isRefused(own)).reason, 'unmet');
  await course.passTo('2027-02-06T12:00:01Z');
  assert.equal((await course.isRefused(take(54n))).reason, 'too_late');
  assert.equal(course.ledger.available(1001n), 100_000n - 35_554n);
  await course.happens({ kind: 'expire', by: 'clock' });
  assert.deepEqual(course.state, replay(course.program, course.accepted));
  assert.equal(course.state.stage, 'expired');
});

test('a red packet is empty when all five shares are taken', async () => {
  const cousins = [51n, 52n, 53n, 54n, 55n];
  const course = await Course.begin(redPacket, '2027-02-05T12:00:00Z', [
    account(1001n, 88_800n),
    ...cousins.map((id) => account(id)),
  ]);
  await course.happens({ kind: 'fund', by: 'grandma' });
  for (const id of cousins)
    await course.happens({ kind: 'pay', by: `c${id}`, release: 'share', account: id, groups: ['family'] });
  assert.equal(course.state.stage, 'spent');
  assert.equal(course.ledger.available(1001n), 0n);
  const late = { kind: 'pay', by: 'c56', release: 'share', account: 51n, groups: ['family'] } as const;
  assert.deepEqual(await course.isRefused(late), { reason: 'over', stage: 'spent' });
});

test('a prepaid card: three of ten lessons and their fees are paid, the rest comes back when asked for', async () => {
  const course = await Course.begin(prepaidCard, '2027-03-01T02:00:00Z', [
    account(1002n, 250_000n),
    account(2001n),
    account(2002n),
  ]);
  await course.happens({ kind: 'fund', by: 'wang' });
  assert.equal(course.ledger.account(1002n).debitsPosted, 0n, 'the money stays hers');
  for (const day of ['2027-03-01', '2027-03-08', '2027-03-15']) {
    await course.passTo(`${day}T11:00:00Z`);
    await course.happens({ kind: 'pay', by: 'wang', release: 'lesson' });
  }
  assert.equal(course.ledger.available(2001n), 60_000n);
  assert.equal(course.ledger.available(2002n), 600n);
  assert.equal((await course.isRefused({ kind: 'pay', by: 'school', release: 'lesson' })).reason, 'unmet');
  await course.passTo('2027-03-21T11:00:00Z');
  const sunday = await course.isRefused({ kind: 'pay', by: 'wang', release: 'lesson' });
  assert.equal(sunday.reason === 'unmet' && sunday.unmet.parts[0]?.pointer, '/releases/0/when/of/1');
  assert.equal((await course.isRefused({ kind: 'refund', by: 'school' })).reason, 'unmet');
  await course.happens({ kind: 'refund', by: 'wang' });
  assert.equal(course.ledger.available(1002n), 250_000n - 60_600n);
  assert.equal((await course.isRefused({ kind: 'pay', by: 'wang', release: 'lesson' })).reason, 'over');
});

test('a subsidy is spent on the right car, in the city, at a dealer of the list, once, until the day', async () => {
  const course = await Course.begin(carSubsidy, '2026-12-20T02:00:00Z', [
    account(1003n, 1_000_000n),
    account(2003n),
    account(2004n),
    account(2999n),
  ]);
  await course.happens({ kind: 'fund', by: 'bureau' });
  const buy = {
    kind: 'pay',
    by: 'chen',
    release: 'car',
    payee: 'dealerB',
    price: 18_888_850n,
    area: '440304',
    category: 'nev',
  } as const;
  const unmetOf = async (told: typeof buy | Omit<typeof buy, 'area'>) => {
    const refusal = await course.isRefused(told);
    return refusal.reason === 'unmet' && refusal.unmet.parts.map(({ condition }) => condition.kind);
  };
  assert.deepEqual(await unmetOf(buy), ['from']);
  await course.passTo('2027-03-31T15:59:59Z');
  const { area: _, ...nowhere } = buy;
  assert.deepEqual(await unmetOf(nowhere), ['where']);
  assert.deepEqual(await unmetOf({ ...buy, area: '110101', category: 'petrol', by: 'zhang' } as never), [
    'who',
    'what',
    'where',
  ]);
  const elsewhere = { ...buy, payee: 'dealerC', account: 2999n };
  assert.equal((await course.isRefused(elsewhere)).reason, 'wrong_payee');
  await course.happens({ ...buy, account: 2999n });
  assert.equal(
    course.ledger.available(2004n),
    944_442n,
    'a twentieth, rounded down, to the account of the list',
  );
  assert.equal((await course.isRefused(buy)).reason, 'used_up');
  await course.passTo('2027-03-31T16:00:01Z');
  assert.equal(course.ledger.available(1003n), 55_558n);
});

test('payment versus payment: both currencies change hands, or neither does', async () => {
  const banks = [
    account(3001n, 920_000n),
    account(3004n),
    account(3003n, 1_000_000n, 344),
    account(3002n, 0n, 344),
  ];
  const course = await Course.begin(currencyExchange, '2026-12-01T09:00:00Z', banks);
  await course.happens({ kind: 'commit', by: 'bankS', leg: 'yuan' });
  assert.equal((await course.isRefused({ kind: 'commit', by: 'bankS', leg: 'dollars' })).reason, 'not_yours');
  assert.equal((await course.isRefused({ kind: 'settle', by: 'desk' })).reason, 'legs_missing');
  await course.happens({ kind: 'commit', by: 'bankH', leg: 'dollars' });
  assert.equal((await course.isRefused({ kind: 'withdraw', by: 'bankS', leg: 'yuan' })).reason, 'all_held');
  assert.equal((await course.isRefused({ kind: 'settle', by: 'desk' })).reason, 'unmet');
  await course.happens({ kind: 'approve', by: 'desk', of: 'settlement' });
  await course.happens({ kind: 'settle', by: 'desk' });
  assert.deepEqual(
    banks.map(({ id }) => course.ledger.available(id)),
    [0n, 920_000n, 0n, 1_000_000n],
  );
  const halfway = await Course.begin(currencyExchange, '2026-12-01T09:00:00Z', banks);
  await halfway.happens({ kind: 'commit', by: 'bankS', leg: 'yuan' });
  await halfway.passTo('2026-12-01T10:00:01Z');
  assert.deepEqual(
    banks.map(({ id }) => halfway.ledger.available(id)),
    [920_000n, 0n, 1_000_000n, 0n],
  );
});

test('an exchange that somebody leaves before all parts are there gives everybody theirs back', async () => {
  const banks = [
    account(3001n, 920_000n),
    account(3004n),
    account(3003n, 1_000_000n, 344),
    account(3002n, 0n, 344),
  ];
  const course = await Course.begin(currencyExchange, '2026-12-01T09:00:00Z', banks);
  await course.happens({ kind: 'commit', by: 'bankS', leg: 'yuan' });
  await course.happens({ kind: 'withdraw', by: 'bankS', leg: 'yuan' });
  assert.equal(course.ledger.available(3001n), 920_000n);
  assert.equal((await course.isRefused({ kind: 'commit', by: 'bankH', leg: 'dollars' })).reason, 'over');
});

test('a grant: a stage is paid after its milestone and two approvals, to nobody but the laboratory', async () => {
  const course = await Course.begin(milestoneGrant, '2027-05-01T02:00:00Z', [
    account(1005n, 500_000_000n),
    account(2005n),
  ]);
  await course.happens({ kind: 'fund', by: 'fund' });
  const prototype = { kind: 'pay', by: 'lab', release: 'prototype' } as const;
  await course.happens({ kind: 'approve', by: 'district', of: 'prototype' });
  await course.happens({ kind: 'approve', by: 'city', of: 'trial' });
  assert.equal(
    (await course.isRefused({ kind: 'confirm', by: 'lab', milestone: 'prototype' })).reason,
    'not_yours',
  );
  await course.happens({ kind: 'confirm', by: 'assessor', milestone: 'prototype' });
  const early = await course.isRefused(prototype);
  assert.equal(early.reason === 'unmet' && early.unmet.parts[0]?.condition.kind, 'any');
  await course.happens({ kind: 'approve', by: 'expert', of: 'prototype' });
  await course.happens(prototype);
  assert.equal(course.ledger.available(2005n), 200_000_000n);
  assert.equal((await course.isRefused(prototype)).reason, 'used_up');
  await course.happens({ kind: 'confirm', by: 'auditor', milestone: 'trial' });
  assert.equal((await course.isRefused({ kind: 'pay', by: 'lab', release: 'trial' })).reason, 'unmet');
  await course.passTo('2027-09-30T16:00:00Z');
  await course.happens({ kind: 'pay', by: 'lab', release: 'trial' });
  assert.equal(course.ledger.available(2005n), 500_000_000n);
  assert.deepEqual(course.state, replay(course.program, course.accepted));
});

test('a voucher is split in one stroke', async () => {
  const course = await Course.begin(voucherSplit, '2027-01-04T02:00:00Z', [
    account(4001n, 50_000_000n, 9001),
    account(4002n, 0n, 9001),
    account(4003n, 0n, 9001),
  ]);
  for (const leg of ['ore', 'freight']) await course.happens({ kind: 'commit', by: 'holder', leg });
  assert.equal(course.ledger.available(4002n), 0n);
  await course.happens({ kind: 'settle', by: 'holder' });
  assert.deepEqual(
    [4001n, 4002n, 4003n].map((id) => course.ledger.available(id)),
    [15_000_000n, 30_000_000n, 5_000_000n],
  );
});
