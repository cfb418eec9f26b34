import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, syntheticUscc } from '@finharbor/kernel';
import { codeText } from '../payments/code.ts';
import { endExpired } from '../purses/purses.ts';
import { unlimited } from '../scheme/limits.ts';
import { testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import { checkUploaded } from './check.ts';
import { runApproved } from './run.ts';
import { painOf } from './testing.ts';
import type { BatchView, FundView } from './views.ts';
import { payWaiting } from './waiting.ts';

const yuan = await testYuan();
const { newId, clock, ctx } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const bureau = await yuan.as({ login: 'bureau', party: 'hub', role: 'bureau' });
const firms = ['a', 'b', 'c', 'd', 'e'].map((seed) => syntheticUscc(seed));
const owner = async (at: number): Promise<YuanClient> =>
  yuan.as({ login: `owner-${at}`, party: `firm:${firms[at]}`, role: 'owner' });
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_000_00n } });
const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
const open = async (who: YuanClient): Promise<WalletView> =>
  (await who.postWallet({ body: { ...plain, id: newId() } })).body;
const [a, b] = [await owner(0), await owner(1)];
const [ofBureau, ofA, ofB] = [await open(bureau), await open(a), await open(b)];
await ctx.till.topUp({
  id: newId(),
  operator: 'bank',
  wallet: { wallet: ofBureau.number, limits: unlimited },
  amountMinor: 1_000_000_00n,
});
const shop = await yuan.as({ login: 'shop', party: 'firm:shop', role: 'owner' });
const ofShop = await open(shop);
await shop.putMerchant({
  params: { number: ofShop.number },
  body: { name: { en: 'Office', zh: '办公' }, category: 'business' },
});
const day = 86_400_000;
const refusal = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', codeOf);
const left = async (who: YuanClient, { number }: WalletView): Promise<bigint> =>
  (await who.getWallet({ params: { number } })).body.availableMinor;

async function programme(more: object = {}, moneyMinor = 10_000_00n): Promise<FundView> {
  const body = {
    id: newId(),
    wallet: ofBureau.number,
    title: { en: 'Support', zh: '扶持' },
    basis: 'Notice 12 of 2026',
    use: 'named' as const,
    categories: ['business' as const],
    merchants: [],
    withoutWallet: 'wait' as const,
    claimUntilMs: clock.nowMs() + 10 * day,
    spendUntilMs: clock.nowMs() + 30 * day,
    ...more,
  };
  const { body: made } = await bureau.postFund({ body });
  await bureau.postFundMoney({ params: { id: made.id }, body: { id: newId(), amountMinor: moneyMinor } });
  return made;
}

type Sent = {
  readonly format?: 'csv' | 'pain.001';
  readonly onBad?: 'all' | 'each';
  readonly together?: 'chunk' | 'entry';
};
async function upload(fund: FundView, text: string, more: Sent = {}): Promise<BatchView> {
  const id = newId();
  await bureau.postFundBatch({
    body: { id, fund: fund.id, file: 'f', format: 'csv', onBad: 'each', together: 'chunk', ...more },
  });
  const bytes = Buffer.from(text);
  const middle = Math.ceil(bytes.length / 2);
  for (const [no, piece] of [bytes.subarray(0, middle), bytes.subarray(middle)].entries())
    await bureau.putFundPiece({ params: { id, no }, body: piece });
  await bureau.postFundCheck({ params: { id }, body: { pieces: 2, digest: null } });
  await checkUploaded(ctx);
  return (await bureau.getFundBatch({ params: { id } })).body;
}
const approve = async ({ id, good, sumMinor }: BatchView): Promise<BatchView> => {
  await operator.postFundApproval({ params: { id }, body: { good, sumMinor } });
  await runApproved(ctx);
  return (await bureau.getFundBatch({ params: { id } })).body;
};
const findings = async ({ id }: BatchView): Promise<readonly (readonly [number, string])[]> =>
  (await bureau.listFundFindings({ params: { id }, query: {} })).body.items.map(({ line, code }) => [
    line,
    code,
  ]);

test('each bad entry is told by its line with what to do, and the good ones are kept', async () => {
  const fund = await programme({}, 300_00n);
  const wrong = `${firms[2]!.slice(0, 17)}${firms[2]!.endsWith('0') ? '1' : '0'}`;
  const lines = [
    'firm,amount,reason,reference',
    `${firms[0]},100.00,"Rent, June",r-1`,
    `${wrong},5,x,r-2`,
    `${firms[0]},5,x,r-3`,
    `${firms[1]},-5,x,r-4`,
    `${firms[1]},1e3,x,r-5`,
    `${firms[1]},0.001,x,r-6`,
    `${firms[1]},99999999999999999999,x,r-7`,
    ',5,x',
    `${firms[1]},5,x,y,z`,
    `${firms[1]},200.01,x,r-8`,
    `${firms[3]},200,x,r-9`,
  ];
  const batch = await upload(fund, lines.join('\r\n'));
  assert.deepEqual(await findings(batch), [
    [3, 'fund.check_digits'],
    [4, 'fund.duplicate'],
    [5, 'fund.bad_amount'],
    [6, 'fund.bad_amount'],
    [7, 'fund.bad_amount'],
    [8, 'fund.bad_amount'],
    [9, 'fund.no_firm'],
    [10, 'fund.bad_line'],
    [11, 'fund.over_budget'],
  ]);
  assert.deepEqual([batch.state, batch.entries, batch.good, batch.sumMinor], ['checked', 11, 2, 300_00n]);
});

