import assert from 'node:assert/strict';
import { test } from 'node:test';
import { camt054, readMessage } from '@finharbor/iso20022';
import { codeOf, syntheticUscc, verifyBytes } from '@finharbor/kernel';
import { unlimited } from '../scheme/limits.ts';
import { testYuan } from '../testing.ts';
import { checked } from './domain.ts';
import { receiptWords } from './receipt.ts';
import type { BillView } from './views.ts';

const yuan = await testYuan();
const { newId, clock, ctx } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const bureau = await yuan.as({ login: 'bureau', party: 'hub', role: 'bureau' });
const code = syntheticUscc('payer');
const owner = await yuan.as({ login: 'owner', party: `firm:${code}`, role: 'owner' });
const li = await yuan.as({
  login: 'li',
  party: 'person:01937f00-0000-7000-8000-0000000000a1',
  role: 'resident',
});
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_00n } });
const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
const ofOffice = (await bureau.postWallet({ body: { ...plain, id: newId() } })).body;
const ofOwner = (await owner.postWallet({ body: { ...plain, id: newId() } })).body;
const ofLi = (await li.postWallet({ body: { ...plain, id: newId() } })).body;
for (const [wallet, amountMinor] of [
  [ofOwner, 5_000_00n],
  [ofLi, 900_00n],
] as const)
  await ctx.till.topUp({
    id: newId(),
    operator: 'bank',
    wallet: { wallet: wallet.number, limits: unlimited },
    amountMinor,
  });
await bureau.putMerchant({
  params: { number: ofOffice.number },
  body: { name: { en: 'Tax office', zh: '税务局' }, category: 'public' },
});
const day = 86_400_000;
const office = { wallet: ofOffice.number };
const refusal = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', codeOf);
const asked = (more: object = {}) => ({
  reference: newId(),
  kind: 'tax' as const,
  payer: `firm:${code}`,
  period: '2026-10',
  title: { en: 'Value added tax', zh: '增值税' },
  amountMinor: 1_000_00n,
  dueAtMs: clock.nowMs() + 3 * day,
  latePer100k: 50,
  ...more,
});
const publish = async (more: object = {}): Promise<BillView> =>
  (await bureau.postBills({ params: office, body: { bills: [asked(more)] } })).body.items[0]!;
const paying = ({ number, totalMinor }: BillView, more: object = {}) => ({
  params: { number },
  body: { id: newId(), wallet: ofOwner.number, amountMinor: totalMinor, ...more },
});

test('a bill is paid once, exactly, and the same payment again is the same', async () => {
  const bill = await publish();
  const [own] = (await owner.listBills({})).body.items;
  assert.deepEqual([own!.number, own!.payer, own!.state], [bill.number, `firm:${code}`, 'open']);
  assert.equal(
    await refusal(owner.postBillPayment(paying(bill, { amountMinor: 500_00n }))),
    'bill.amount_differs',
  );
  const both = await Promise.all([1, 2].map(() => refusal(owner.postBillPayment(paying(bill)))));
  assert.deepEqual(both.toSorted(), ['bill.paid', 'done']);
  const other = await publish();
  const payment = paying(other);
  await owner.postBillPayment(payment);
  clock.advance(10 * day);
  assert.equal((await owner.postBillPayment(payment)).body.state, 'paid');
  assert.equal(
    await refusal(owner.postBillPayment({ ...payment, params: { number: bill.number } })),
    'yuan.other_movement',
  );
});

test('whoever has a bill’s number sees it without whose it is; a person watches an account by one of its bills', async () => {
  const bill = await publish({ payer: 'account:330100778899', kind: 'housing_fund', amountMinor: 300_00n });
  const { body: seen } = await owner.getBill({ params: { number: bill.number } });
  assert.deepEqual([seen.payer, seen.receipt], ['account:33****8899', null]);
  assert.deepEqual((await li.listBills({})).body.items, []);
  const watch = (account: string) =>
    refusal(li.putPayerAccount({ params: { account }, body: { bill: bill.number } }));
  assert.deepEqual([await watch('330100000000'), await watch('330100778899')], ['bill.not_found', 'done']);
  const [own] = (await li.listBills({})).body.items;
  assert.deepEqual([own!.payer, own!.state], ['account:330100778899', 'open']);
  assert.equal(
    await refusal(owner.getBill({ params: { number: checked('1'.repeat(19)) } })),
    'bill.not_found',
  );
});

test('a late bill costs so much a day, never more than itself', async () => {
  const bill = await publish({ amountMinor: 1_000_01n, latePer100k: 50 });
  const late = async () => {
    const { body } = await owner.getBill({ params: { number: bill.number } });
    return [body.state, body.daysLate, body.lateMinor];
  };
  clock.advance(3 * day);
  assert.deepEqual(await late(), ['open', 0, 0n]);
  clock.advance(2 * day);
  assert.deepEqual(await late(), ['overdue', 2, 100n]);
  assert.equal(await refusal(owner.postBillPayment(paying(bill))), 'bill.amount_differs');
  clock.advance(5_000 * day);
  assert.deepEqual(await late(), ['overdue', 5_002, 1_000_01n]);
});

