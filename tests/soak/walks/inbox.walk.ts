import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForContract } from '../../harness/contracts.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('several notices are done at once, by their number, on a phone in Chinese', async () => {
  const url = harbor().current().url;
  await using bank = await become(browser(), url, { name: /Wu Gang/, view: { language: 'en' } });
  for (let asked = 0; asked < 3; asked += 1) await askForContract(bank);
  const view = { language: 'zh-CN', width: 320, touch: true } as const;
  await using office = await become(browser(), url, { name: /邓浩/, view });
  const { page } = office;
  await office.open('/inbox');
  await page.getByRole('link', { name: '有合同待您批准' }).nth(2).waitFor();
  await page.getByRole('checkbox', { name: '全选 3 条' }).check({ force: true });
  await page
    .getByRole('checkbox', { name: /^选择：/ })
    .first()
    .uncheck({ force: true });
  await page.getByRole('button', { name: '批量办结' }).click();
  const dialog = page.getByRole('dialog', { name: '将 2 条通知标为已办？' });
  await dialog.waitFor();
  await isClean(office);
  await dialog.getByRole('button', { name: '确认，共 2 条' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('link', { name: '有合同待您批准' }).count(), 1);
  await page.getByRole('combobox', { name: '显示' }).selectOption('done');
  await page.getByRole('link', { name: '有合同待您批准' }).nth(1).waitFor();
  await isClean(office);
});

test('whoever wants to be told by a program sets its address up; a private one is refused at its field', async () => {
  const url = harbor().current().url;
  await using analyst = await become(browser(), url, { name: /Chen Jia/, view: { language: 'en' } });
  const { page } = analyst;
  await analyst.open('/inbox?tab=settings');
  await page.getByLabel('Address of the program').fill('https://10.1.2.3/hook');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').filter({ hasText: 'private address' }).waitFor();
  await isClean(analyst);
  await page.getByLabel('Address of the program').fill('https://hooks.invalid/desk');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Secret to check signatures with').waitFor();
  await page.getByLabel(/^Code that was sent there/).fill('12345678');
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await page.getByRole('alert').filter({ hasText: 'The code is wrong' }).waitFor();
  await isClean(analyst);
});

test('a contract request that was begun comes back after the page was left, and is gone once it is sent', async () => {
  const url = harbor().current().url;
  await using bank = await become(browser(), url, { name: /Wu Gang/, view: { language: 'en' } });
  const { page } = bank;
  const purpose = page.getByRole('textbox', { name: /^Purpose.*English/ });
  await bank.open('/contracts/new');
  await purpose.fill('Train for exporters');
  await page.getByText('Draft kept').waitFor();
  await bank.open('/overview');
  await bank.open('/contracts/new');
  await page.getByText('This is your draft of earlier').waitFor();
  assert.equal(await purpose.inputValue(), 'Train for exporters');
  await isClean(bank);
  await page.getByRole('button', { name: 'Sign and send the request' }).click();
  await page.waitForURL(/contracts\/[0-9a-f]{64}$/);
  await bank.open('/contracts/new');
  assert.notEqual(await purpose.inputValue(), 'Train for exporters');
  assert.equal(await page.getByText('This is your draft of earlier').count(), 0);
});
