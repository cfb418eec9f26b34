import type { Browser, Page } from 'playwright-core';
import { texts as en } from '../../apps/console/src/design/texts/en.ts';
import { texts as zh } from '../../apps/console/src/design/texts/zh.ts';
import { type View, type Visitor, visit } from './browser.ts';
import { isClean } from './person.ts';
import type { Stage } from './stage.ts';

/** The page that shows every component, with its charts drawn. */
export async function openDesign(browser: Browser, hubUrl: string, view: View): Promise<Visitor> {
  const visitor = await visit(browser, view);
  const { page } = visitor;
  page.setDefaultTimeout(30_000);
  await page.goto(new URL('/app/design', hubUrl).href);
  await page.locator('figure svg').nth(2).waitFor();
  return visitor;
}

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

/** Holds every component, in each of its states and with each overlay open, to being usable by everybody. */
export async function lookAtComponents({ harbor, browser }: Stage, view: View): Promise<void> {
  await using visitor = await openDesign(browser(), harbor().current().url, view);
  const { page } = visitor;
  // What is checked of a row is checked of twenty; two hundred only take longer.
  await page
    .getByLabel(/^(Rows per page|每页条数)$/)
    .first()
    .selectOption('20');
  await isClean(visitor);
  for (const [role, open] of overlays) {
    await open(page, view.language === 'en' ? en : zh);
    // The map of parks is a list box, too, and always there.
    const overlay = page.getByRole(role).and(page.locator(':not(svg)')).first();
    await overlay.waitFor();
    await isClean(visitor, overlay);
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'hidden' });
  }
}
