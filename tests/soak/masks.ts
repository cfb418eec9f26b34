import { dirname, join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { runTests } from '../harness/run-tests.ts';

const root = dirname(dirname(import.meta.dirname));

/** A training and a regression whose parties are killed at each of their messages in turn, where `npm test` takes a sample. */
export async function soak({ signal }: SoakContext): Promise<void> {
  for (const folder of ['scorecard', 'regression'])
    await runTests(join(root, 'engines/fusion/src', folder, 'masks.test.ts'), {
      signal,
      env: { MASK_STRIDE: '1' },
    });
}
