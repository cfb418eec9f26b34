import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);
const view = { language: 'en', width: 320 } as const;
const told = { email: 'zhou.min@mail.example', phone: '13912344321', number: '11010519491231002X' };
const why = 'Checked against the letter of appointment';

test('somebody tells who they are, sees it covered, whole for a minute, saves all of it, and asks to go; an administrator erases them', async () => {
  const hubUrl = harbor().current().url;
  await using leaving = await become(browser(), hubUrl, { name: /Zhou Min/, view });
  const { page } = leaving;
  await page.clock.install();
  await leaving.open('/me');
  await page.getByText('Change these').click();
  await page.getByLabel('Number of the document').fill('110105194912310021');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: 'No document of this kind has this number' }).waitFor();
  await isClean(leaving);
  await page.getByLabel('E-mail address').fill(told.email);
  await page.getByLabel('Telephone number').fill(told.phone);
  await page.getByLabel('Number of the document').fill(told.number);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('1101**********002X').waitFor();
  await page.getByRole('button', { name: 'Show the telephone number' }).click();
  await page.getByText(told.phone).waitFor();
  await isClean(leaving);
  await page.clock.fastForward(60_000);
  await page.getByText('139****4321').waitFor();
  // As if the sign-in were twenty minutes old: what shows everything asks for a fresh proof, and goes on after it.
  await harbor().sql('hub', `update access_session set proven_at = proven_at - interval '20 minutes'`);
  await page.getByRole('button', { name: 'Save all of it as a file' }).click();
  await page.getByRole('dialog').waitFor();
  await isClean(leaving);
  const data = await saved(page, /It is me|Zhou Min/);
  for (const value of Object.values(told)) assert.ok(data.includes(value), value);
  await page.getByRole('button', { name: 'Have me erased' }).click();
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText('An administrator still has to confirm it').waitFor();
  await isClean(leaving);

  await using operator = await become(browser(), hubUrl, { name: /Lin Wei/, view });
  const desk = operator.page;
  await operator.open('/personal-data');
  const option = await desk.getByRole('option', { name: /Zhou Min/ }).getAttribute('value');
  await desk.getByLabel('Account', { exact: true }).selectOption(option);
  await desk.getByText('1101**********002X').waitFor();
  await desk.getByRole('button', { name: 'Show the document’s number' }).click();
  await desk.getByLabel('Why do you have to see it?').fill(why);
  await isClean(operator);
  await desk.getByRole('button', { name: 'Show it', exact: true }).click();
  await desk.getByText(told.number).waitFor();
  await page.reload();
  await page.getByText(why).waitFor();
  await isClean(leaving);
  await desk.getByRole('textbox', { name: 'Number', exact: true }).fill(told.number);
  await desk.getByRole('button', { name: 'Find', exact: true }).click();
  await desk.getByText(/^Its account is .*Zhou Min/).waitFor();
  await desk.getByRole('button', { name: 'Change all keys' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Change all keys' }).click();
  await desk.getByText('New keys are in use').waitFor();
  await desk.getByRole('button', { name: /^Erase / }).click();
  await desk.getByRole('button', { name: 'Erase for good' }).click();
  await desk.getByText('Erased. Give the certificate').waitFor();
  const certificate = await saved(desk, 'Certificate for erased person');
  assert.match(certificate, /"subject": "[0-9a-f]{64}"/);
  await isChecked(operator, certificate, 'The certificate is as it was signed');
  await isChecked(operator, certificate.replace(/"rows": 1\b/, '"rows": 7'), 'The certificate is not valid');
  await operator.open('/personal-data');
  await isClean(operator);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'This screen is not for you yet' }).waitFor();

  const log = readFileSync(join(harbor().home, 'hub', 'process.log'), 'utf8');
  assert.match(log, /\/accounts\/:id\/reveal/);
  for (const value of [...Object.values(told), 'Zhou Min', why]) assert.ok(!log.includes(value), value);
});

async function saved(page: Page, button: string | RegExp): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

/** Hands a file to the page that checks such files, and reads what the page says of it. */
async function isChecked({ page, open }: Person, content: string, verdict: string): Promise<void> {
  await open('/verify');
  const buffer = Buffer.from(content, 'utf8');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'certificate.json', mimeType: 'application/json', buffer });
  await page.getByText(verdict).waitFor();
}
