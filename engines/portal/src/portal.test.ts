import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { openPortal, type PortalAnswer, type PortalRequest } from './portal.ts';
import { hostile, testNow, testPaths, testSite } from './testing-site.ts';

const portal = openPortal(testSite());
const get = (url: string, headers: PortalRequest['headers'] = {}) => portal({ url, headers });

async function textOf({ body }: PortalAnswer): Promise<string> {
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? []).toString();
  let text = '';
  for await (const piece of body) text += piece;
  return text;
}
const read = async (url: string) => textOf(await get(url));

test('every page is in one language, points at itself in the other, and lets nothing run', async () => {
  for (const url of testPaths) {
    const answer = await get(url);
    const [, language] = /^\/open\/(\w+)/.exec(url)!;
    const text = await textOf(answer);
    assert.equal(answer.status, url.includes('nowhere') ? 404 : 200, url);
    assert.ok(text.startsWith(`<!doctype html>\n<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`), url);
    assert.match(answer.headers['content-security-policy']!, /^default-src 'none'; style-src 'self';/);
    const tags = text
      .match(/<[^>]*>/g)!
      .join('')
      .replace(/"[^"]*"/g, '');
    assert.doesNotMatch(tags, /<(script|style|b|img)\b|\s(on\w+|style)=/i, url);
    for (const [, to] of text.matchAll(/\s(?:href|src|action)="([^"]*)"/g))
      assert.match(to!, /^(\/open|\/app|\/icon|#|https:\/\/)/, url);
    assert.match(text, new RegExp(`hreflang="${language === 'zh' ? 'en' : 'zh-CN'}"`), url);
    assert.equal(text.match(/<h1/g)?.length, 1, url);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested.
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b\ufffe\u202e]/, url);
  }
});

test('whoever comes without a language gets the one their browser asks for, and no page of another address', async () => {
  for (const [accepted, to] of [
    [undefined, 'zh'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-TW', 'zh'],
    ['fr;q=1,en;q=0.8,zh;q=0.9', 'zh'],
    ['fr', 'zh'],
    ['en;q=0', 'zh'],
  ] as const) {
    const { status, headers } = await get('/open', { 'accept-language': accepted });
    assert.deepEqual(
      [status, headers.location, headers.vary],
      [302, `/open/${to}`, 'accept-language'],
      accepted ?? 'nothing said',
    );
  }
  assert.equal((await get('/open/en/things/')).headers.location, '/open/en/things');
  for (const url of [
    '/open//evil.example/',
    '/open/en//evil.example',
    '/open/fr',
    '/open/en/things/T-1/more',
    '/open/data/none.json',
    '/open/en/data/x',
    '/open/en/things/%00',
    '/open/en/things?after=x',
  ])
    assert.ok([302, 404].includes((await get(url)).status), url);
  assert.match((await get('/open//evil.example/')).headers.location ?? '/open', /^\/open/);
});

test('a page that somebody has already is not sent again; compressed it is the same page', async () => {
  const plain = await get('/open/en/things');
  const { etag } = plain.headers;
  assert.equal(plain.headers['cache-control'], 'public, no-cache');
  const again = await get('/open/en/things', { 'if-none-match': `"other", ${etag}` });
  assert.deepEqual([again.status, again.body, again.headers.etag], [304, undefined, etag]);
  const packed = await get('/open/en/things', { 'accept-encoding': 'br, gzip' });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.deepEqual(gunzipSync(packed.body as Uint8Array), plain.body);
  for (const refused of ['identity', 'gzip;q=0', 'br'])
    assert.equal(
      (await get('/open/en/things', { 'accept-encoding': refused })).headers['content-encoding'],
      undefined,
    );
  const style = /<link rel="stylesheet" href="([^"]+)"/.exec(await textOf(plain))![1]!;
  const sheet = await get(style);
  assert.match(sheet.headers['cache-control']!, /immutable/);
  assert.equal((await get(style.replace('style.', 'style.x'))).status, 404);
});

test('what fails says so in the language of the page, tells nothing of why, and is kept by nobody', async () => {
  const site = testSite();
  const broken = { ...site.pages[0]!, list: () => Promise.reject(new Error('secret of the database')) };
  const failing = openPortal({ ...site, pages: [broken] });
  const { status, headers, body, fault } = await failing({ url: '/open/zh/things', headers: {} });
  const text = Buffer.from(body as Uint8Array).toString();
  assert.deepEqual(
    [status, headers['cache-control'], (fault as Error).message],
    [503, 'no-store', 'secret of the database'],
  );
  assert.ok(text.includes('页面暂时无法显示') && !text.includes('secret'));
});

