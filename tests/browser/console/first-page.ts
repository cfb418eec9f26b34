import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { visit } from '../../harness/browser.ts';
import { firstPage } from '../../harness/first-page.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);
const assets = new URL('../../../apps/console/dist/assets', import.meta.url);

test('the first page takes at most 200 kB of scripts and styles and few requests', async () => {
  const { requests, gzBytes } = await firstPage(browser(), harbor().current().url);
  assert.ok(gzBytes <= 200_000, `${gzBytes} bytes gzipped`);
  assert.ok(requests.length <= 30, `${requests.length} requests: ${requests.join(' ')}`);
  const later = /\b(echarts|load-file)-[^/]+\.js$/;
  assert.equal(readdirSync(assets).filter((name) => later.test(name)).length, 2, 'charts and files of rows');
  assert.deepEqual(
    requests.filter((path) => later.test(path)),
    [],
    'what only some screens need is not loaded',
  );
});

test('every page is sent with a policy that allows no inline script, no inline style and nobody else', async () => {
  for (const url of harbor().current().urls.values()) {
    const policy = (await fetch(`${url}/app/overview`)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
  }
});

test('the chosen language and looks go along to another process', async () => {
  const context = await browser().newContext({ locale: 'en-GB', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(harbor().current().url);
  await page.locator('summary').filter({ hasText: 'Display', visible: true }).click();
  for (const name of ['中文', '深色', '大', '高'])
    await page.getByRole('radio', { name, exact: true }).check();
  await page.getByRole('link', { name: /吴刚/ }).click();
  await page.waitForURL(`${harbor().current().urls.get('bank')!}/app/overview`);
  await page.getByRole('heading', { level: 1, name: '演示商业银行' }).waitFor();
  assert.deepEqual(await page.evaluate('({ ...document.documentElement.dataset })'), {
    theme: 'dark',
    size: '125',
    contrast: 'more',
  });
  assert.doesNotMatch(page.url(), /theme|size|contrast/, 'the address keeps nothing of it');
  await context.close();
});

test('without network the page says so, and goes on once there is one', async () => {
  await using visitor = await visit(browser(), { language: 'en' });
  const { page, context } = visitor;
  await page.goto(`${harbor().current().url}/app/overview`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await context.setOffline(true);
  await page.getByText('This device has no network').waitFor();
  await context.setOffline(false);
  await page.getByText('This device has no network').waitFor({ state: 'detached' });
});

test('a hub that does not answer is told, with a way to try again that works', async () => {
  await using visitor = await visit(browser(), { language: 'en' });
  const { page } = visitor;
  await page.route('**/catalogue/products*', (route) => route.abort());
  await page.goto(`${harbor().current().url}/app/catalogue`);
  await page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor();
  await page.unroute('**/catalogue/products*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('region', { name: 'Products found' }).getByRole('link').first().waitFor();
});
