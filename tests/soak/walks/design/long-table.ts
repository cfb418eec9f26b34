import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { texts as en } from '../../../../apps/console/src/design/texts/en.ts';
import { type View, type Visitor, visit } from '../../../harness/browser.ts';
import { isClean } from '../../../harness/person.ts';
import { stage } from '../../../harness/stage.ts';

// A hundred thousand rows: by keyboard, by who hears the page, filtered, chosen from, saved.

const { harbor, browser } = stage(100);

test('the arrow keys reach every row, each says which of how many it is, and the focus is never lost', async () => {
  await using visitor = await openAs({ language: 'en' });
  const { page } = visitor;
  const grid = page.getByRole('grid', { name: en.table.long });
  assert.equal(await grid.getAttribute('aria-rowcount'), '100001');
  await page.getByRole('region', { name: en.table.long }).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focusedRow(page), 2);
  await page.keyboard.press('PageDown');
  const page2 = await focusedRow(page);
  assert.ok(page2 > 6 && page2 < 40, `a page further is row ${page2}`);
  await page.keyboard.press('Control+End');
  assert.equal(await focusedRow(page), 100_001);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  assert.equal(await focusedRow(page), 100_000);
  await grid.evaluate((element) => {
    element.parentElement!.scrollTop = 0;
  });
  await grid.locator('[aria-rowindex="2"]').waitFor();
  assert.equal(await focusedRow(page), 100_000, 'scrolled away, the focus is where it was');
  await page.keyboard.press('Control+Home');
  assert.equal(await focusedRow(page), 2);
  await page.keyboard.press('Tab');
  assert.equal(await focusedRow(page), 0, 'Tab leaves the table');
  await isClean(visitor);
});

test('a filter is in the address, comes back with it, and is cleared', async () => {
  await using visitor = await openAs({ language: 'zh-CN' });
  const { page } = visitor;
  await page.getByLabel('企业', { exact: true }).fill('清源 12');
  await page.getByLabel('授信额度起').fill('500000');
  await page.getByText('共 100,000 条').waitFor();
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('共 100,000 条').waitFor({ state: 'detached' });
  const found = await page.getByText(/^共 [\d,]+ 条$/).textContent();
  assert.match(new URL(page.url()).search, /name=.*limit\.from=500000/);
  await page.reload();
  await page.getByText(found!, { exact: true }).waitFor();
  assert.equal(await page.getByLabel('企业', { exact: true }).inputValue(), '清源 12');
  await page.goBack();
  await page.getByText('共 100,000 条').waitFor();
  await page.goForward();
  await page.getByText(found!, { exact: true }).waitFor();
  await page.getByRole('button', { name: '重置' }).click();
  await page.getByText('共 100,000 条').waitFor();
  assert.equal(new URL(page.url()).search, '');
});

test('a view is kept under a name and taken up again', async () => {
  await using visitor = await openAs({ language: 'en' });
  const { page } = visitor;
  await page.getByLabel('Firm', { exact: true }).fill('Water 77');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Rows: 100,000').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await page.getByLabel('Name of the view').fill('Waters');
  await isClean(visitor);
  await page.getByRole('button', { name: 'Save the view' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('Rows: 100,000').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Waters' }).click();
  await page.getByText('Rows: 100,000').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Firm', { exact: true }).inputValue(), 'Water 77');
});

test('rows are chosen, the number is confirmed, and each has its own outcome', async () => {
  await using visitor = await openAs({ language: 'en' }, '/app/design');
  const { page } = visitor;
  const table = page.getByRole('table', { name: en.table.choosing });
  await table.getByRole('checkbox', { name: 'Choose all rows' }).check();
  await page.getByText('Chosen: 12 of 12').waitFor();
  await page.getByRole('button', { name: 'Remind: 10' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remind 10 of 12 chosen?' });
  await isClean(visitor);
  await dialog.getByRole('button', { name: 'Remind: 10' }).click();
  await dialog.getByText('Finished. Done: 7 of 10. Failed: 3').waitFor();
  assert.equal(await dialog.getByRole('listitem').count(), 10);
  assert.match((await dialog.getByRole('listitem').first().textContent())!, /The server cannot be reached/);
  await isClean(visitor);
  await dialog.getByRole('button', { name: 'Try again: 3' }).click();
  await dialog.getByText('Finished. Done: 3 of 3. Failed: 0').waitFor();
  await dialog.getByRole('button', { name: 'Back' }).click();
  await page.getByText(/^Chosen: \d+ of/).waitFor({ state: 'detached' });
});

test('what is in sight is saved as CSV and as a workbook, and saving can be cancelled', async () => {
  await using visitor = await openAs({ language: 'en' });
  const { page } = visitor;
  await save(page, /XLSX/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Table settings' }).click();
  await page.getByRole('menuitemcheckbox', { name: en.table.code }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Firm', { exact: true }).fill('Water 77');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Rows: 100,000').waitFor({ state: 'detached' });
  const rows = Number(/\d+/.exec((await page.getByText(/^Rows: /).textContent())!)![0]);

  const csv = page.waitForEvent('download');
  await save(page, /CSV/);
  assert.match((await csv).suggestedFilename(), /^firms-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await (await csv).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  assert.equal(lines[0], '\uFEFFFirm,District,Credit limit,Change,State,Since', 'the columns in sight');
  assert.equal(lines.length, rows + 1);
  assert.match(lines[1]!, /\d{4}-\d\d-\d\d$/);

  const workbook = page.waitForEvent('download');
  await save(page, /XLSX/);
  const files = unzipSync(readFileSync(await (await workbook).path()));
  const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml']!);
  assert.equal(sheet.match(/<row /g)!.length, rows + 1);
  assert.deepEqual(visitor.faults, []);
});

test('on a phone the filters are folded away and rows are blocks no wider than the window', async () => {
  await using visitor = await openAs({ language: 'zh-CN', width: 320, touch: true });
  const { page } = visitor;
  await isClean(visitor);
  await page.getByRole('button', { name: /^筛选/ }).click();
  await page.getByLabel('企业', { exact: true }).fill('清源');
  await isClean(visitor);
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('共 100,000 条').waitFor({ state: 'detached' });
});

/** Counted from 1, the headings being the first; 0 where the focus is in no row. */
function focusedRow(page: Page): Promise<number> {
  return page.evaluate<number>(`Number(document.activeElement.closest('tr')?.ariaRowIndex ?? 0)`);
}

async function save(page: Page, kind: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await page.getByRole('menuitem', { name: kind }).click();
}

async function openAs(view: View, path = '/app/design/long-table'): Promise<Visitor> {
  const visitor = await visit(browser(), view);
  visitor.page.setDefaultTimeout(30_000);
  await visitor.page.goto(`${harbor().current().url}${path}`);
  await visitor.page.getByRole('row').nth(5).waitFor();
  return visitor;
}
