import { test } from 'node:test';
import { castOf } from '../../browser/pilot/cast.ts';
import { refused, stoppedAndRestored, withdrawn } from '../../browser/pilot/exits.ts';
import { nineStages } from '../../browser/pilot/nine-stages.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

for (const language of ['zh', 'en'] as const) {
  test(`one project through the nine stages, ${language}`, async () => {
    await using cast = castOf(harbor(), browser(), language);
    await nineStages(cast);
  });

  test(`refused, withdrawn, suspended, stopped, appealed, ${language}`, async () => {
    await using cast = castOf(harbor(), browser(), language);
    await refused(cast);
    await withdrawn(cast);
    await stoppedAndRestored(cast);
  });
}
