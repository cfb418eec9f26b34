import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../../apps/cli/src/demo/until.ts';
import { buildConsole } from '../../tools/console/build.ts';
import { openBrowser, visit } from '../harness/browser.ts';
import { type OutsideStage, outsideStage } from '../harness/outside.ts';
import { isClean, isThere } from '../harness/person.ts';
import { untranslated } from '../harness/untranslated.ts';

let stage: OutsideStage;
let browser: Browser;
before(async () => {
  await buildConsole(dirname(dirname(import.meta.dirname)), () => {});
  stage = await outsideStage();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await stage?.[Symbol.asyncDispose]();
});

/** Opens the sign-in page and goes to the provider's. */
async function goOut(page: Page, button: string): Promise<void> {
  await page.goto(`${stage.harbor.url}/app/sign-in`);
  await page.getByRole('button', { name: button }).click();
}

async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByLabel('Login').fill(login);
  await page.getByRole('button', { name: 'Sign in at the provider' }).click();
}

test('a person signs in at the provider, sees the link, and signs out here and there', async () => {
  await using visitor = await visit(browser, { language: 'en' });
  const { page } = visitor;
  await page.goto(`${stage.harbor.url}/app/sign-in`);
  await page.getByRole('button', { name: 'Sign in with City Identity' }).waitFor();
  await isClean(visitor);
  await page.getByRole('button', { name: 'Sign in with City Identity' }).click();
  await signInThere(page, 'lin');
  await page.waitForURL(/\/app\/overview$/);
  await page.getByRole('link', { name: '林伟' }).click();
  await page.getByRole('heading', { name: 'Identities elsewhere' }).waitFor();
  await isThere(page);
  await isClean(visitor);
  await page.getByRole('button', { name: 'Unlink City Identity' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Unlink', exact: true }).click();
  await dialog.getByRole('alert').filter({ hasText: 'only way to sign in' }).waitFor();
  await isClean(visitor);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out at the provider' }).click();
  await page.waitForURL(/\/app\/sign-in/);
  await page.reload();
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  await goOut(page, 'Sign in with City Identity');
  await page.getByLabel('Login').waitFor();
});

const words = {
  en: {
    button: 'Sign in with City Identity',
    again: 'Try City Identity again',
    down: 'The provider does not answer',
    noRole: 'The provider gives no role here',
  },
  'zh-CN': {
    button: '通过城市统一身份认证登录',
    again: '重试城市统一身份认证',
    down: '身份平台无应答',
    noRole: '身份平台未授予此处的角色',
  },
} as const;
for (const language of ['en', 'zh-CN'] as const)
  test(`what went wrong is said, with the way to try again, and the password stays (${language})`, async () => {
    await using visitor = await visit(browser, { language, width: language === 'en' ? 1280 : 320 });
    const { page } = visitor;
    const { button, again, down, noRole } = words[language];
    const isTold = async (fault: string): Promise<void> => {
      // It has the focus.
      await page.locator('[role=alert]:focus').filter({ hasText: fault }).waitFor();
    };
    await goOut(page, button);
    await signInThere(page, 'passer');
    await isTold(noRole);
    // A code that was given out by nobody is no text of ours.
    await page.goto(`${stage.harbor.url}/app/sign-in?outside=city&fault=access.made_up`);
    await isThere(page);
    assert.equal(await page.getByText('made_up').count(), 0);
    await page.goto(`${stage.harbor.url}/sign-in/outside/city/return?code=x&state=y`);
    await page.waitForURL(/fault=access\.outside_over/);
    await stage.stopProvider();
    try {
      await until(async () => {
        const { headers } = await fetch(`${stage.harbor.url}/sign-in/outside/city`, { redirect: 'manual' });
        return headers.get('location')?.includes('unreachable') || undefined;
      });
      await goOut(page, button);
      await isTold(down);
    } finally {
      await stage.startProvider();
    }
    await page.getByRole('button', { name: again }).click();
    await page.getByLabel('Login').waitFor();
  });

test('nothing of it is left untranslated', async () => {
  await using visitor = await visit(browser, { language: 'pseudo' });
  const { page } = visitor;
  for (const path of ['/sign-in', '/sign-in?outside=city&fault=access.outside_denied']) {
    await page.goto(`${stage.harbor.url}/app${path}`);
    await isThere(page);
    await page.getByRole('button', { name: /City Identity/ }).waitFor();
    assert.deepEqual(await untranslated(page), [], path);
  }
});

test('samples of components are no screens where this is no demonstration', async () => {
  await using visitor = await visit(browser, { language: 'en' });
  const { page } = visitor;
  for (const path of ['/design', '/design/long-table']) {
    await page.goto(`${stage.harbor.url}/app${path}`);
    await page.getByRole('heading', { level: 1, name: 'Nothing is here' }).waitFor();
  }
});