test('files are made a few at a time: one that is given up makes room', async () => {
  const open = await Promise.all(Array.from({ length: 4 }, () => get('/open/data/things.json')));
  const begun = open.map(({ body }) => (body as AsyncIterable<string>)[Symbol.asyncIterator]());
  for (const one of begun) await one.next();
  assert.equal((await get('/open/data/things.csv')).status, 503);
  for (const one of begun) await one.return!();
  assert.equal((await get('/open/data/things.csv')).status, 200);
});

test('a spreadsheet takes no cell for a formula', async () => {
  const csv = await read('/open/data/things.csv');
  assert.ok(csv.startsWith('\ufeffid,said\r\n') && csv.includes("\r\nT-6,'=1+1\r\n"));
  assert.equal(JSON.parse(await read('/open/data/things.json')).records.length, hostile.length);
});

test('robots are told of these pages alone, and of every one in both languages', async () => {
  assert.match(
    await read('/robots.txt'),
    /Allow: \/open\n[\s\S]*Disallow: \/\n[\s\S]*Sitemap: https:\/\/harbor\.example\/open\/sitemap\.xml/,
  );
  assert.ok(
    (await read('/open/sitemap.xml')).includes('<loc>https://harbor.example/open/sitemap/things.xml</loc>'),
  );
  const addresses = await read('/open/sitemap/things.xml');
  for (let nth = 1; nth <= hostile.length; nth++)
    for (const language of ['en', 'zh'])
      assert.ok(addresses.includes(`<loc>https://harbor.example/open/${language}/things/T-${nth}</loc>`));
});

test('two lists cannot have one name, nor one that is taken', () => {
  const site = testSite();
  const [list] = site.pages;
  assert.throws(() => openPortal({ ...site, pages: [list!, list!] }), /can be called/);
  for (const name of ['data', 'Things', 'a/b', ''])
    assert.throws(() => openPortal({ ...site, pages: [{ ...list!, name }] }), /can be called/, name);
});

test('of a list that tells when it changes a page is read once while it is the same, anew as soon as it is not, and after ten seconds', async () => {
  const site = testSite();
  const [list] = site.pages;
  const reads: string[] = [];
  const versions = new Map<string | undefined, string>([
    ['T-1', 'a'],
    [undefined, 'a'],
  ]);
  const told = openPortal({
    ...site,
    pages: [
      {
        ...list!,
        version: async (id) => versions.get(id),
        entry: (id) => {
          reads.push(id);
          return list!.entry(id);
        },
        list: (query) => {
          reads.push(query.text ?? 'all');
          return list!.list(query);
        },
      },
    ],
  });
  const reading = async (...urls: readonly string[]): Promise<readonly string[]> => {
    reads.length = 0;
    for (const url of urls) assert.equal((await told({ url, headers: {} })).status, 200, url);
    return [...reads];
  };
  const [entry, all, found] = ['/open/en/things/T-1', '/open/en/things', '/open/en/things?q=好'];
  assert.deepEqual(await reading(entry, entry, '/open/zh/things/T-1'), ['T-1', 'T-1'], 'each language once');
  assert.deepEqual(await reading(all, found, all, found, entry), ['all', '好']);
  versions.set('T-1', 'b');
  assert.deepEqual(await reading(entry, entry, all), ['T-1']);
  versions.set(undefined, 'b');
  assert.deepEqual(await reading(entry, all), ['all']);
  testNow.ms += 9_999;
  assert.deepEqual(await reading(entry), []);
  testNow.ms += 1;
  assert.deepEqual(await reading(entry, entry), ['T-1']);
  assert.deepEqual(
    await reading('/open/en/things/T-2', '/open/en/things/T-2'),
    ['T-2', 'T-2'],
    'nothing is told of it',
  );
  assert.equal((await told({ url: '/open/en/things/T-99', headers: {} })).status, 404);
  const tag = (await told({ url: entry, headers: {} })).headers.etag;
  assert.equal((await told({ url: entry, headers: { 'if-none-match': tag } })).status, 304);
  assert.equal(
    (await told({ url: entry, headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'],
    'gzip',
  );
});
