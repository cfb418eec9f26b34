import { dirname, join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { runTests } from '../harness/run-tests.ts';

const root = dirname(dirname(import.meta.dirname));

/** A training whose parties are killed at each of their messages in turn, where `npm test` takes a sample of them. */
export async function soak({ signal }: SoakContext): Promise<void> {
  const file = join(root, 'engines/fusion/src/scorecard/masks.test.ts');
  await runTests(file, { signal, env: { MASK_STRIDE: '1' } });
}
