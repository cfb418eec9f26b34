import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBoard } from '../hub/board.ts';
import type { HubContext } from '../hub/context.ts';
import { receiptTrust } from '../receipts.ts';
import { availableOf, positionOfParty } from './accounts.ts';
import { anyDispute, decide } from './award.ts';
import { checkLine } from './check-line.ts';
import { answerDueMs } from './dispute.ts';
import { earningsOf } from './earnings.ts';
import { statementCsv } from './sheet.ts';
import { evidenceOf, monthsOf, statementOf } from './statement.ts';
import { type PublishedUse, type TestSettlement, testSettlement } from './testing.ts';

const perUse = { plan: 'Each', kind: 'per_use', amountMinor: '1000', currency: 'CNY' } as const;
const arbiter = { party: 'hub', office: 'operator' } as const;

let hub: TestSettlement;
let contract: string;
before(async () => {
  hub = await testSettlement();
  contract = await hub.contract(perUse);
  await hub.topUp('bank', 5_000n);
});
after(() => hub[Symbol.asyncDispose]());

/** The bank disputes a use, and shows the arbiter what it likes. */
async function file(use: PublishedUse, by: 'bank' | 'tax' | 'social' = 'bank'): Promise<string> {
  const id = await hub.put('line_dispute', by, {
    dispute: crypto.randomUUID(),
    charge: use.id,
    contract,
    job: use.job,
    against: by === 'bank' ? 'tax' : 'bank',
    priceMinor: '1000',
    month: '2026-06',
    reason: 'no_result',
    words: 'Nothing came.',
  });
  await hub.settle();
  return id;
}

async function answered(dispute: string): Promise<void> {
  await hub.put('dispute_answer', 'tax', { dispute, contract, position: 'contests', words: 'It did.' });
}

function award(id: string, outcome: 'dismissed' | 'corrected' | 'refunded', priceMinor = '0') {
  const board = openBoard(hub.ctx as unknown as HubContext, () => {});
  return decide(hub.ctx, board, { id, award: { outcome, priceMinor, reason: 'Heard.' }, arbiter });
}

async function pairs(): Promise<{ readonly bank: bigint; readonly tax: bigint }> {
  const [bank, tax] = await Promise.all(['bank', 'tax'].map((party) => availableOf(hub.ctx, party)));
  return { bank: bank!.prepaidMinor, tax: tax!.payableMinor };
}

test('while a line is argued about its provider cannot be paid it out; dismissed, it can; refunded, it is paid back once with the fee', async () => {
  const [kept, refunded] = [await hub.use(contract), await hub.use(contract)];
  await hub.settle();
  const before = await pairs();
  const [first, second] = [await file(kept), await file(refunded)];
  assert.deepEqual(await pairs(), { ...before, tax: before.tax - 1900n });
  await assert.rejects(award(first, 'dismissed'), { code: 'dispute.not_heard' });
  await Promise.all([answered(first), answered(second)]);
  await award(first, 'dismissed');
  await award(second, 'refunded');
  await assert.rejects(award(second, 'dismissed'), { code: 'dispute.decided' });
  await hub.settle();
  await hub.settle();
  assert.deepEqual(await pairs(), { bank: before.bank + 1000n, tax: before.tax - 950n });
  assert.equal((await anyDispute(hub.ctx, second)).state, 'refunded');
});

test('a price is corrected either way by a line of its own, and what was paid out meanwhile is owed', async () => {
  const use = await hub.use(contract);
  await hub.settle();
  const [before, owedBefore] = [await pairs(), await positionOfParty(hub.ctx, 'tax')];
  const dispute = await file(use);
  hub.node.clock.advance(answerDueMs);
  await award(dispute, 'corrected', '400');
  await hub.settle();
  assert.deepEqual(await pairs(), { bank: before.bank + 600n, tax: before.tax - 570n });
  const dearer = await hub.use(contract);
  await hub.settle();
  const other = await file(dearer, 'tax');
  await hub.put('dispute_answer', 'bank', { dispute: other, contract, position: 'agrees', words: 'Yes.' });
  await award(other, 'corrected', '1500');
  await hub.settle();
  assert.equal(await positionOfParty(hub.ctx, 'tax'), owedBefore - 570n + 950n + 475n);
});

