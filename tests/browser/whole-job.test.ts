import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildConsole } from '../../tools/console/build.ts';
import { openBrowser, type View } from '../harness/browser.ts';
import { type TestHarbor, testHarbor } from '../harness/harbor.ts';
import { become, isClean, type Person } from '../harness/person.ts';

// The whole main job as people do it: from two contracts to a decision and the firm's view of the uses, in real browsers on real
// processes. Each person has a browser of their own; the bank works at a desk, the firm on a phone.

const desk: View = { language: 'en' };
const phone: View = { language: 'en', width: 320, touch: true };

let harbor: TestHarbor;
let browser: Browser;

before(async () => {
  await buildConsole(dirname(dirname(import.meta.dirname)), () => {});
  [harbor, browser] = await Promise.all([testHarbor(3000), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await harbor?.[Symbol.asyncDispose]();
});

function as(name: string, view: View = desk): Promise<Person> {
  return become(browser, harbor.current().url, { name: new RegExp(name), view });
}

test('the bank asks for two contracts and accepts the sentence on trust', async () => {
  await using bank = await as('Wu Gang');
  const { page } = bank;
  await isClean(bank);
  for (const kind of [/^Train a model/, /^Score single firms/]) {
    await bank.open('/contracts/new');
    await page.getByRole('radio', { name: kind }).check({ force: true });
    await isClean(bank);
    await page.getByRole('button', { name: 'Sign and send the request' }).click();
    await page.waitForURL(/contracts\/[0-9a-f]{64}$/);
    await page.getByText('waiting for approval').waitFor();
    await isClean(bank);
  }
  await accept(bank);
});

for (const name of ['Ma Jun', 'Deng Hao']) {
  test(`the office's approver ${name} approves both contracts and accepts the sentence`, async () => {
    await using office = await as(name);
    const { page } = office;
    await accept(office);
    for (let left = 2; left > 0; left -= 1) {
      await office.open('/contracts?state=open');
      await page
        .getByRole('row')
        .filter({ hasText: 'your turn' })
        .nth(left - 1)
        .waitFor();
      await page.getByRole('row').filter({ hasText: 'your turn' }).first().getByRole('link').click();
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByRole('dialog').waitFor();
      await isClean(office);
      await page.getByRole('button', { name: 'Sign and approve' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
}

test('the analyst trains, sees three models compared, and the receipt is checked in the page', async () => {
  await using analyst = await as('Chen Jia');
  const { page } = analyst;
  await analyst.open('/jobs/new');
  await page.getByRole('button', { name: 'Start the training' }).waitFor();
  await isClean(analyst);
  await page.getByRole('button', { name: 'Start the training' }).click();
  await page.waitForURL(/jobs\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { name: 'Progress' }).waitFor();
  await page.getByRole('heading', { name: 'Three models compared' }).waitFor({ timeout: 90_000 });
  for (const press of await page.getByRole('button', { name: 'View as table' }).all()) await press.waitFor();
  await isClean(analyst);
  await page.getByRole('button', { name: 'View as table' }).first().click();
  await page.getByRole('table', { name: 'ROC' }).waitFor();
  await analyst.open('/receipts');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByText('The receipt holds').waitFor();
  await isClean(analyst);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const file = await (await saving).path();
  const receipt = JSON.parse(readFileSync(file, 'utf8')) as { body: { usedAt: string } };
  await analyst.open('/verify');
  const give = (value: object): Promise<void> =>
    page.locator('input[type=file]').setInputFiles({
      name: 'receipt.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(value)),
    });
  await give(receipt);
  await page.getByText('The receipt holds').waitFor();
  await give({ ...receipt, id: 'changed', body: { ...receipt.body, usedAt: '2020-01-01T00:00:00.000Z' } });
  await page.getByText('The receipt does NOT hold').waitFor();
  await isClean(analyst);
});

test('the bank publishes a loan; a firm applies on a phone, learns the decision, sees the uses and withdraws', async () => {
  await using bank = await as('Wu Gang');
  await bank.open('/contracts?state=in_force');
  await bank.page.getByRole('link', { name: 'Score a firm that applies for a loan' }).click();
  await bank.page.getByRole('link', { name: 'Publish a loan product' }).click();
  await bank.page.getByRole('button', { name: 'Publish' }).waitFor();
  await isClean(bank);
  await bank.page.getByRole('button', { name: 'Publish' }).click();
  await bank.page.getByText('Working capital loan').waitFor();

  await using firm = await as('He Fang', phone);
  await makeKey(firm);
  const { page } = firm;
  await page.getByRole('link', { name: 'Look for a loan' }).click();
  await page.getByRole('link', { name: 'Apply' }).waitFor();
  await isClean(firm);
  await page.getByRole('link', { name: 'Apply' }).click();
  await page.getByLabel('Amount in yuan').fill('99999999');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('alert').waitFor();
  await isClean(firm);
  await page.getByLabel('Amount in yuan').fill('250000.00');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('step 2 of 4').waitFor();
  await isClean(firm);
  await page.reload();
  await page.getByText('step 2 of 4').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('I consent to this use').waitFor();
  await isClean(firm);
  assert.ok(await page.getByRole('button', { name: 'Next' }).isDisabled(), 'consent is not given beforehand');
  await page.getByText('I consent to this use').click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Sign and apply' }).click();
  await page.getByRole('heading', { name: /^(An offer|Refused)$/ }).waitFor({ timeout: 40_000 });
  await isClean(firm);
  await page.getByRole('link', { name: 'My data uses' }).last().click();
  await page.getByText('your score').first().waitFor();
  await isClean(firm);
  await page.getByRole('button', { name: 'Withdraw my consent' }).click();
  await page.getByRole('dialog').waitFor();
  await isClean(firm);
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw my consent' }).click();
  await page.getByText(/withdrawn at/).waitFor();
});

test('an address of no screen says so, in Chinese too', async () => {
  await using person = await as('周敏', { language: 'zh-CN', theme: 'dark' });
  await person.page.goto(new URL('/app/nowhere', person.page.url()).href);
  await person.page.getByRole('heading', { level: 1, name: '此处没有内容' }).waitFor();
  await isClean(person);
});

async function accept({ page, open }: Person): Promise<void> {
  await open('/assumption');
  await page.getByRole('button', { name: /I have read it/ }).click();
  await page.getByText('accepted at this node').waitFor();
}

/** The firm makes its key, the tax office's steward vouches for it, the firm's page notices. */
async function makeKey(firm: Person): Promise<void> {
  const { page } = firm;
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('not confirmed yet').waitFor();
  await isClean(firm);
  const publicKey = await page.getByText(/^[A-Za-z0-9_-]{43}$/).textContent();
  const uscc = (await page.locator('h1 ~ p, p').filter({ hasText: /^91/ }).first().textContent())!.replaceAll(
    /\s/g,
    '',
  );
  await using steward = await as('Sun Yi');
  await steward.open('/firm-keys');
  await steward.page.getByLabel('Unified social credit code').fill(uscc);
  await steward.page.getByLabel('Public key').fill(publicKey!);
  await isClean(steward);
  await steward.page.getByRole('button', { name: /I have checked it/ }).click();
  await steward.page.getByText('Vouched for.').waitFor();
  await page.getByText('You can sign').waitFor();
}