test('a firm stands once in a file, however far apart its lines are, and the file may be longer than what is read and judged at once', async () => {
  const fund = await programme();
  const many = Array.from({ length: 1_200 }, (_, at) => syntheticUscc(`many ${at}`));
  const lines = [...many, many[3]!, many[1_199]!].map(
    (firm, at) => `${firm},1.00,Support for the year,m-${at}`,
  );
  const batch = await upload(fund, lines.join('\n'));
  assert.deepEqual(await findings(batch), [
    [1_201, 'fund.duplicate'],
    [1_202, 'fund.duplicate'],
  ]);
  assert.deepEqual([batch.entries, batch.good, batch.sumMinor], [1_202, 1_200, 1_200_00n]);
});

test('a pain.001 of which one entry is bad is refused whole where that is asked, and hostile XML is told by its line', async () => {
  const fund = await programme();
  const good = [{ firm: firms[0]!, yuan: '10.00' }];
  const mixed = painOf('M-1', [...good, { firm: firms[1]!, yuan: '-1.00' }]);
  const all = await upload(fund, mixed, { format: 'pain.001', onBad: 'all' });
  assert.deepEqual([all.state, all.good], ['refused', 0]);
  assert.deepEqual(
    (await findings(all)).map(([, code]) => code),
    ['iso20022.amount_negative'],
  );
  const each = await upload(fund, mixed, { format: 'pain.001' });
  assert.deepEqual([each.state, each.good, each.entries], ['checked', 1, 2]);
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>${painOf('M-2', good)}`;
  const refused = await upload(fund, bomb, { format: 'pain.001' });
  assert.deepEqual([refused.state, await findings(refused)], ['refused', [[1, 'iso20022.doctype']]]);
  const huge = await upload(fund, painOf('M-3', [{ firm: firms[0]!, yuan: '9999999999999999.00' }]), {
    format: 'pain.001',
  });
  assert.deepEqual(
    [huge.state, (await findings(huge)).map(([, code]) => code)],
    ['refused', ['fund.bad_amount']],
  );
  const again = await upload(fund, mixed, { format: 'pain.001' });
  assert.equal(again.state, 'refused');
  assert.ok((await findings(again)).some(([, code]) => code === 'fund.sent_before'));
});

test('whoever made a batch does not approve it, nor does anybody approve another sum than was looked at', async () => {
  const fund = await programme();
  const batch = await upload(fund, `${firms[0]},10,x,s-1`);
  const body = { good: batch.good, sumMinor: batch.sumMinor };
  const at = { params: { id: batch.id } };
  assert.equal(await refusal(bureau.postFundApproval({ ...at, body })), 'fund.same_person');
  assert.equal(
    await refusal(operator.postFundApproval({ ...at, body: { ...body, sumMinor: 9_00n } })),
    'fund.other_sum',
  );
  const other = await upload(fund, `${firms[1]},9995,x,s-2`);
  await approve(other);
  assert.equal(await refusal(operator.postFundApproval({ ...at, body })), 'yuan.purse_spent');
  assert.equal((await bureau.getFundBatch(at)).body.state, 'checked');
});

test('money under a purpose is spent where the purpose allows, waits for firms without a wallet, and returns when its day is over', async () => {
  const fund = await programme();
  const before = { a: await left(a, ofA), shop: await left(shop, ofShop) };
  const rows = [`${firms[0]},100,x,t-1`, `${firms[2]},50,x,t-2`, `${firms[3]},30,x,t-3`];
  const batch = await approve(await upload(fund, rows.join('\n'), { together: 'entry' }));
  assert.deepEqual([batch.state, batch.tally.paid.count, batch.tally.waiting.count], ['done', 1, 2]);
  assert.equal(await left(a, ofA), before.a);
  const [grant] = (await a.listGrants({})).body.items.filter(({ fund: id }) => id === fund.id);
  assert.deepEqual([grant!.state, grant!.leftMinor], ['paid', 100_00n]);

  const c = await owner(2);
  assert.equal((await c.listGrants({})).body.items[0]!.state, 'waiting');
  const ofC = await open(c);
  await payWaiting(ctx);
  assert.equal((await c.listGrants({})).body.items[0]!.leftMinor, 50_00n);

  const code = codeText({ kind: 'merchant', wallet: ofShop.number });
  const view = (await a.getCode({ params: { number: ofA.number }, query: { text: code } })).body;
  const purse = view.purses.find(({ leftMinor }) => leftMinor === 100_00n)!.id;
  const pay = (wallet: WalletView, who: YuanClient, more: object = {}) =>
    refusal(
      who.postPayment({
        body: {
          id: newId(),
          wallet: wallet.number,
          code,
          amountMinor: 40_00n,
          purses: [{ purse, amountMinor: 40_00n }],
          ...more,
        },
      }),
    );
  assert.equal(await pay(ofA, a), 'done');
  assert.equal(await pay(ofC, c), 'yuan.purse_not_found');
  assert.equal(
    await pay(ofA, a, { code: codeText({ kind: 'wallet', wallet: ofB.number }) }),
    'yuan.purpose_differs',
  );
  assert.equal(await left(shop, ofShop), before.shop + 40_00n);
  const { body: spent } = await bureau.getFundSpending({ params: { id: fund.id } });
  assert.deepEqual(
    [spent.grantedMinor, spent.leftMinor, spent.sorts],
    [150_00n, 110_00n, [{ category: 'few', firms: 1, sumMinor: 40_00n }]],
  );

  const available = async () => (await bureau.getFund({ params: { id: fund.id } })).body.availableMinor;
  assert.equal(await available(), 9_820_00n);
  clock.advance(11 * day);
  await payWaiting(ctx);
  assert.equal(await available(), 9_850_00n);
  clock.advance(20 * day);
  await endExpired(ctx);
  assert.equal(await available(), 9_960_00n);
  const { body: report } = await operator.getFundReport({ params: { id: batch.id } });
  assert.deepEqual(
    [report.isReconciled, report.paid, report.returnedMinor, report.heldMinor],
    [true, { count: 2, sumMinor: 150_00n }, 30_00n, 0n],
  );
  const bureauBefore = await left(bureau, ofBureau);
  await bureau.postFundEnd({ params: { id: fund.id } });
  assert.equal(await left(bureau, ofBureau), bureauBefore + 9_960_00n);
});

test('wages are paid to people and to no merchant', async () => {
  const fund = await programme({ use: 'wages', categories: [] });
  await approve(await upload(fund, `${firms[1]},100,x,w-1`));
  const worker = await yuan.as({ login: 'li', party: `person:${newId()}`, role: 'resident' });
  const ofLi = await open(worker);
  const shopCode = codeText({ kind: 'merchant', wallet: ofShop.number });
  const personCode = codeText({ kind: 'wallet', wallet: ofLi.number });
  const query = { text: personCode };
  const [usable] = (await b.getCode({ params: { number: ofB.number }, query })).body.purses;
  const body = {
    wallet: ofB.number,
    amountMinor: 60_00n,
    purses: [{ purse: usable!.id, amountMinor: 60_00n }],
  };
  assert.equal(
    await refusal(b.postPayment({ body: { ...body, id: newId(), code: shopCode } })),
    'yuan.purpose_differs',
  );
  assert.equal(await refusal(b.postPayment({ body: { ...body, id: newId(), code: personCode } })), 'done');
  assert.equal(await left(worker, ofLi), 60_00n);
});

test('free money lands in the wallet; what is cancelled comes back; what became of each is told as CSV and pain.002', async () => {
  const fund = await programme({ use: 'free', categories: [] });
  const before = await left(b, ofB);
  const batch = await approve(await upload(fund, `${firms[1]},100,=1+1,f-1`));
  assert.equal(await left(b, ofB), before + 100_00n);
  const other = await upload(fund, `${firms[0]},70,x,f-2`);
  await operator.postFundCancellation({ params: { id: other.id } });
  await runApproved(ctx);
  const { body: ended } = await bureau.getFundBatch({ params: { id: other.id } });
  assert.deepEqual([ended.state, ended.tally.returned.sumMinor], ['cancelled', 70_00n]);
  const text = async (stream: { bytes: AsyncIterable<Uint8Array> }): Promise<string> =>
    Buffer.concat(await Array.fromAsync(stream.bytes)).toString();
  const csv = await text((await bureau.getFundCsv({ params: { id: batch.id } })).body);
  assert.match(csv, new RegExp(`1,${firms[1]},100.00,f-1,'=1\\+1,${ofB.number},paid,,`));
  const xml = await text((await bureau.getFundStatusReport({ params: { id: batch.id } })).body);
  assert.match(xml, /<OrgnlEndToEndId>f-1<\/OrgnlEndToEndId><TxSts>ACSC<\/TxSts>/);
});
