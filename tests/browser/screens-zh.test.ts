import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildConsole } from '../../tools/console/build.ts';
import { openBrowser } from '../harness/browser.ts';
import { type TestHarbor, testHarbor } from '../harness/harbor.ts';
import { visitAll } from '../harness/screens.ts';

let harbor: TestHarbor;
let browser: Browser;

before(async () => {
  await buildConsole(dirname(dirname(import.meta.dirname)), () => {});
  harbor = await testHarbor(100);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await harbor?.[Symbol.asyncDispose]();
});

test('every screen is usable in Chinese, in the light theme, at 320 px', async () => {
  await visitAll(browser, harbor, { language: 'zh-CN', theme: 'light', width: 320, touch: true });
});
