import { dirname, join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { runTests } from '../harness/run-tests.ts';

const root = dirname(dirname(import.meta.dirname));

/** Intersection jobs whose parties are killed a hundred times, where `npm test` kills twice: one of rows, one that counts before. */
export async function soak({ seed, signal }: SoakContext): Promise<void> {
  for (const atLeast of [0, 1_500])
    await runTests(join(root, 'engines/fusion/src/jobs/resume.test.ts'), {
      signal,
      env: { JOB_SEED: `${seed}`, JOB_KILLS: '100', JOB_AT_LEAST: `${atLeast}` },
    });
}
