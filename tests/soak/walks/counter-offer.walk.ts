import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForContract } from '../../harness/contracts.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('an office answers a contract with other terms by keyboard, the bank accepts them on a phone in Chinese, and the other office is asked anew', async () => {
  const url = harbor().current().url;
  const en = { language: 'en' } as const;
  await using asking = await become(browser(), url, { name: /Wu Gang/, view: en });
  await askForContract(asking);
  const id = new URL(asking.page.url()).pathname.split('/').at(-1)!;

  await using office = await become(browser(), url, { name: /Ma Jun/, view: en, by: 'keyboard' });
  const { page, hand } = office;
  await office.open('/inbox');
  await hand.press(page.getByRole('link', { name: 'A contract waits for your approval' }));
  await page.waitForURL(new RegExp(`/app/contracts/${id}$`));
  await hand.press(page.getByRole('link', { name: 'Answer with other terms' }));
  await page.waitForURL(/counter$/);
  await hand.fill(page.getByRole('textbox', { name: 'Uses', exact: true }), '2');
  await hand.fill(page.getByRole('textbox', { name: 'Days results may be kept' }), '90');
  await hand.fill(page.getByRole('textbox', { name: /^Reason/ }), 'Two are enough.');
  await page.getByText(/Asked for: 3$/).waitFor();
  await page.getByText(/Asked for: 365$/).waitFor();
  await isClean(office);
  await hand.press(page.getByRole('button', { name: 'Offer these terms' }));
  const dialog = page.getByRole('dialog', { name: 'Offer these terms?' });
  await dialog.waitFor();
  await isClean(office, dialog);
  await hand.press(dialog.getByRole('button', { name: 'Sign and offer' }));
  await page.waitForURL(new RegExp(`/app/contracts/${id}$`));
  await page.getByRole('heading', { name: 'Other terms that were offered' }).waitFor();
  await page.getByText(/^It is for .* to answer\.$/).waitFor();
  await isClean(office);

  const phone = { language: 'zh-CN', width: 390, touch: true } as const;
  await using bank = await become(browser(), url, { name: /吴刚/, view: phone });
  await bank.open('/inbox');
  await bank.page.getByRole('link', { name: /就您的合同提出了其他条款/ }).click();
  await bank.page.getByRole('heading', { name: '对方提出的其他条款' }).waitFor();
  await bank.page.getByRole('button', { name: '接受这些条款' }).waitFor();
  assert.equal(await bank.page.locator('article tbody tr').count(), 2);
  await isClean(bank);
  await bank.page.getByRole('button', { name: '接受这些条款' }).click();
  await bank.page.getByRole('dialog').getByRole('button', { name: '签署并接受' }).click();
  await bank.page.getByText('本合同取代了此前的一份合同。').waitFor();
  const next = new URL(bank.page.url()).pathname.split('/').at(-1)!;
  assert.notEqual(next, id);

  await using other = await become(browser(), url, { name: /Deng Hao/, view: en });
  await other.open(`/contracts/${id}`);
  await other.page.getByText('Another contract has taken the place of this one.').waitFor();
  await isClean(other);
  await other.open(`/contracts/${next}`);
  await other.page.getByRole('button', { name: 'Approve' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Sign and approve' }).click();
  await other.page.getByText('in force', { exact: true }).first().waitFor();
  await bank.page.getByText('生效中', { exact: true }).first().waitFor();
  await office.open('/inbox');
  await page.getByRole('link', { name: /has accepted your terms/ }).waitFor();
});
