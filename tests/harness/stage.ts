import { dirname } from 'node:path';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildConsole } from '../../tools/console/build.ts';
import { openBrowser } from './browser.ts';
import { type TestHarbor, testHarbor } from './harbor.ts';

/** What the browser tests of a file play on. */
export type Stage = { readonly harbor: () => TestHarbor; readonly browser: () => Browser };

type Built = { readonly harbor: TestHarbor; readonly browser: Browser };

/** By number of firms: bringing up a harbor costs as much as many a test, so files imported by one test file share theirs. */
const stages = new Map<number, Promise<Built>>();

/**
 * Has a harbor with its first `firms` firms and a browser stand for the tests of a file, and takes both away after them. What else the
 * file needs is `prepared` on them: hooks of a file do not wait for each other.
 */
export function stage(firms: number, prepared: () => Promise<void> = async () => {}): Stage {
  let built: Built | undefined;
  before(async () => {
    built = await (stages.get(firms) ?? build(firms));
    await prepared();
  });
  return { harbor: () => built!.harbor, browser: () => built!.browser };
}

function build(firms: number): Promise<Built> {
  const building = (async () => {
    await buildConsole(dirname(dirname(import.meta.dirname)), () => {});
    // What was brought up before something failed is taken away: left running it would keep the test file from ending.
    await using up = new AsyncDisposableStack();
    const harbor = up.use(await testHarbor(firms));
    const browser = await openBrowser();
    up.move();
    return { harbor, browser };
  })();
  stages.set(firms, building);
  return building;
}

after(async () => {
  for (const built of await Promise.allSettled(stages.values())) {
    if (built.status === 'rejected') continue;
    await built.value.browser.close();
    await built.value.harbor[Symbol.asyncDispose]();
  }
});
