import { test } from 'node:test';
import { visitAll } from '../../harness/screens.ts';
import { stage } from '../../harness/stage.ts';

const here = stage(100);

test('every screen is usable in English, in the dark theme, at a desk', () =>
  visitAll({ stage: here, view: { language: 'en', theme: 'dark' } }));
