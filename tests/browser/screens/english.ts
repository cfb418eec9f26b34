import { test } from 'node:test';
import { visitAll } from '../../harness/screens.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('every screen is usable in English, in the dark theme, at a desk', async () => {
  await visitAll(browser(), harbor(), { language: 'en', theme: 'dark' });
});
