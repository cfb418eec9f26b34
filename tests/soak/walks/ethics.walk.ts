import { test } from 'node:test';
import { committeeAtWork } from '../../browser/ethics/committee.ts';
import { castOf } from '../../browser/pilot/cast.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

for (const language of ['zh', 'en'] as const)
  test(`texts, members, interests, a firm, a breach and the report of the committee, ${language}`, async () => {
    await using cast = castOf(harbor(), browser(), language);
    await committeeAtWork(cast);
  });
