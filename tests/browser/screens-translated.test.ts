import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildConsole } from '../../tools/console/build.ts';
import { openBrowser, type View } from '../harness/browser.ts';
import { type TestHarbor, testHarbor } from '../harness/harbor.ts';
import { become } from '../harness/person.ts';
import { screens } from '../harness/screens.ts';

let harbor: TestHarbor;
let browser: Browser;

before(async () => {
  await buildConsole(dirname(dirname(import.meta.dirname)), () => {});
  [harbor, browser] = await Promise.all([testHarbor(100), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await harbor?.[Symbol.asyncDispose]();
});

test('no string of a screen is left untranslated', async () => {
  for (const [who, paths] of screens) {
    const view: View = { language: 'pseudo' };
    await using person = await become(browser, harbor.current().url, { name: new RegExp(who), view });
    for (const path of paths) {
      await person.open(path);
      // What stands on the page without the brackets of the pseudo-locale and is no data.
      const plain = await person.page.evaluate<
        string[]
      >(`[...document.querySelectorAll('h1,h2,h3,th,label,legend,button,caption,dt,nav a')]
        .filter((one) => !one.querySelector('[data-own-name]') && !one.closest('[translate=no],[data-own-name]'))
        .map((one) => one.textContent.trim())
        .filter((words) => /[a-z]{3}/i.test(words) && !words.includes('⟦'))`);
      assert.deepEqual(plain, [], `${who} at ${path}`);
    }
  }
});
