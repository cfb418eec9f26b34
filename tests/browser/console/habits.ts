import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { texts as en } from '../../../apps/console/src/design/texts/en.ts';
import { openDesign } from '../../harness/design.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('Ctrl and K open the palette anywhere but in a field; Chinese is found by its initials', async () => {
  await using person = await become(browser(), harbor().current().url, {
    name: /吴刚/,
    view: { language: 'zh-CN' },
  });
  const { page } = person;
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: '打开、查找、操作' });
  await box.waitFor();
  await isClean(person);
  await box.fill('dkcp');
  await page.getByRole('option', { name: '贷款产品', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/app\/loan-products$/);
  await page.locator('h1:focus').waitFor();
  await person.open('/contracts/new');
  const field = page.getByRole('textbox').first();
  await field.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('?');
  assert.equal(await page.getByRole('dialog').count(), 0, 'in a field every key is the person’s');
  assert.match(await field.inputValue(), /\?$/);
});

test('an error summary takes the focus and leads into the field', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  await page.getByRole('button', { name: en.form.send, exact: true }).press('Enter');
  const summary = page.getByRole('alert').filter({ has: page.getByRole('link', { name: en.field.fault }) });
  await summary.waitFor();
  assert.ok(await summary.evaluate((element) => element === element.ownerDocument.activeElement));
  await summary.getByRole('link').press('Enter');
  assert.equal(await focusedId(page), 'field-sampleUscc');
  assert.equal(new URL(page.url()).hash, '');
});

test('a draft is found again, and what is unsaved is not left behind unasked', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  const draft = page.getByRole('textbox', { name: en.form.draft });
  await draft.fill('half a sentence');
  await page.reload();
  await page.getByText('This is your draft of earlier').waitFor();
  assert.equal(await draft.inputValue(), 'half a sentence');
  await page.getByText(en.form.guard).click();
  await page.getByRole('banner').getByRole('link', { name: 'Catalogue' }).click();
  const asking = page.getByRole('dialog', { name: 'Leave this screen?' });
  await asking.getByRole('button', { name: 'Back' }).click();
  await asking.waitFor({ state: 'detached' });
  assert.match(page.url(), /\/app\/design$/);
  await page.getByRole('banner').getByRole('link', { name: 'Catalogue' }).click();
  await isClean(visitor);
  await asking.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(/\/app\/catalogue$/);
  await page.goto(`${harbor().current().url}/app/design`);
  await page.getByText('This is your draft of earlier').waitFor();
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await page.reload();
  await draft.waitFor();
  assert.equal(await draft.inputValue(), '');
});

test('on a phone nothing that is worked with rests under a notice', async () => {
  const view = { language: 'en', width: 320 } as const;
  await using visitor = await openDesign(browser(), harbor().current().url, view);
  const { page } = visitor;
  // At most three stand there at once.
  for (let count = 0; count < 3; count++)
    await page.getByRole('button', { name: en.notice.archive }).press('Enter');
  await page.getByText(en.notice.archived).nth(2).waitFor();
  const top = (await page.locator('[aria-live]').filter({ hasText: en.notice.archived }).boundingBox())!.y;
  assert.ok(top < 720, 'it is in sight');
  const bottoms = await page.locator('main :is(a[href], button:enabled)').evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility())
      .map((one) => {
        one.focus();
        return { name: one.textContent, bottom: one.getBoundingClientRect().bottom };
      }),
  );
  assert.ok(bottoms.length > 50, `${bottoms.length} were looked at`);
  assert.deepEqual(
    bottoms.filter(({ bottom }) => bottom > top),
    [],
  );
});

function focusedId(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id');
}
