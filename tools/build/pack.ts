import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltPackage, type Manifest, sourceCondition } from './packages.ts';
import { npm, run } from './run.ts';

const shipped = ['dist', 'migrations', 'README.md'];

/** Packs a built package into `into` and gives the tarball's path. */
export async function packPackage(root: string, one: BuiltPackage, into: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-pack-'));
  try {
    await mkdir(into, { recursive: true });
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(published(one.manifest), null, 2)}\n`);
    for (const from of [...shipped.map((name) => join(root, one.directory, name)), join(root, 'LICENSE')])
      if (existsSync(from))
        await cp(from, join(folder, from.slice(from.lastIndexOf('/') + 1)), { recursive: true });
    const output = await run(
      [...npm(), 'pack', '--json', '--ignore-scripts', '--pack-destination', into],
      folder,
    );
    const [packed] = JSON.parse(output) as readonly { readonly filename: string }[];
    return join(into, packed!.filename);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The manifest without what only this repository needs: the way to the sources, which the tarball does not hold. */
function published(manifest: Manifest): object {
  const ways = Object.entries(manifest.exports ?? {}).map(([path, { [sourceCondition]: _, ...rest }]) => [
    path,
    rest,
  ]);
  return { ...manifest, exports: Object.fromEntries(ways), devDependencies: undefined };
}
