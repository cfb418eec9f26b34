import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClean } from '../../harness/person.ts';
import { visitAll } from '../../harness/screens.ts';
import { stage } from '../../harness/stage.ts';
import { untranslated } from '../../harness/untranslated.ts';

const here = stage(100);

test('every screen is usable by everybody, in the dark theme, and no string of it is left untranslated', async () => {
  const found: string[] = [];
  await visitAll({
    stage: here,
    view: { language: 'pseudo', theme: 'dark' },
    async look(visitor) {
      for (const text of await untranslated(visitor.page)) found.push(`${visitor.page.url()}: ${text}`);
      await isClean(visitor);
    },
  });
  assert.deepEqual(found, []);
});
