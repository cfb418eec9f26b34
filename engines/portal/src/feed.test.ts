import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPortal } from './portal.ts';
import type { Site } from './site.ts';
import { hostileEntries, testSite } from './testing-site.ts';

const grammar = join(import.meta.dirname, '../testdata/atom.rng');

async function feedOf(site: Site, path: string): Promise<string> {
  const { status, headers, body } = await openPortal(site)({ url: path, headers: {} });
  assert.deepEqual([status, headers['content-type']], [200, 'application/atom+xml; charset=utf-8']);
  return Buffer.from(body as Uint8Array).toString();
}

const idsOf = (feed: string): readonly string[] =>
  [...feed.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id!);

test('xmllint finds every feed valid: empty, in pages, with hostile text, in both languages', async (t) => {
  if (spawnSync('xmllint', ['--version']).error !== undefined) return t.skip('xmllint not found');
  const check = (input: string) =>
    spawnSync('xmllint', ['--noout', '--relaxng', grammar, '-'], { input, encoding: 'utf8' });
  for (const language of ['en', 'zh'])
    for (const [site, path] of [
      [testSite(), 'feed.atom'],
      [testSite(), 'feed.atom?after=5'],
      [testSite([]), 'feed.atom'],
      ...hostileEntries.map(({ id }) => [testSite(), `${id}/feed.atom`] as const),
    ] as const) {
      const feed = await feedOf(site, `/open/${language}/things/${path}`);
      const { status, stderr } = check(feed);
      assert.equal(status, 0, stderr);
      for (const wrong of [
        feed.replace('<updated>', '<updated>x'),
        feed.replace(/<title>.*?<\/title>/s, ''),
        feed.replace('rel="self"', 'rel="self" onload="x"'),
        feed.replace('</feed>', '<entry/></feed>'),
      ])
        assert.notEqual(check(wrong).status, 0);
    }
});

test('an entry has one id in both languages, at every address, and another at every other publisher', async () => {
  const site = testSite();
  const path = (language: string) => `/open/${language}/things/feed.atom`;
  const ids = idsOf(await feedOf(site, path('en')));
  assert.equal(new Set(ids).size, 6);
  for (const id of ids)
    assert.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(idsOf(await feedOf(site, path('zh'))), ids);
  assert.deepEqual(idsOf(await feedOf({ ...site, origin: () => 'https://moved.example' }, path('en'))), ids);
  for (const id of idsOf(await feedOf({ ...site, identity: 'other' }, path('en'))))
    assert.ok(!ids.includes(id));
});

test('what is new of one entry has ids of its own, and leads to the page of the entry', async () => {
  const [all, own, other] = await Promise.all(
    ['feed.atom', 'T-1/feed.atom', 'T-2/feed.atom'].map((path) =>
      feedOf(testSite(), `/open/en/things/${path}`),
    ),
  );
  const ids = [...idsOf(own!), ...idsOf(other!)];
  assert.equal(new Set([...ids, ...idsOf(all!)]).size, ids.length + idsOf(all!).length);
  assert.equal(ids.length, 4);
  assert.ok(own!.includes('href="https://harbor.example/open/zh/things/T-1"'));
  const none = await openPortal(testSite())({ url: '/open/en/things/T-99/feed.atom', headers: {} });
  assert.equal(none.status, 404);
});

test('a feed changed when the latest of its entries did, and leads to the pages after it', async () => {
  const feed = await feedOf(testSite(), '/open/en/things/feed.atom');
  assert.ok(feed.includes('<updated>2026-05-28T20:26:40Z</updated>'));
  const next = /<link rel="next"[^>]*href="https:\/\/harbor\.example([^"]+)"/.exec(feed)![1]!;
  const rest = await feedOf(testSite(), next);
  assert.equal(idsOf(feed).length + idsOf(rest).length, hostileEntries.length + 2);
  assert.doesNotMatch(rest, /rel="next"/);
});
