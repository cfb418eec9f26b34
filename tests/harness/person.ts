import type { Browser, Page } from 'playwright-core';
import { type View, type Visitor, visit } from './browser.ts';

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
  await page.getByRole('heading', { level: 1 }).waitFor();
}