test('a consumer that denies a result it has had pays for it by award', async () => {
  const plan = { plan: 'Result', kind: 'per_result', amountMinor: '700', currency: 'CNY' } as const;
  const denied = await hub.contract(plan);
  const use = await hub.use(denied);
  const outcome = { attempt: 1, contract: denied, job: use.job, outcome: 'failed' } as const;
  await hub.put('job_outcome', 'bank', outcome);
  await hub.settle();
  const before = await pairs();
  const dispute = await hub.put('line_dispute', 'tax', {
    dispute: crypto.randomUUID(),
    charge: use.id,
    contract: denied,
    job: use.job,
    against: 'bank',
    priceMinor: '0',
    month: '2026-06',
    reason: 'result_delivered',
    words: 'The transcript says that it came.',
  });
  await hub.settle();
  await hub.put('dispute_answer', 'bank', {
    dispute,
    contract: denied,
    position: 'agrees',
    words: 'So it did.',
  });
  await award(dispute, 'corrected', '700');
  await hub.settle();
  assert.deepEqual(await pairs(), { bank: before.bank - 700n, tax: before.tax + 665n });
});

test('nobody but a side of the line is heard, once, and nobody decides on their own side', async () => {
  const use = await hub.use(contract);
  await hub.settle();
  const strangers = await file(use, 'social');
  await assert.rejects(award(strangers, 'refunded'), { code: 'dispute.inadmissible' });
  const real = await file(use);
  const again = await file(use, 'tax');
  await assert.rejects(award(again, 'refunded'), { code: 'dispute.inadmissible' });
  // The hub's word alone counts as one.
  await hub.put('dispute_award', 'bank', {
    dispute: real,
    charge: use.id,
    contract,
    outcome: 'refunded',
    priceMinor: '0',
    reason: 'We say so.',
    arbiter: 'operator',
  });
  await hub.settle();
  assert.equal((await anyDispute(hub.ctx, real)).award, null);
  const board = openBoard(hub.ctx as unknown as HubContext, () => {});
  const own = { party: 'tax', office: 'bureau' } as const;
  await answered(real);
  await assert.rejects(
    decide(hub.ctx, board, {
      id: real,
      award: { outcome: 'dismissed', priceMinor: '0', reason: 'Ours.' },
      arbiter: own,
    }),
    { code: 'dispute.own' },
  );
});

test('a debt that is refunded is owed no more, and was never paid', async () => {
  const { prepaidMinor } = await availableOf(hub.ctx, 'bank');
  const dear = await hub.contract({ ...perUse, amountMinor: String(prepaidMinor + 1n) });
  const use = await hub.use(dear);
  await hub.settle();
  const dispute = await hub.put('line_dispute', 'bank', {
    dispute: crypto.randomUUID(),
    charge: use.id,
    contract: dear,
    job: use.job,
    against: 'tax',
    priceMinor: String(prepaidMinor + 1n),
    month: '2026-06',
    reason: 'wrong_price',
    words: 'Too dear.',
  });
  await hub.settle();
  await hub.put('dispute_answer', 'tax', { dispute, contract: dear, position: 'agrees', words: 'Sorry.' });
  await award(dispute, 'refunded');
  await hub.settle();
  const after = await availableOf(hub.ctx, 'bank');
  assert.deepEqual([after.prepaidMinor, after.owedMinor], [prepaidMinor, 0n]);
});

test('a receipt that is shown is checked against the log: one of another job, or with another salt, proves nothing', async () => {
  const [use, other] = [await hub.use(contract), await hub.use(contract)];
  await hub.settle();
  const dispute = await file(use);
  const show = ({ receipt, salt, logIndex, proof }: PublishedUse, change = {}) =>
    hub.put('receipt_opening', 'tax', {
      dispute,
      contract,
      job: use.job,
      receipt,
      salt,
      logIndex,
      proof,
      ...change,
    });
  await show(use);
  await show(other);
  await show(use, { salt: 'f'.repeat(64) });
  const { openings } = await anyDispute(hub.ctx, dispute);
  assert.deepEqual(
    openings.map(({ verdict }) => verdict),
    ['valid', 'other_job', 'not_in_log'],
  );
});

