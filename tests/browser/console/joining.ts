import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { visit } from '../../harness/browser.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('somebody is invited, joins by the code, works, changes the password, and is ended', async () => {
  await using operator = await become(browser(), harbor().current().url, {
    name: /Lin Wei/,
    view: { language: 'en' },
  });
  await operator.open('/accounts');
  const { page } = operator;
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ye Lan');
  await page.getByLabel('Login').fill('ye');
  await page.getByRole('checkbox', { name: 'Bureau' }).check({ force: true });
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByText('Invitation made').waitFor();
  await isClean(operator);
  const code = (await page.getByRole('main').locator('code').last().textContent())!;

  await using invited = await visit(browser(), { language: 'en' });
  const own = invited.page;
  const [first, second] = ['a sentence to remember', 'another sentence to remember'];
  await own.goto(`${harbor().current().url}/app/join`);
  await own.getByLabel('One-time code').fill(code);
  await own.getByLabel(/^New password/).fill('short');
  await own.getByRole('button', { name: 'Make the account' }).click();
  await own.getByRole('alert').waitFor();
  await isClean(invited);
  await own.getByLabel(/^New password/).fill(first);
  await own.getByRole('button', { name: 'Make the account' }).click();
  await own.waitForURL(/sign-in|oversight/);
  if (own.url().includes('sign-in')) await signIn(first);
  await own.getByRole('heading', { level: 1, name: 'Oversight' }).waitFor();
  await own.goto(`${harbor().current().url}/app/me`);
  await own.getByLabel('Old password').fill(first);
  await own.getByLabel(/^New password/).fill(second);
  await isClean(invited);
  await own.getByRole('button', { name: 'Change the password' }).click();
  await own.getByText('The password is changed').waitFor();
  await own.goto(`${harbor().current().url}/app/sign-in`);
  await signIn(second);
  await own.getByRole('heading', { level: 1, name: 'Oversight' }).waitFor();

  await operator.open('/accounts');
  await page.getByRole('button', { name: 'End the account of Ye Lan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the account' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await own.reload();
  await own.getByRole('heading', { level: 1, name: 'This screen is not for you yet' }).waitFor();

  async function signIn(password: string): Promise<void> {
    await own.getByLabel('Login').fill('ye');
    await own.getByLabel('Password').fill(password);
    await own.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  }
});

test('what was done stands in the audit trail, is found there, taken away as a file and checked', async () => {
  const url = harbor().current().url;
  await using operator = await become(browser(), url, { name: /Lin Wei/, view: { language: 'en' } });
  const { page } = operator;
  await operator.goTo('Audit trail');
  const table = page.getByRole('table', { name: 'Audit trail' });
  await table.getByRole('cell', { name: 'End an account' }).first().waitFor();
  await page.getByLabel('Action').selectOption({ label: 'Accept an invitation' });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/action=access.accept_invitation/);
  await table.getByRole('cell', { name: 'End an account' }).first().waitFor({ state: 'detached' });
  const accepted = table.getByRole('cell', { name: 'Accept an invitation' });
  await accepted.nth(1).waitFor();
  assert.equal(await accepted.count(), 2);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all that fit (CSV)' }).click();
  const file = readFileSync(await (await saved).path(), 'utf8');
  assert.equal(file.split('\r\n').length, 4, file);
  assert.match(file, /Refused access\.weak_password/);
  await page.getByRole('button', { name: 'Check the whole trail' }).click();
  await page.getByText(/^Intact: /).waitFor();
  await isClean(operator);
});

test('the matrix says who may do what, and why', async () => {
  const url = harbor().current().url;
  await using analyst = await become(browser(), url, { name: /Chen Jia/, view: { language: 'en' } });
  await analyst.open('/policy?q=training');
  const row = analyst.page.getByRole('row', { name: /Start a training|Train/ });
  await row.getByText('Yes, as Analyst: everything here').waitFor();
  await analyst.open('/policy?q=/audit/seals');
  await analyst.page.getByText(/^No: it takes Auditor · Administrator · Operator$/).waitFor();
  await isClean(analyst);
});
