import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The condition under which packages of this repository use one another's sources instead of their builds. */
export const sourceCondition = 'finharbor-source';

type Exports = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The package.json of a package that can be installed. */
export type Manifest = {
  readonly name: string;
  readonly exports?: Exports;
  readonly dependencies?: Readonly<Record<string, string>>;
};

/** A package that can be installed: engines and systems with exports. */
export type BuiltPackage = {
  readonly name: string;
  /** Relative to the root. */
  readonly directory: string;
  readonly manifest: Manifest;
  /** The sources its exports name, relative to the directory. */
  readonly entries: readonly string[];
};

/** Every package that can be installed. */
export function readPackages(root: string): readonly BuiltPackage[] {
  return globSync('{engines,systems}/*/package.json', { cwd: root })
    .sort()
    .map((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
      const entries = Object.values(manifest.exports ?? {}).flatMap((ways) => ways[sourceCondition] ?? []);
      return { name: manifest.name, directory: dirname(path), manifest, entries };
    })
    .filter(({ entries }) => entries.length > 0);
}

/** The packages whose directories end in one of `wanted` (all when it is empty) and what they need, needed ones first. */
export function inOrder(known: readonly BuiltPackage[], wanted: readonly string[]): readonly BuiltPackage[] {
  const ordered = new Set<BuiltPackage>();
  const visit = (one: BuiltPackage): void => {
    for (const other of known)
      if (other !== one && one.manifest.dependencies?.[other.name] !== undefined) visit(other);
    ordered.add(one);
  };
  for (const one of known)
    if (wanted.length === 0 || wanted.some((end) => one.directory.endsWith(`/${end}`))) visit(one);
  return [...ordered];
}