test('an office cancels what is not paid, and what is cancelled cannot be paid, whoever is first', async () => {
  const bill = await publish({ amountMinor: 1_00n });
  const cancel = ({ number }: BillView) => refusal(bureau.postBillCancellation({ params: { number } }));
  assert.deepEqual([await cancel(bill), await cancel(bill)], ['done', 'done']);
  assert.equal(await refusal(owner.postBillPayment(paying(bill))), 'bill.cancelled');
  for (let round = 0; round < 5; round++) {
    const contested = await publish({ amountMinor: 1_00n });
    const [paid, cancelled] = await Promise.all([
      refusal(owner.postBillPayment(paying(contested))),
      cancel(contested),
    ]);
    assert.ok((paid === 'done') !== (cancelled === 'done'), `${paid}, ${cancelled}`);
    const { body } = await owner.getBill({ params: { number: contested.number } });
    assert.equal(body.state, paid === 'done' ? 'paid' : 'cancelled');
  }
});

test('anybody verifies a receipt by its number and the hub’s key; nobody learns whose it is', async () => {
  const bill = await publish({ amountMinor: 7_00n });
  const { body: paid } = await owner.postBillPayment(paying(bill));
  const answer = await fetch(`${yuan.url}/receipts/${paid.receipt}`);
  const receipt = (await li.getReceipt({ params: { number: paid.receipt! } })).body;
  assert.equal(answer.status, 200);
  const signed = {
    message: Buffer.from(receipt.text),
    signature: Buffer.from(receipt.signature, 'base64url'),
  };
  assert.equal(verifyBytes(receipt.key, receiptWords, signed), true);
  const altered = { ...signed, message: Buffer.from(receipt.text.replace('"700"', '"900"')) };
  assert.equal(verifyBytes(receipt.key, receiptWords, altered), false);
  assert.equal(receipt.totalMinor, 7_00n);
  assert.ok(!JSON.stringify(receipt.text).includes(code));
  assert.equal(
    await refusal(li.getReceipt({ params: { number: checked('2'.repeat(19)) } })),
    'bill.no_receipt',
  );
});

test('an office’s day agrees with the ledger, as CSV and as camt.054', async () => {
  clock.advance(day);
  const today = new Date(clock.nowMs() + 8 * 3_600_000).toISOString().slice(0, 10);
  const bills = [await publish({ amountMinor: 11_00n }), await publish({ amountMinor: 22_00n })];
  const payments = bills.map((bill) => paying(bill));
  for (const payment of payments) await owner.postBillPayment(payment);
  await bureau.postRefund({
    body: { id: newId(), wallet: ofOffice.number, payment: payments[1]!.body.id, amountMinor: 2_00n },
  });
  const at = { params: { ...office, day: today } };
  const { body } = await bureau.getOfficeDay(at);
  assert.deepEqual(
    [body.inMinor, body.outMinor, body.lines.map(({ bill }) => bill)],
    [33_00n, 2_00n, [bills[0]!.number, bills[1]!.number, null]],
  );
  const csv = Buffer.concat(await Array.fromAsync((await bureau.getOfficeDayCsv(at)).body.bytes)).toString();
  assert.equal(csv.trim().split('\r\n').length, 4);
  const events = await Array.fromAsync(
    readMessage([camt054], (await bureau.getOfficeDayCamt(at)).body.bytes),
  );
  const sums = events.flatMap((event) =>
    event.kind === 'entry' ? [[event.entry.creditDebit, event.entry.amount.minor]] : [],
  );
  assert.deepEqual(sums, [
    ['CRDT', 11_00n],
    ['CRDT', 22_00n],
    ['DBIT', 2_00n],
  ]);
  assert.equal(events.at(-1)!.kind, 'end');
});

test('only an office publishes, over right codes, and the same again is the same bill', async () => {
  const other = (await bureau.postWallet({ body: { ...plain, id: newId() } })).body;
  const to = (wallet: string, bill: ReturnType<typeof asked>) =>
    refusal(bureau.postBills({ params: { wallet }, body: { bills: [bill] } }));
  assert.equal(await to(other.number, asked()), 'bill.not_an_office');
  assert.equal(await to(ofOffice.number, asked({ payer: 'firm:91350100M000100Y44' })), 'bill.bad_payer');
  const bill = asked();
  assert.deepEqual(
    [
      await to(ofOffice.number, bill),
      await to(ofOffice.number, bill),
      await to(ofOffice.number, { ...bill, amountMinor: 1n }),
    ],
    ['done', 'done', 'bill.differs'],
  );
});
