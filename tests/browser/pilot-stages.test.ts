import { test } from 'node:test';
import { stage } from '../harness/stage.ts';
import { castOf } from './pilot/cast.ts';
import { nineStages } from './pilot/nine-stages.ts';

// The same in Chinese, and how projects end otherwise: `npm run soak -- walks`.
const { harbor, browser } = stage(100);

test('one project goes through the nine stages of the pilot, each on screen by whoever does it', async () => {
  await using cast = castOf(harbor(), browser(), 'en');
  await nineStages(cast);
});
