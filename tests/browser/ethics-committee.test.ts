import { test } from 'node:test';
import { stage } from '../harness/stage.ts';
import { reportedBreach } from './ethics/breach.ts';
import { byKeyboard } from './ethics/committee.ts';
import { castOf } from './pilot/cast.ts';

// All of it, and in Chinese: `npm run soak -- walks`.
const { harbor, browser } = stage(100);

test('by keyboard alone a text of the declaration is adopted and an opinion given; a breach of it is reported without an account and followed', async () => {
  await using cast = castOf(harbor(), browser(), 'en');
  await byKeyboard(cast);
  await reportedBreach(cast);
});
