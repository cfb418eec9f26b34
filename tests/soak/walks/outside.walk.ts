import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { buildConsole } from '../../../tools/console/build.ts';
import { openBrowser, visit } from '../../harness/browser.ts';
import { markup, type OutsideStage, outsideStage } from '../../harness/outside.ts';
import { isClean, isThere } from '../../harness/person.ts';
import { untranslated } from '../../harness/untranslated.ts';

let stage: OutsideStage;
let browser: Browser;
before(async () => {
  await buildConsole(join(import.meta.dirname, '../../..'), () => {});
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

/** The provider's own page: ours has a field of the same name. */
const form = (page: Page): Locator =>
  page.locator('form').filter({ has: page.getByRole('button', { name: 'Sign in at the provider' }) });

async function signInThere(page: Page, login: string): Promise<void> {
  await form(page).getByLabel('Login').fill(login);
  await form(page).getByRole('button', { name: 'Sign in at the provider' }).click();
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
  await form(page).waitFor();
});

test('who entered through a provider proves there again who they are, and comes back to where they were', async () => {
  await using visitor = await visit(browser, { language: 'en' });
  const { page } = visitor;
  await goOut(page, 'Sign in with City Identity');
  await signInThere(page, 'lin');
  await page.waitForURL(/\/app\/overview$/);
  await stage.ageProofs();
  const unlink = async (): Promise<void> => {
    await page.goto(`${stage.harbor.url}/app/me`);
    await page.getByRole('button', { name: 'Unlink City Identity' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink', exact: true }).click();
  };
  await unlink();
  const afresh = page.getByRole('button', { name: 'Sign in afresh with City Identity' });
  await afresh.waitFor();
  await isClean(visitor);
  await afresh.click();
  await signInThere(page, 'lin');
  await page.waitForURL(/\/app\/me$/);
  await unlink();
  await page.getByRole('alert').filter({ hasText: 'only way to sign in' }).waitFor();
});

test('a name full of markup is shown as it is written, and runs nothing', async () => {
  await using visitor = await visit(browser, { language: 'en' });
  const { page } = visitor;
  await goOut(page, 'Sign in with City Identity');
  await signInThere(page, 'mark');
  await page.waitForURL(/\/app\/overview$/);
  const title = await page.title();
  await page.getByRole('banner').getByRole('link', { name: markup }).click();
  await isThere(page);
  await page.goto(`${stage.harbor.url}/app/accounts`);
  await page.getByRole('main').getByText(markup).first().waitFor();
  assert.equal(await page.locator('img[src=x]').count(), 0);
  assert.notEqual(await page.title(), '1');
  assert.ok(title.length > 1);
  assert.deepEqual(visitor.faults, []);
});

test('a password field hides what is typed and takes what is pasted', async () => {
  await using visitor = await visit(browser, { language: 'en' });
  const { page } = visitor;
  await page.goto(`${stage.harbor.url}/app/sign-in`);
  const [login, password] = [page.getByLabel('Login'), page.getByLabel('Password')];
  const secret = 'kettle at 7, 清晨的水壶';
  await login.fill(secret);
  await login.press('ControlOrMeta+a');
  await login.press('ControlOrMeta+c');
  await password.focus();
  await password.press('ControlOrMeta+v');
  assert.equal(await password.inputValue(), secret);
  assert.equal(await password.getAttribute('type'), 'password');
  for (const path of ['/join', '/recover']) {
    await page.goto(`${stage.harbor.url}/app${path}`);
    await isThere(page);
    const fields = await page.getByLabel(/password/i).all();
    assert.ok(fields.length > 0, path);
    for (const field of fields) assert.equal(await field.getAttribute('type'), 'password', path);
  }
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
        const headers = { 'content-type': 'application/json', origin: stage.harbor.url };
        const sent = { method: 'POST', headers, body: '{}' };
        const answer = await fetch(`${stage.harbor.url}/sign-in/outside/city`, sent);
        return answer.status === 503 || undefined;
      });
      await goOut(page, button);
      await isTold(down);
    } finally {
      await stage.startProvider();
    }
    await page.getByRole('button', { name: again }).click();
    await form(page).waitFor();
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
