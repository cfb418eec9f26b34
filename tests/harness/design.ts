import type { Browser } from 'playwright-core';
import { type View, type Visitor, visit } from './browser.ts';

/** The page that shows every component, with its charts drawn. */
export async function openDesign(browser: Browser, hubUrl: string, view: View): Promise<Visitor> {
  const visitor = await visit(browser, view);
  const { page } = visitor;
  page.setDefaultTimeout(30_000);
  await page.goto(new URL('/app/design', hubUrl).href);
  await page.locator('figure svg').nth(2).waitFor();
  return visitor;
}
