import { dirname } from 'node:path';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildConsole } from '../../tools/console/build.ts';
import { openBrowser } from './browser.ts';
import { type TestHarbor, testHarbor } from './harbor.ts';

/** What the browser tests of a file play on. */
export type Stage = { readonly harbor: () => TestHarbor; readonly browser: () => Browser };

/**
 * Has a harbor with its first `firms` firms and a browser stand for the tests of a file, and takes both away after them. What else the
 * file needs is `prepared` on them: hooks of a file do not wait for each other.
 */
export function stage(firms: number, prepared: () => Promise<void> = async () => {}): Stage {
  let harbor: TestHarbor | undefined;
  let browser: Browser | undefined;
  before(async () => {
    await buildConsole(dirname(dirname(import.meta.dirname)), () => {});
    harbor = await testHarbor(firms);
    browser = await openBrowser();
    await prepared();
  });
  after(async () => {
    await browser?.close();
    await harbor?.[Symbol.asyncDispose]();
  });
  return { harbor: () => harbor!, browser: () => browser! };
}
