import { test } from 'node:test';
import { visitAll } from '../../harness/screens.ts';
import { stage } from '../../harness/stage.ts';

const here = stage(100);

test('every screen is usable in Chinese, in the light theme, at 320 px', () =>
  visitAll({ stage: here, view: { language: 'zh-CN', theme: 'light', width: 320, touch: true } }));
