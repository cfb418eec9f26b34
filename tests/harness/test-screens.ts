import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClean } from './person.ts';
import { type Round, visitAll } from './screens.ts';
import type { Stage } from './stage.ts';
import { untranslated } from './untranslated.ts';

/** Holds every screen of some people to what all are held to. */
export function testScreens(stage: Stage, at: Round['at'] & string): void {
  test(`every screen of the ${at} is usable by everybody, in the dark theme, and no string of it is left untranslated`, async () => {
    const found: string[] = [];
    await visitAll({
      stage,
      at,
      view: { language: 'pseudo', theme: 'dark' },
      async look(visitor) {
        for (const text of await untranslated(visitor.page)) found.push(`${visitor.page.url()}: ${text}`);
        await isClean(visitor);
      },
    });
    assert.deepEqual(found, []);
  });
}
