import { test } from 'node:test';
import type { View } from '../../../harness/browser.ts';
import { lookAtComponents } from '../../../harness/design.ts';
import { stage } from '../../../harness/stage.ts';

const here = stage(100);
const views: readonly View[] = [{ language: 'zh-CN' }, { language: 'zh-CN', width: 320, touch: true }];

for (const view of views)
  test(`every component can be used by everybody in Chinese: ${view.width ?? 1280} px`, () =>
    lookAtComponents(here, view));
