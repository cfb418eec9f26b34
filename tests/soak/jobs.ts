import { dirname, join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { runTests } from '../harness/run-tests.ts';

const root = dirname(dirname(import.meta.dirname));

/** An intersection job whose parties are killed a hundred times, where `npm test` kills twice. */
export async function soak({ seed, signal }: SoakContext): Promise<void> {
  await runTests(join(root, 'engines/fusion/src/jobs/resume.test.ts'), {
    signal,
    env: { JOB_SEED: `${seed}`, JOB_KILLS: '100' },
  });
}
