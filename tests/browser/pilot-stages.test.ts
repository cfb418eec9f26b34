import { test } from 'node:test';
import { stage } from '../harness/stage.ts';
import { castOf } from './pilot/cast.ts';
import { refused, withdrawn } from './pilot/exits.ts';
import { nineStages } from './pilot/nine-stages.ts';

const { harbor, browser } = stage(100);

test('one project goes through the nine stages of the pilot, each on screen by whoever does it', async () => {
  await using cast = castOf(harbor(), browser(), 'en');
  await nineStages(cast);
});

test('a declaration that the experts are against is refused, another is withdrawn: in Chinese, the firm on the telephone', async () => {
  await using cast = castOf(harbor(), browser(), 'zh');
  await refused(cast);
  await withdrawn(cast);
});
