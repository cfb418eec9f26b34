import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type View, visit } from '../../harness/browser.ts';
import { become, follow, isThere } from '../../harness/person.ts';
import { screens, unsigned } from '../../harness/screens.ts';
import { stage } from '../../harness/stage.ts';
import { untranslated } from '../../harness/untranslated.ts';

const { harbor, browser } = stage(100);

const view: View = { language: 'pseudo' };

test('no string of a screen is left untranslated', async () => {
  const found: string[] = [];
  for (const [who, paths] of screens) {
    await using person = await become(browser(), harbor().current().url, { name: new RegExp(who), view });
    for (const path of paths) {
      await follow(person.page, path);
      for (const text of await untranslated(person.page)) found.push(`${path}: ${text}`);
    }
  }
  assert.deepEqual(found, []);
});

test('nor of a screen for who has not signed in', async () => {
  await using stranger = await visit(browser(), view);
  const found: string[] = [];
  for (const path of ['', ...unsigned.map((screen) => `/app${screen}`)]) {
    await stranger.page.goto(`${harbor().current().url}${path}`);
    await isThere(stranger.page);
    for (const text of await untranslated(stranger.page)) found.push(`${path}: ${text}`);
  }
  assert.deepEqual(found, []);
});
