import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts as en } from '../../../apps/console/src/design/texts/en.ts';
import { axe } from '../../harness/browser.ts';
import { openDesign } from '../../harness/design.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

// What somebody who lives in the console all day does: go anywhere by a few letters, ask what a screen is for, read it in large type.

const { harbor, browser } = stage(100);

test('things found on a server are offered beside screens and actions, and say so when there are none', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  await page.getByRole('button', { name: en.palette.open }).press('Enter');
  const box = page.getByRole('combobox', { name: 'Go to, find, do' });
  await box.fill('anhe');
  await page.getByRole('group', { name: 'Found' }).getByRole('option').nth(3).waitFor();
  await isClean(visitor);
  await box.press('ArrowDown');
  await box.press('Enter');
  await page.getByText(/^Would go to .*firm=9131/).waitFor();
  await page.getByRole('button', { name: en.palette.open }).press('Enter');
  await box.fill('nothing is called so');
  await page.getByText('Options found: 0').waitFor();
  await box.fill('good day');
  await box.press('Enter');
  await page.getByText(en.palette.greeted, { exact: true }).waitFor();
});

test('the question mark shows the keys, and can be switched off', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.waitFor();
  await keys.getByText('Single keys do something').click();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to, find, do' }).waitFor();
  assert.equal(await keys.count(), 0);
});

test('help says what the screen in sight is for, and leads to the tour, which leaves the keyboard alone', async () => {
  await using person = await become(browser(), harbor().current().url, {
    name: /Wu Gang/,
    view: { language: 'en' },
  });
  const { page } = person;
  assert.equal(await page.getByRole('region', { name: 'A short tour' }).count(), 0, 'not for a program');
  await person.goTo('Contracts');
  await page.getByRole('banner').getByRole('button', { name: 'Help' }).press('Enter');
  await page.getByRole('dialog', { name: 'Help: Contracts' }).getByText('Open one to approve').waitFor();
  await isClean(person);
  await page.getByRole('button', { name: 'Take the tour again' }).press('Enter');
  const tour = page.getByRole('region', { name: 'A short tour' });
  await tour.getByText('Step 1 of 5').waitFor();
  await isClean(person);
  await tour.getByRole('button', { name: 'Next' }).press('Enter');
  await tour.getByText('Step 2 of 5').waitFor();
  await person.goTo('Jobs');
  await page.keyboard.press('Escape');
  await tour.waitFor({ state: 'detached' });
});

test('the tour begins by itself once for a role and is skipped for good', async () => {
  await using person = await become(browser(), harbor().current().url, {
    name: /孙怡/,
    view: { language: 'zh-CN' },
  });
  const { page } = person;
  await person.open('/datasets?tour=1');
  const tour = page.getByRole('region', { name: '简短导览' });
  await tour.getByText('第 1 步').waitFor();
  await tour.getByRole('button', { name: '跳过导览' }).press('Enter');
  await tour.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate("localStorage.getItem('finharbor.tour.steward')"), 'over');
});

for (const theme of ['light', 'dark'] as const)
  test(`high contrast is 7:1 and the largest type fits a phone: ${theme}`, async () => {
    await using visitor = await openDesign(browser(), harbor().current().url, {
      language: 'zh-CN',
      theme,
      width: 320,
      touch: true,
    });
    const { page } = visitor;
    await page.getByRole('radio', { name: '特大' }).last().check();
    await page.getByRole('radio', { name: '高', exact: true }).last().check();
    assert.equal(await page.evaluate('getComputedStyle(document.documentElement).fontSize'), '24px');
    assert.deepEqual(await axe(page, { of: 'enhanced' }), []);
    await isClean(visitor);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(await page.evaluate('({ ...document.documentElement.dataset })'), {
      theme,
      size: '150',
      contrast: 'more',
    });
  });

test('where the system chooses the colours, what is chosen and current can still be told', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  await page.emulateMedia({ forcedColors: 'active' });
  const outline = (role: 'menuitem' | 'option') =>
    page.evaluate<string>(
      `getComputedStyle([...document.querySelectorAll('[role=${role}]')].find((one) => one.checkVisibility() && one.matches('[data-focused], [aria-selected=true]'))).outlineStyle`,
    );
  await page.getByRole('button', { name: en.button.more, exact: true }).press('Enter');
  await page.getByRole('menuitem').first().waitFor();
  assert.equal(await outline('menuitem'), 'solid');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en.palette.open }).press('Enter');
  await page.getByRole('option', { name: en.palette.greet }).waitFor();
  assert.equal(await outline('option'), 'solid');
});

test('what was done is undone from its notice', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  await page.getByRole('button', { name: en.notice.archive }).press('Enter');
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
  await page.getByText(en.notice.back).waitFor();
  assert.equal(await page.getByText(en.notice.archived).count(), 0);
});

test('a map of parks is gone through by arrow keys, and is a table one press away', async () => {
  await using visitor = await openDesign(browser(), harbor().current().url, { language: 'en' });
  const { page } = visitor;
  const parks = page.getByRole('listbox', { name: new RegExp(en.chart.map) });
  await parks.getByRole('option', { name: 'Harbour Quarter 412' }).focus();
  await page.keyboard.press('ArrowRight');
  const next = parks.getByRole('option', { name: 'Tower Park 268' });
  assert.equal(await next.getAttribute('aria-selected'), 'true');
  assert.ok(await next.evaluate((element) => element === element.ownerDocument.activeElement));
  const figure = page.locator('figure').filter({ hasText: en.chart.map });
  await figure.getByRole('button', { name: 'View as table' }).press('Enter');
  await figure.getByRole('row', { name: 'Bridgehead 33' }).waitFor();
  await isClean(visitor);
});
