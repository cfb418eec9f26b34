import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { visit } from './browser.ts';

/** What a browser with an empty cache asks for until the first page stands. */
export type FirstPage = {
  /** Paths of everything that was asked for, in its order. */
  readonly requests: readonly string[];
  /** Scripts and styles among them, each gzipped at level 9. */
  readonly gzBytes: number;
};

/** Opens the hub's first page and counts. */
export async function firstPage(browser: Browser, url: string): Promise<FirstPage> {
  await using visitor = await visit(browser, { language: 'en' });
  const { page, context } = visitor;
  const requests: string[] = [];
  const codes: Promise<Buffer>[] = [];
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    requests.push(pathname);
    if (/\.(js|css)$/.test(pathname)) codes.push(response.body());
  });
  await page.goto(url);
  await page.getByRole('link', { name: /Wu Gang/ }).waitFor();
  await page.waitForLoadState('networkidle');
  const bodies = await Promise.all(codes);
  return { requests, gzBytes: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) };
}
