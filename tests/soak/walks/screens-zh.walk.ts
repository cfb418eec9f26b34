import { test } from 'node:test';
import { visitAll } from '../../harness/screens.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('every screen is usable in Chinese, in the light theme, at 320 px', async () => {
  await visitAll(browser(), harbor(), { language: 'zh-CN', theme: 'light', width: 320, touch: true });
});
