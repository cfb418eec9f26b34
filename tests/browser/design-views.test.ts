import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { texts as en } from '../../apps/console/src/design/texts/en.ts';
import { texts as zh } from '../../apps/console/src/design/texts/zh.ts';
import type { View } from '../harness/browser.ts';
import { openDesign } from '../harness/design.ts';
import { isClean } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';

// Components by themselves, on the page that shows each in every state. What screens make of them, the other browser tests look at.

const { harbor, browser } = stage(100);

type Texts = typeof en;
type Overlay = readonly [
  role: 'menu' | 'dialog' | 'listbox' | 'tooltip',
  open: (page: Page, texts: Texts) => Promise<void>,
];

const overlays: readonly Overlay[] = [
  ['menu', (page, { button }) => page.getByRole('button', { name: button.more, exact: true }).click()],
  ['menu', (page) => page.getByRole('button', { name: /Table settings|表格设置/ }).click()],
  ['dialog', (page, { overlay }) => page.getByRole('button', { name: overlay.dialog }).click()],
  ['dialog', (page, { overlay }) => page.getByRole('button', { name: overlay.failing }).click()],
  ['dialog', (page, { palette }) => page.getByRole('button', { name: palette.open }).click()],
  ['dialog', (page, { palette }) => page.getByRole('button', { name: palette.keys }).click()],
  ['dialog', (page, { field }) => calendarOf(page, field.day).click()],
  ['listbox', (page, { field }) => page.getByRole('combobox', { name: field.find, exact: true }).click()],
  [
    'tooltip',
    async (page, { button }) => {
      await page.getByRole('button', { name: button.tipped }).focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
    },
  ],
];

function calendarOf(page: Page, label: string) {
  return page.getByRole('group', { name: label, exact: true }).getByRole('button');
}

// Each in both themes: isClean looks at either.
const views: readonly View[] = [
  { language: 'en' },
  { language: 'zh-CN' },
  { language: 'zh-CN', width: 320, touch: true },
];

for (const view of views) {
  const { language, width = 1280 } = view;
  test(`every component can be used by everybody: ${language}, ${width} px`, async () => {
    await using visitor = await openDesign(browser(), harbor().current().url, view);
    const { page } = visitor;
    // What is checked of a row is checked of twenty; two hundred only take longer.
    await page
      .getByLabel(/^(Rows per page|每页条数)$/)
      .first()
      .selectOption('20');
    await isClean(visitor);
    for (const [role, open] of overlays) {
      await open(page, language === 'en' ? en : zh);
      // The map of parks is a list box, too, and always there.
      const overlay = page.getByRole(role).and(page.locator(':not(svg)')).first();
      await overlay.waitFor();
      await isClean(visitor, overlay);
      await page.keyboard.press('Escape');
      await overlay.waitFor({ state: 'hidden' });
    }
  });
}
