import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { buildPackages } from './packages.ts';

const root = dirname(dirname(import.meta.dirname));
const resolver = join(import.meta.dirname, 'resolve-built.mjs');

/** What a module of this text at the root writes, in a process that is told of the built packages, or is not. */
function run(text: string, told?: string): unknown {
  const { FINHARBOR_TEST_PACKAGES: _told, FINHARBOR_TEST_DATABASE_URL: _url, ...others } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--conditions=finharbor-source', '--experimental-import-meta-resolve', '--import', resolver],
      ...['--input-type=module', '--eval', `console.log(JSON.stringify(await (async () => { ${text} })()));`],
    ],
    { cwd: root, encoding: 'utf8', env: { ...others, ...(told && { FINHARBOR_TEST_PACKAGES: told }) } },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const at = (file: string): string => pathToFileURL(join(root, file)).href;
const found = `
  const from = (file, name) => import.meta.resolve(name, ${JSON.stringify(at(''))} + '/' + file);
  return [
    from('engines/link/src/index.ts', '@finharbor/kernel'),
    from('engines/access/src/index.ts', 'better-auth'),
    from('engines/kernel/src/index.ts', '@finharbor/kernel/http'),
    from('engines/kernel/src/index.ts', 'pg'),
  ];`;

test('a source gets built what other packages are, and as they stand its own package and what is not built', async () => {
  const told = await buildPackages(root);
  const [kernel, auth, own, pg] = run(found, told) as string[];
  for (const built of [kernel!, auth!]) assert.ok(built.startsWith(pathToFileURL(dirname(told)).href), built);
  assert.equal(own, at('engines/kernel/src/http/index.ts'));
  assert.match(pg!, /\/node_modules\/pg\//);
});

test('who is not told of built packages gets sources', () => {
  const [kernel, auth] = run(found) as string[];
  assert.equal(kernel, at('engines/kernel/src/index.ts'));
  assert.match(auth!, /\/node_modules\/better-auth\//);
});

test('entries of a package that are built share its modules', async () => {
  const thrown = run(
    `const { FinharborError } = await import('@finharbor/kernel');
    const { testDatabase } = await import('@finharbor/kernel/testing');
    return await testDatabase().catch((error) => [error instanceof FinharborError, error.code]);`,
    await buildPackages(root),
  );
  assert.deepEqual(thrown, [true, 'test.no_database']);
});
