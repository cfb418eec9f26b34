import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { texts as en } from '../../../../apps/console/src/design/texts/en.ts';
import { texts as zh } from '../../../../apps/console/src/design/texts/zh.ts';
import type { View, Visitor } from '../../../harness/browser.ts';
import { openDesign } from '../../../harness/design.ts';
import { isClean } from '../../../harness/person.ts';
import { stage } from '../../../harness/stage.ts';

// How components are used: by keyboard alone, by who hears the page, on a phone, on paper.

const { harbor, browser } = stage(100);

test('a menu is used by keyboard alone, and gives the focus back', async () => {
  await using visitor = await openAs({ language: 'en' });
  const { page } = visitor;
  const button = page.getByRole('button', { name: en.button.more, exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  assert.ok(await isFocused(page.getByRole('menuitem', { name: en.button.copy })));
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  assert.ok(await isFocused(button));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText(en.button.assign).waitFor();
});

test('a table is sorted, its columns are chosen and kept, its pages turned, its rows saved, by keyboard', async () => {
  await using visitor = await openAs({ language: 'zh-CN' });
  const { page } = visitor;
  const table = page.getByRole('table', { name: zh.table.large });
  const heading = (name: string) => table.getByRole('columnheader', { name });
  const firstName = () => table.getByRole('row').nth(1).getByRole('cell').first().textContent();
  await heading(zh.table.name).getByRole('button').press('Enter');
  assert.equal(await heading(zh.table.name).getAttribute('aria-sort'), 'ascending');
  assert.equal(await firstName(), '安禾食品1号公司');
  await heading(zh.table.limit).getByRole('button').press('Enter');
  await heading(zh.table.limit).getByRole('button').press('Enter');
  assert.equal(await heading(zh.table.limit).getAttribute('aria-sort'), 'descending');

  await page.getByRole('button', { name: '表格设置' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: zh.table.code }).press('Space');
  await page.keyboard.press('Escape');
  await heading(zh.table.code).waitFor({ state: 'detached' });
  await page.reload();
  await heading(zh.table.district).waitFor();
  assert.equal(await heading(zh.table.code).count(), 0);

  const pages = page.getByRole('navigation', { name: zh.table.large });
  const next = pages.getByRole('button', { name: '下一页' });
  for (const from of [51, 101, 151, 201]) {
    await next.press('Enter');
    await pages.getByText(`第 ${from}–${Math.min(213, from + 49)} 条，共 213 条`).waitFor();
  }
  await next.press('Enter');
  assert.ok(await isFocused(next), 'at the end the focus stays');
  assert.equal(await next.getAttribute('aria-disabled'), 'true');

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: '文本（CSV）' }).press('Enter');
  const lines = readFileSync(await (await saving).path(), 'utf8').split('\r\n');
  assert.equal(lines[0], '\uFEFF企业,所在区,授信额度,变动,状态,起始日期', 'the columns in sight');
  assert.equal(lines.length, 215);
});

test('an option is found by the initials of its pinyin, a day is typed', async () => {
  await using visitor = await openAs({ language: 'zh-CN' });
  const { page } = visitor;
  const industry = page.getByRole('combobox', { name: zh.field.find, exact: true });
  await industry.pressSequentially('fzy');
  await industry.press('Enter');
  assert.equal(await industry.inputValue(), '纺织业');
  await industry.pressSequentially('没有这样的行业');
  await page.getByText('找到 0 个选项').waitFor();
  await industry.press('Escape');
  assert.equal(await industry.inputValue(), '纺织业');

  const day = page.getByRole('group', { name: zh.field.day, exact: true });
  const segments = day.getByRole('spinbutton');
  for (const box of await segments.all()) {
    const { width, height } = (await box.boundingBox())!;
    assert.ok(width >= 24 && height >= 24, `a part of a day is ${width} × ${height} px`);
  }
  await segments.first().focus();
  await page.keyboard.type('20271231');
  assert.equal((await segments.allTextContents()).join('-'), '2027-12-31');
});

test('going to another screen moves the focus to its heading and tells its title', async () => {
  await using visitor = await openAs({ language: 'en', width: 320, touch: true });
  const { page } = visitor;
  // As on a slow phone, where a screen comes in parts and what is not there yet may take the focus along.
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.locator('summary').filter({ hasText: 'Menu' }).press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Catalogue' }).waitFor({ state: 'hidden' });
  await page.locator('summary').filter({ hasText: 'Menu' }).press('Enter');
  await isClean(visitor);
  await page.getByRole('link', { name: 'Catalogue' }).press('Enter');
  await page
    .getByRole('status')
    .filter({ hasText: /Catalogue.* · Finharbor/ })
    .waitFor();
  await page.locator('h1:focus').waitFor();
  await page.getByRole('link', { name: 'Overview' }).waitFor({ state: 'hidden' });
});

test('what is printed is a document: no navigation, no buttons, black on white', async () => {
  await using visitor = await openAs({ language: 'en', theme: 'dark' });
  const { page } = visitor;
  await page.emulateMedia({ media: 'print' });
  assert.equal(
    await page
      .getByRole('button')
      .filter({ visible: true, hasNot: page.locator('svg') })
      .count(),
    0,
  );
  assert.equal(await page.getByRole('link', { name: 'Catalogue' }).filter({ visible: true }).count(), 0);
  await page.locator('main time').filter({ visible: true }).waitFor();
  const style = (name: string) =>
    page.evaluate<string>(`getComputedStyle(document.documentElement).getPropertyValue('${name}').trim()`);
  assert.deepEqual([await style('--ground'), await style('--ink')], ['#fff', '#000']);
  await page.locator('figure svg text[fill="#000"]').first().waitFor();
});

test('no string of a component is left untranslated, nor what only a screen reader says', async () => {
  await using visitor = await openAs({ language: 'pseudo' });
  // React Aria's own words for the parts of a date follow the locale it is given, and have no pseudo-locale.
  const plain = await visitor.page.evaluate<string[]>(`[
    ...[...document.querySelectorAll('h1,h2,h3,th,label,legend,button,caption,dt,nav a,summary,[role=status]')]
      .filter((one) => !one.closest('[data-own-name]') && !one.querySelector('[data-own-name]'))
      .map((one) => one.textContent.trim()),
    ...[...document.querySelectorAll('[aria-label]:not([role=spinbutton], [role=group] button)')]
      .map((one) => one.getAttribute('aria-label')),
  ].filter((words) => /[a-z]{3}/i.test(words) && !words.includes('⟦'))`);
  assert.deepEqual(plain, []);
});

function isFocused(locator: ReturnType<Page['locator']>): Promise<boolean> {
  return locator.evaluate((element) => element === element.ownerDocument.activeElement);
}

function openAs(view: View): Promise<Visitor> {
  return openDesign(browser(), harbor().current().url, view);
}
