import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { help as en } from './en.ts';
import { help as zh } from './zh.ts';

// Screens are rows of path and title, in files that also name what only a browser loads: they are read as text.
const root = join(import.meta.dirname, '../../../..');
const files = globSync(['systems/*/console/**/*.ts', 'apps/console/src/**/screens.ts'], { cwd: root });
const screens = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/path: '(\/[^']*)',\s+title\b/g)].map(
    ([, path]) => path!,
  ),
);

test('every screen has help in both languages, and no help is of a screen that is gone', () => {
  assert.ok(screens.length >= 40, `${screens.length} screens were found`);
  const paths = ['/', ...screens].toSorted();
  assert.deepEqual(Object.keys(en).toSorted(), paths);
  assert.deepEqual(Object.keys(zh).toSorted(), paths);
});

test('help says what a screen is for and at least one step, the same in both languages', () => {
  for (const [path, { purpose, steps, words = [] }] of Object.entries(en)) {
    assert.ok(purpose.length > 0 && steps.length > 0, path);
    assert.equal(zh[path]!.steps.length, steps.length, path);
    assert.equal(zh[path]!.words?.length ?? 0, words.length, path);
    assert.match(zh[path]!.purpose, /\p{Script=Han}/u, path);
  }
});
