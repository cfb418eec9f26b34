import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axe, type View, type Visitor, visit } from './browser.ts';

/** A person of the demonstration in a browser of their own. */
export type Person = Visitor & {
  /** Opens a screen by its path below /app at the place the person is at. */
  readonly open: (path: string) => Promise<void>;
};

/** Becomes somebody of the demonstration by one press on the hub's first page. */
export async function become(
  browser: Browser,
  hubUrl: string,
  who: { name: RegExp; view: View },
): Promise<Person> {
  const visitor = await visit(browser, who.view);
  const { page } = visitor;
  page.setDefaultTimeout(20_000);
  await page.goto(hubUrl);
  await page.getByRole('link', { name: who.name }).click();
  await page.waitForURL(/\/app\/(overview|firm|oversight)/);
  return { ...visitor, open: (path) => openAt(page, path) };
}

async function openAt(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/app${path}`, page.url()).href);
  await isThere(page);
}

/** Nothing was refused by the policy, no script failed, nobody else was asked, and the screen can be used by everybody. */
export async function isClean({ page, faults }: Visitor): Promise<void> {
  assert.deepEqual(await axe(page), [], page.url());
  assert.deepEqual(faults, []);
  const width = await page.evaluate<number>('document.scrollingElement.scrollWidth');
  assert.ok(width <= page.viewportSize()!.width, `${page.url()} is ${width} px wide`);
}

/** The screen stands: its heading, or what went wrong, and nothing is on its way any more. */
export async function isThere(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('alert')).first().waitFor();
  // By a locator: a function given as text would be evaluated in the page, which its policy refuses.
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
}
