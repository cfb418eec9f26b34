import { dirname, join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { runTests } from '../harness/run-tests.ts';

const root = dirname(dirname(import.meta.dirname));

/** Boostings whose parties and dealer are killed twenty times in a row, as long as there is time; `npm test` kills once. */
export async function soak({ seed, seconds, signal, log }: SoakContext): Promise<void> {
  const endMs = performance.now() + seconds * 1000;
  for (let row = 0; performance.now() < endMs && !signal.aborted; row++) {
    await runTests(join(root, 'engines/fusion/src/boosting/resume.test.ts'), {
      signal,
      env: { TREES_SEED: `${seed + row}`, TREES_KILLS: '20' },
    });
    log(`row ${row + 1} of kills`);
  }
}
