import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakSeal } from '@finharbor/server';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);
const view = { language: 'en' } as const;
const as = (name: RegExp) => become(browser(), harbor().current().url, { name, view });

test('an administrator changes a colleague’s roles with a reason, and makes a machine’s key that works', async () => {
  await using admin = await as(/Gao Yun/);
  const { page } = admin;
  await admin.open('/accounts');
  await page.getByRole('button', { name: /^Roles of .*Chen Jia/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('They were never changed.').waitFor();
  await dialog.getByRole('checkbox', { name: 'Data steward' }).check({ force: true });
  await dialog.getByLabel('Reason').fill('loads the data while the steward is away');
  await isClean(admin);
  await dialog.getByRole('button', { name: 'Change the roles' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Roles of .*Chen Jia/ }).click();
  await dialog.getByText('loads the data while the steward is away').waitFor();
  await dialog.getByRole('button', { name: 'Back' }).click();

  await page.getByRole('tab', { name: 'Service accounts' }).click();
  await page.getByText('No machine has an account').waitFor();
  await page.getByLabel('Name').fill('Night batch');
  await page.getByRole('checkbox', { name: 'Analyst' }).check({ force: true });
  await page.getByRole('button', { name: 'Make a service account' }).click();
  await page.getByRole('button', { name: 'Make a key for Night batch' }).click();
  await page.getByText('It is shown only now').waitFor();
  await isClean(admin);
  const key = (await page.getByRole('main').locator('code').last().textContent())!;
  const jobs = () =>
    fetch(new URL('/jobs', page.url()), { headers: { authorization: `Bearer ${key}` } }).then(
      ({ status }) => status,
    );
  assert.equal(await jobs(), 200);
  await page.getByRole('button', { name: /^End key fhk_/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the key' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await jobs(), 401);
});

test('a person lends a role to a colleague, who may open what it opens, until the lender ends it', async () => {
  await using approver = await as(/Wu Gang/);
  await using analyst = await as(/Chen Jia/);
  const { page } = approver;
  await approver.open('/me');
  await page.getByText('No role is lent').waitFor();
  const chosen = page.getByLabel('To');
  const option = await chosen.locator('option', { hasText: 'Chen Jia' }).getAttribute('value');
  await chosen.selectOption(option);
  await page.getByRole('checkbox', { name: 'Approver' }).check({ force: true });
  await page.getByLabel('Reason').fill('on leave until Monday');
  await isClean(approver);
  await page.getByRole('button', { name: 'Lend roles' }).click();
  await page.getByText('In force').waitFor();
  await analyst.open('/contracts/new');
  await analyst.page
    .getByRole('heading', { level: 1, name: 'This screen is not for you yet' })
    .waitFor({ state: 'detached' });
  await analyst.open('/me');
  await analyst.page.getByText('on leave until Monday').waitFor();
  await page.getByRole('button', { name: /^End the delegation to/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the delegation' }).click();
  await page.getByText('Ended early').waitFor();
  await analyst.open('/contracts/new');
  await analyst.page.getByRole('heading', { level: 1, name: 'This screen is not for you yet' }).waitFor();
});

test('a code from the machine opens the emergency account, and everybody at the process is told on every screen', async () => {
  const reason = 'the only operator is ill';
  const environment = {
    home: harbor().home,
    port: 0,
    databaseUrl: undefined,
    configFile: undefined,
    logLevel: 'warn',
  } as const;
  const { code } = await breakSeal(environment, { party: 'hub', reason });
  await using bureau = await as(/Zhou Min/);
  assert.equal(await bureau.page.getByText(reason).count(), 0);
  await using operator = await as(/Lin Wei/);
  const { page } = operator;
  await operator.open('/break-glass');
  await page.getByLabel('One-time code').fill(code);
  await isClean(operator);
  await page.getByRole('button', { name: 'Open the emergency account' }).click();
  await page.getByRole('alert').filter({ hasText: reason }).waitFor();
  await operator.open('/accounts?tab=emergencies');
  await page.getByRole('table').getByText(reason).waitFor();
  await isClean(operator);
  for (const path of ['/oversight', '/me']) {
    await bureau.open(path);
    await bureau.page.getByRole('alert').filter({ hasText: reason }).waitFor();
  }
  await isClean(bureau);
  await operator.page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await bureau.open('/oversight');
  await bureau.page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await bureau.page.getByRole('alert').count(), 0);
});
