import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { until } from '../../apps/cli/src/demo/until.ts';
import { yuanAs } from '../../apps/server/src/demo/clients.ts';
import { become, follow, isClean, type Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { phone } from '../harness/whole-job.ts';

const newId = idSource(systemClock, systemRandom);
const place = stage(100, fillWallet);

/** The first resident has money at a bank, and tops a wallet up with it. */
async function fillWallet(): Promise<void> {
  const { home, current } = place.harbor();
  const { url } = current();
  const [operator, resident] = await Promise.all([
    yuanAs(home, url, 'operator'),
    yuanAs(home, url, 'resident-a'),
  ]);
  const number = (await resident.listWallets({})).body.items[0]!.number;
  const party = 'person:01937f00-0000-7000-8000-0000000000a1';
  const { body } = await operator.postBankAccount({ body: { id: newId(), party, amountMinor: 500_00n } });
  await resident.putLinkedAccount({ params: { number, account: body.number } });
  const id = newId();
  await resident.postTopUp({ params: { number }, body: { id, amountMinor: 100_00n, account: body.number } });
  await until(async () => {
    const { state } = (await resident.getExchange({ params: { number, id } })).body;
    return state === 'done' ? state : undefined;
  });
}

const words = {
  en: {
    payer: /Li Na/,
    cashier: /Liu Yang/,
    amount: 'Amount in yuan',
    ask: 'Show the code',
    code: 'Payment code',
    next: 'Next',
    pay: /^Pay ¥12.50$/,
    paid: '¥12.50 paid',
    atTill: 'Paid',
    nextCustomer: 'Next customer',
    orders: 'Orders',
    refund: /^Refund of /,
    back: 'Goes back, in yuan',
    why: 'Why',
    returned: 'Goods',
    giveBack: 'Give back',
    gone: '¥5.00 went back to who had paid',
    show: 'Show this payment',
    refunded: '¥5.00 has gone back',
    today: 'Today',
  },
  'zh-CN': {
    payer: /李娜/,
    cashier: /刘洋/,
    amount: '金额（元）',
    ask: '出示收款码',
    code: '收款码',
    next: '下一步',
    pay: /^确认支付 ¥12.50$/,
    paid: '已支付 ¥12.50',
    atTill: '已支付',
    nextCustomer: '下一位',
    orders: '订单',
    refund: /^退款：/,
    back: '退款金额（元）',
    why: '原因',
    returned: '退货',
    giveBack: '确认退款',
    gone: '¥5.00 已退回付款方',
    show: '查看交易',
    refunded: '已退 ¥5.00',
    today: '今日',
  },
} as const;

type Words = (typeof words)[keyof typeof words];

/** Becomes the cashier and the payer, asks for ¥12.50 at the till and pays it in the wallet; gives both. */
async function payAtTill(
  say: Words,
  people: { readonly till: Person; readonly payer: Person },
): Promise<void> {
  const { till, payer } = people;
  await till.open('/till');
  await till.hand.fill(till.page.getByLabel(say.amount, { exact: true }), '12.5');
  await isClean(till);
  await till.hand.press(till.page.getByRole('button', { name: say.ask }));
  const code = (await till.page.locator('code').textContent()) ?? '';
  assert.match(code, /^simyuan:order:/);
  await isClean(till);
  await payer.hand.press(payer.page.getByRole('link', { name: 'Wallet 钱包' }));
  await payer.page.locator('a[href$="/pay"]').waitFor();
  await isClean(payer);
  await payer.hand.press(payer.page.locator('a[href$="/pay"]'));
  await payer.hand.fill(payer.page.locator('input[name=code]'), code);
  await payer.hand.press(payer.page.getByRole('button', { name: say.next, exact: true }));
  await payer.page.getByRole('button', { name: say.pay }).waitFor();
  await isClean(payer);
  await payer.hand.press(payer.page.getByRole('button', { name: say.pay }));
  await payer.page.getByRole('status').getByText(say.paid).waitFor();
  await isClean(payer);
  await till.page.getByRole('status').getByText(say.atTill, { exact: true }).waitFor();
  await isClean(till);
}

for (const [language, by] of [
  ['en', 'keyboard'],
  ['zh-CN', 'pointer'],
] as const)
  test(`on phones, ${language}, by ${by}: an order made at the till is paid in the wallet, the till turns paid, and a part goes back`, async () => {
    const say: Words = words[language];
    const { url } = place.harbor().current();
    const view = { ...phone, language };
    await using till = await become(place.browser(), url, { name: say.cashier, view, by });
    await using payer = await become(place.browser(), url, { name: say.payer, view, by });
    await payAtTill(say, { till, payer });
    await till.hand.press(till.page.getByRole('button', { name: say.nextCustomer }));
    await till.open('/till?tab=orders');
    await till.hand.press(till.page.getByRole('button', { name: say.refund }).first());
    await till.hand.fill(till.page.getByLabel(say.back), '5');
    const why = till.page.getByLabel(say.why);
    // Who has a keyboard alone types how the reason begins.
    if (by === 'keyboard') await till.hand.fill(why, say.returned);
    else await why.selectOption('returned');
    await till.hand.press(till.page.getByRole('button', { name: say.giveBack }));
    await till.page.getByText(say.gone).waitFor();
    await payer.hand.press(payer.page.getByRole('link', { name: say.show }));
    await payer.page.getByText(say.refunded).waitFor();
    await isClean(payer);
    await follow(till.page, '/till?tab=today');
    await isClean(till);
  });