test('a statement comes to what the ledger has, every line is confirmed by log and ledger, and what was altered is told', async () => {
  await hub.settle();
  const trust = await receiptTrust({ ...hub.ctx, hubParty: 'hub' });
  for (const party of ['bank', 'tax']) {
    const [{ month }] = (await monthsOf(hub.ctx, party)) as unknown as [{ month: string }];
    const statement = await statementOf(hub.ctx, party, month);
    assert.equal(BigInt(statement.closingMinor), await positionOfParty(hub.ctx, party));
    const evidence = await evidenceOf(hub.ctx, party, { month });
    const byId = new Map(evidence.map((one) => [one.id, one]));
    const verdicts = await Promise.all(
      statement.lines.map((line) => checkLine(line, byId.get(line.id), trust)),
    );
    assert.deepEqual(new Set(verdicts.map(({ kind }) => kind)), new Set(['confirmed']));
    const line = statement.lines.find(({ kind, state }) => kind === 'use' && state === 'paid')!;
    const of = byId.get(line.id)!;
    const why = async (changed: Partial<typeof line>, given = of): Promise<unknown> =>
      (await checkLine({ ...line, ...changed }, given, trust)) as unknown;
    const unconfirmed = (reason: string) => ({ kind: 'unconfirmed', why: reason });
    assert.deepEqual(await why({ commitment: 'a'.repeat(64) }), unconfirmed('bad_proof'));
    assert.deepEqual(await why({ logIndex: line.logIndex! + 1 }), unconfirmed('elsewhere'));
    assert.deepEqual(await why({ movedMinor: '999' }), unconfirmed('other_amount'));
    assert.deepEqual(await why({}, { ...of, transfers: [] }), unconfirmed('no_transfer'));
    assert.deepEqual(await why({}, { ...of, proof: null }), unconfirmed('no_entry'));
  }
});

test('a month that is over does not change: a correction stands in the month of its award', async () => {
  const use = await hub.use(contract);
  await hub.settle();
  const { db, clock } = { ...hub.ctx, clock: hub.node.clock };
  const { month } = await db
    .selectFrom('charge')
    .select('month')
    .where('id', '=', use.id)
    .executeTakeFirstOrThrow();
  clock.advance(40 * 86_400_000);
  const before = await statementOf(hub.ctx, 'bank', month!);
  assert.equal(before.isFinal, true);
  const dispute = await file(use);
  await answered(dispute);
  await award(dispute, 'refunded');
  await hub.settle();
  const amounts = ({ lines, closingMinor }: typeof before) => [
    closingMinor,
    lines.map(({ id, amountMinor }) => [id, amountMinor]),
  ];
  assert.deepEqual(amounts(await statementOf(hub.ctx, 'bank', month!)), amounts(before));
  const [latest] = await monthsOf(hub.ctx, 'bank');
  const { lines } = await statementOf(hub.ctx, 'bank', latest!.month);
  assert.deepEqual(
    lines.map(({ kind, corrects, amountMinor }) => [kind, corrects, amountMinor]),
    [['correction', use.id, '1000']],
  );
});

test('what a provider has earned is the sum of its lines, by product, consumer and month', async () => {
  const earned = await earningsOf(hub.ctx, 'tax');
  const months = await monthsOf(hub.ctx, 'tax');
  const sum = (rows: readonly { readonly amountMinor: string }[]): bigint =>
    rows.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);
  assert.equal(BigInt(earned.totalMinor), sum(months));
  for (const rows of [earned.byProduct, earned.byConsumer, earned.byMonth])
    assert.equal(sum(rows), BigInt(earned.totalMinor));
});

test('in the table no cell is computed by a spreadsheet, and the running balance ends at the closing one', async () => {
  const [month] = await monthsOf(hub.ctx, 'bank');
  const statement = await statementOf(hub.ctx, 'bank', month!.month);
  const names = { party: (id: string) => `=${id}`, product: (id: string) => id };
  const table = statementCsv(statement, 'en', names);
  assert.equal(table.startsWith('\uFEFFLine,'), true);
  assert.match(table, /,'=tax,/);
  assert.doesNotMatch(table, /(^|,)=/m);
  assert.equal(statement.lines.at(-1)!.balanceMinor, statement.closingMinor);
});

test('the exchange’s months tell what was charged, paid, disputed and taken back, and how many disputes wait', async () => {
  const exchange = () =>
    hub.ctx.store.overseen.exchange({ nowMs: hub.node.clock.nowMs(), zone: 'Asia/Shanghai' });
  await hub.topUp('bank', 5_000n);
  const before = await exchange();
  const use = await hub.use(contract);
  await hub.settle();
  const dispute = await file(use);
  assert.equal((await exchange()).disputes.open, before.disputes.open + 1);
  await answered(dispute);
  await award(dispute, 'corrected', '400');
  await hub.settle();
  const after = await exchange();
  const grown = (what: 'charged' | 'paid' | 'disputed' | 'refunded'): bigint =>
    BigInt(after.months.at(-1)![`${what}Minor`]) - BigInt(before.months.at(-1)![`${what}Minor`]);
  assert.deepEqual(
    [grown('charged'), grown('paid'), grown('disputed'), grown('refunded'), after.disputes.open],
    [1000n, 1000n, 1000n, 600n, before.disputes.open],
  );
});
