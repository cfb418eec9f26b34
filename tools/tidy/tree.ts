import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSource, type SourceFile } from './source.ts';

/** A workspace package, or the root's own code (tools, bench, tests) under the name `.`. */
export type Package = {
  readonly directory: string;
  readonly name: string;
  /** What others may import, as specifiers: `@finharbor/kernel`, `@finharbor/kernel/http`. */
  readonly specifiers: ReadonlySet<string>;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
};

/** Everything the house rules are asked about. */
export type Tree = {
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly packages: ReadonlyMap<string, Package>;
  /** Every text file there is, code or not, by path. */
  readonly texts: ReadonlyMap<string, string>;
};

const code = /\.(ts|tsx|mjs)$/;
const skipped = ['**/node_modules', '**/dist', '**/coverage', '**/.git', '**/.finharbor', '**/*.tgz'];

/** Reads a repository: the files git would keep, going by the same names as .gitignore. */
export function readTree(root: string): Tree {
  const texts = new Map<string, string>();
  const sources = new Map<string, SourceFile>();
  for (const entry of globSync('**/*', { cwd: root, exclude: skipped, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(root.length + 1).replaceAll('\\', '/');
    const text = readFileSync(file, 'utf8');
    if (text.includes('\0')) continue;
    texts.set(path, text);
    if (code.test(path)) sources.set(path, readSource(path, text));
  }
  const directories = globSync('{engines,systems,apps}/*', { cwd: root }).filter((directory) =>
    existsSync(join(root, directory, 'package.json')),
  );
  const packages = ['.', ...directories].map((directory) => readPackage(root, directory));
  return { texts, sources, packages: new Map(packages.map((one) => [one.directory, one])) };
}

/** The directory of the package a file is in: `engines/kernel`, or `.` for the root's own code. */
export function packageOf(path: string): string {
  const [area, name] = path.split('/');
  return /^(engines|systems|apps)$/.test(area ?? '') ? `${area}/${name}` : '.';
}

/** The package of the repository that an import by name means, if it is one. */
export function packageNamed(tree: Tree, specifier: string): Package | undefined {
  return [...tree.packages.values()].find(
    ({ name }) => specifier === name || specifier.startsWith(`${name}/`),
  );
}

/** Where a relative import leads, as a path of the tree. */
export function target(path: string, specifier: string): string {
  return join(dirname(path), specifier).replaceAll('\\', '/');
}

type Manifest = Partial<
  Record<'dependencies' | 'peerDependencies' | 'devDependencies' | 'exports', object>
> & {
  readonly name?: string;
};

function readPackage(root: string, directory: string): Package {
  const manifest = JSON.parse(readFileSync(join(root, directory, 'package.json'), 'utf8')) as Manifest;
  const name = manifest.name ?? directory;
  const names = (...parts: readonly (object | undefined)[]): ReadonlySet<string> =>
    new Set(parts.flatMap((part) => Object.keys(part ?? {})));
  return {
    directory,
    name,
    specifiers: new Set([...names(manifest.exports)].map((path) => name + path.slice(1))),
    dependencies: names(manifest.dependencies, manifest.peerDependencies),
    devDependencies: names(manifest.devDependencies),
  };
}
