import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { runTests } from '../harness/run-tests.ts';

/**
 * The long walks through the console that `npm test` has no time for: the whole job by other hands, all screens in another language
 * and width. Each is a file of tests, run to its end whatever the time; `npm run soak -- walks pilot` runs those whose name begins so.
 */
export async function soak({ part = '', log, signal }: SoakContext): Promise<void> {
  const folder = join(import.meta.dirname, 'walks');
  const files = globSync(`${part}*.walk.ts`, { cwd: folder }).toSorted();
  if (files.length === 0) throw new Error('There is no walk to do.');
  for (const file of files) {
    if (signal.aborted) return;
    log(file);
    await runTests(join(folder, file), { signal, env: { BOTH_THEMES: '1' } });
  }
}
