import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One word for the contents of all files that match `sources`, tests and what was built aside. Not their times: git gives every file of a
 * checkout the time of the checkout.
 */
export function stampOf(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root, exclude: ['**/node_modules', '**/dist', '**/*.test.ts'] });
  for (const file of files.sort())
    if (/\.[a-z]+$/.test(file))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  return hash.digest('hex');
}
