import assert from 'node:assert/strict';
import { test } from 'node:test';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(150);
const product = '01937f00-0000-7000-8000-00000000ba02';

/** Says yes in the dialog that is open, for a reason. */
async function confirm(person: Person, label: string, reason: string): Promise<void> {
  const dialog = person.page.getByRole('dialog', { name: label });
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill(reason);
  await isClean(person, dialog);
  await dialog.getByRole('button', { name: label }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('a product that the operator suspends cannot be contracted, for the reason that is shown, until it is resumed', async () => {
  const url = harbor().current().url;
  const view = { language: 'en' } as const;
  await using steward = await become(browser(), url, { name: /Sun Yi/, view });
  await steward.open(`/own-products/${product}`);
  await steward.page.getByText('Reviewed and listed. It may be contracted.').waitFor();
  const seen = steward.page.getByRole('link', { name: 'As others see it' });
  const version = (await seen.getAttribute('href'))!.split('/').at(-1)!;
  await isClean(steward);
  await using operator = await become(browser(), url, { name: /Lin Wei/, view });
  await operator.open(`/catalogue/${version}`);
  await operator.page.getByRole('button', { name: 'Suspend' }).click();
  await confirm(operator, 'Suspend', 'Looked into.');
  await steward.page.getByText('Suspended by').waitFor();
  await using bank = await become(browser(), url, { name: /Wu Gang/, view });
  const send = bank.page.getByRole('button', { name: 'Sign and send the request' });
  await bank.open(`/contracts/new?product=${version}`);
  await bank.page.getByText('This product cannot be contracted now').waitFor();
  await isClean(bank);
  const inCatalogue = bank.page.locator(`main a[href="/app/catalogue/${version}"]`);
  await bank.open('/catalogue');
  await bank.page.getByRole('checkbox', { name: /^suspended \(1\)/ }).waitFor();
  assert.equal(await inCatalogue.count(), 0);
  await bank.open('/catalogue?state=suspended');
  await inCatalogue.first().waitFor();
  await isClean(bank);
  await operator.page.getByRole('button', { name: 'Resume' }).click();
  await confirm(operator, 'Resume', 'Done.');
  await steward.page.getByText('Reviewed and listed. It may be contracted.').waitFor();
  await bank.open(`/contracts/new?product=${version}`);
  await send.click();
  await bank.page.waitForURL(/contracts\/[0-9a-f]{64}$/);
  assert.deepEqual(bank.faults, []);
});
