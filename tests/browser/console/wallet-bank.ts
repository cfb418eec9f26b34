import assert from 'node:assert/strict';
import { test } from 'node:test';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);
/** The wallet of the first resident: its number follows from its id. */
const wallet = '8156475144257994';

test('a resident tops up and redeems on the phone and sees both arrive; the bank’s teller sees that everything agrees', async () => {
  const url = harbor().current().url;
  const phone = { language: 'zh-CN', width: 390, touch: true } as const;
  await using resident = await become(browser(), url, { name: /李娜/, view: phone });
  const { page, hand } = resident;
  await resident.open(`/wallets/${wallet}/top-up`);
  await hand.fill(page.getByLabel('金额（元）'), '12.345');
  await page.getByText('请输入大于零的金额，最多两位小数。').waitFor();
  await hand.press(page.getByRole('button', { name: /100/ }).first());
  await hand.press(page.getByRole('button', { name: '充值', exact: true }));
  await page.getByText(/100.*已到账/).waitFor();
  await isClean(resident);
  await resident.open(`/wallets/${wallet}/redeem`);
  await hand.fill(page.getByLabel('金额（元）'), '30');
  await hand.press(page.getByRole('button', { name: '提现', exact: true }));
  await page.getByText(/30.*已到银行账户/).waitFor();
  await isClean(resident);

  await using teller = await become(browser(), url, { name: /Qin Yue/, view: { language: 'en' } });
  await teller.open('/wallet-bank');
  await teller.page.getByText('Everything agrees').waitFor();
  await teller.open('/wallet-bank?tab=messages');
  await teller.page
    .getByRole('row', { name: /pacs\.008/ })
    .first()
    .getByRole('link')
    .click();
  await teller.page.getByRole('heading', { level: 1, name: /pacs\.008/ }).waitFor();
  const shown = await teller.page.locator('pre').textContent();
  assert.match(shown!, /<IntrBkSttlmAmt Ccy="CNY">30\.00<\/IntrBkSttlmAmt>/);
  await isClean(teller);
});
