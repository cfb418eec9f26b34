import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, visit } from '../harness/browser.ts';
import { stage } from '../harness/stage.ts';

const place = stage(100);
const number = 'ZC-2026-000001';
const url = (path: string): string => new URL(path, place.harbor().current().url).href;

const pages = ['', '/cases', '/cases?q=zzz', `/cases/${number}`, '/data', '/nowhere'];

test('every kind of page, in both languages, light and dark, narrow and wide, can be used by everybody', async () => {
  for (const language of ['en', 'zh'] as const)
    for (const theme of ['light', 'dark'] as const)
      for (const width of [390, 1280]) {
        const view = { language: language === 'en' ? ('en' as const) : ('zh-CN' as const), theme, width };
        await using visitor = await visit(place.browser(), view);
        const { page, faults } = visitor;
        for (const path of pages) {
          await page.goto(url(`/open/${language}${path}`));
          const at = `${page.url()}, ${theme}, ${width}`;
          assert.deepEqual(await axe(page), [], at);
          const wide = await page.evaluate<number>('document.scrollingElement.scrollWidth');
          assert.ok(wide <= width, `${at}: ${wide} px wide`);
        }
        assert.deepEqual(faults, []);
      }
});

test('with more contrast every text has 7:1', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await place.browser().newContext({ colorScheme, contrast: 'more', locale: 'zh-CN' });
    try {
      const page = await context.newPage();
      for (const path of pages) {
        await page.goto(url(`/open/zh${path}`));
        assert.deepEqual(await axe(page, { of: 'enhanced' }), [], `${page.url()}, ${colorScheme}`);
      }
    } finally {
      await context.close();
    }
  }
});

test('without scripts somebody finds what is published, reads it, changes the language and takes the data along', async () => {
  const context = await place.browser().newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url('/open'));
    assert.equal(new URL(page.url()).pathname, '/open/zh');
    await page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name: '事项公示' }).click();
    await page.getByRole('searchbox').fill(number);
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('link', { name: new RegExp(number) }).click();
    assert.equal(new URL(page.url()).pathname, `/open/zh/cases/${number}`);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/open/en/cases/${number}`);
    await page.getByRole('contentinfo').getByRole('link', { name: 'Open data' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download: CSV' }).first().click(),
    ]);
    assert.equal(file.suggestedFilename(), 'cases.csv');
    assert.equal(await page.evaluate(`document.scripts.length`), 0);
    assert.deepEqual(await context.cookies(), []);
  } finally {
    await context.close();
  }
});

test('the site and the console lead to each other, and an objection from the one to the other', async () => {
  await using visitor = await visit(place.browser(), { language: 'en' });
  const { page } = visitor;
  page.setDefaultTimeout(20_000);
  for (const path of ['/', '/app/overview', '/app/sign-in']) {
    await page.goto(url(path));
    await page.getByRole('link', { name: 'What is published for everybody' }).click();
    await page.waitForURL(/\/open\/en$/);
  }
  await page.goto(url(`/app/public-cases/${number}`));
  await page.getByRole('link', { name: /The same on the public site/ }).click();
  await page.waitForURL(new RegExp(`/open/en/cases/${number}$`));
  const object = page.getByRole('link', { name: 'Object', exact: true });
  await object.click();
  await page.waitForURL(new RegExp(`/app/public-cases/${number}$`));
  await page
    .getByRole('link', { name: /Sign in/ })
    .first()
    .waitFor();
});

test('on paper a page has what is published and its address, and nothing to press', async () => {
  await using visitor = await visit(place.browser(), { language: 'en', theme: 'dark' });
  const { page } = visitor;
  await page.goto(url(`/open/en/cases/${number}`));
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
  assert.ok(await page.getByText(`Address of this page: ${url(`/open/en/cases/${number}`)}`).isVisible());
  for (const name of ['Object', 'Sign in to the platform', '中文'])
    assert.equal(await page.getByRole('link', { name, exact: true }).isVisible(), false, name);
  assert.ok((await page.pdf({ tagged: true })).length > 5_000);
});

test('a robot, or anybody, may ask for the head of a page, a feed and a file alone', async () => {
  for (const path of [
    '/robots.txt',
    '/open/en',
    '/open/en/cases/feed.atom',
    '/open/data/cases.json',
    '/open/sitemap/cases.xml',
  ]) {
    const head = await fetch(url(path), { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [200, ''], path);
    assert.equal(
      (await fetch(url(path))).headers.get('content-type'),
      head.headers.get('content-type'),
      path,
    );
  }
  assert.equal((await fetch(url('/open/en'), { method: 'POST' })).status, 404);
});
