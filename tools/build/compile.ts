import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuiltPackage } from './packages.ts';
import { run } from './run.ts';

/**
 * Compiles what a package's exports reach to JavaScript and declarations in its dist/. The packages it needs must be
 * built before: without the source condition it sees them as whoever installs it will.
 */
export async function buildPackage(root: string, one: BuiltPackage): Promise<void> {
  const directory = join(root, one.directory);
  const outDir = join(directory, 'dist');
  await rm(outDir, { recursive: true, force: true });
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-build-'));
  try {
    const project = join(folder, 'tsconfig.json');
    const compilerOptions = {
      ...{ rootDir: join(directory, 'src'), outDir, noEmit: false, customConditions: [] },
      typeRoots: [join(root, 'node_modules', '@types')],
    };
    const files = one.entries.map((entry) => join(directory, entry));
    const config = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] };
    await writeFile(project, JSON.stringify(config));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    await run([process.execPath, tsc, '-p', project, '--pretty', 'false'], directory);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
