import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { readTree } from './tidy/tree.ts';
import { tidy } from './tidy.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-tidy-'));
after(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, string>>;

function manifest(name: string, rest: object = {}): string {
  const exports = { '.': './src/index.ts', './http': './src/http/index.ts' };
  return JSON.stringify({ name: `@finharbor/${name}`, exports, ...rest });
}

const uses = (...names: readonly string[]): object => ({
  dependencies: Object.fromEntries(
    names.map((name) => [name.includes('/') ? name : `@finharbor/${name}`, '1']),
  ),
});

const clean: Files = {
  'package.json': JSON.stringify({ name: 'root', devDependencies: { 'fast-check': '1' } }),
  'engines/kernel/package.json': manifest('kernel', uses('link')),
  'engines/kernel/src/index.ts': "export { money } from './money.ts';\n",
  'engines/kernel/src/money.ts': '/** An amount. */\nexport const money = 1;\n',
  'engines/kernel/src/clock.ts': `export const nowMs = () => Date.now();\n${'() => 1;\n'.repeat(40)}`,
  'engines/link/package.json': manifest('link', uses('kernel', 'fusion')),
  'engines/link/src/index.ts':
    "import { money } from '@finharbor/kernel';\n/** Twice. */\nexport const twice = money;\n",
  'engines/fusion/package.json': manifest('fusion', uses('kernel', 'link', 'ledger', 'harbor')),
  'engines/ledger/package.json': manifest('ledger', uses('kernel', 'server')),
  'systems/harbor/package.json': manifest('harbor', uses('kernel', 'fusion', 'financing')),
  'systems/harbor/src/run.ts': "import '@finharbor/fusion';\nimport 'node:fs';\n",
  'systems/harbor/src/run.test.ts': "import 'fast-check';\nnew Date(Date.now());\n",
  'systems/financing/package.json': manifest('financing'),
  'apps/server/package.json': manifest('server', uses('harbor', 'cli')),
  'apps/server/src/config.ts': 'export const port = process.env.PORT;\n',
  'apps/cli/package.json': manifest('cli', uses('server')),
  'apps/cli/src/main.ts': "import '@finharbor/server';\n",
  'systems/harbor/src/testing-child.ts': 'process.env.PORT;\n',
  'tests/whole.test.ts': "import '@finharbor/cli';\nimport '../apps/server/src/config.ts';\n",
};

function findings(files: Files): readonly string[] {
  const root = mkdtempSync(join(folder, 'tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return tidy(readTree(root));
}

const body = (lines: number): string => `{\n${'  f();\n'.repeat(lines - 2)}}\n`;

/** What each of these adds to the clean tree, and the start of the one finding that must come of it. */
const broken: Readonly<Record<string, readonly [path: string, text: string, finding: string]>> = {
  'the kernel imports ours': [
    'engines/kernel/src/a.ts',
    "import '@finharbor/link';",
    '1 layers engines/kernel must not import engines/link',
  ],
  'a common engine imports another': ['engines/link/src/a.ts', "import '@finharbor/fusion';", '1 layers'],
  'an engine imports one that is not common': [
    'engines/fusion/src/a.ts',
    "import '@finharbor/ledger';",
    '1 layers',
  ],
  'an engine imports a system, by type only': [
    'engines/fusion/src/a.ts',
    "\nimport type { A } from '@finharbor/harbor';",
    '2 layers',
  ],
  'a system imports another, at run time': [
    'systems/harbor/src/a.ts',
    "await import('@finharbor/financing');",
    '1 layers',
  ],
  'an engine imports an app': [
    'engines/ledger/src/a.ts',
    "export type { A } from '@finharbor/server';",
    '1 layers',
  ],
  'the server imports the command': ['apps/server/src/a.ts', "export * from '@finharbor/cli';", '1 layers'],
  'an import by a name that is not exported': [
    'engines/link/src/a.ts',
    "import '@finharbor/kernel/src/money.ts';",
    '1 surface @finharbor/kernel does not export',
  ],
  'a relative import of another package': [
    'engines/link/src/a.ts',
    "import '../../kernel/src/money.ts';",
    '1 surface',
  ],
  'the root reaching into an engine': ['bench/a.ts', "import '../engines/kernel/src/money.ts';", '1 surface'],
  'a type taken from another package by path': [
    'engines/link/src/a.ts',
    "export type A = import('../../kernel/src/money.ts').A;",
    '1 surface',
  ],
  'a package that is not declared': ['engines/link/src/a.ts', "import 'zod/v4';", '1 declared zod is not in'],
  "a test's package in code": ['engines/link/src/a.ts', "import 'fast-check';", '1 declared'],
  'a relative import without .ts': ['engines/link/src/a.ts', "import './b';", '1 extension'],
  'a domain that reaches for the machine': ['systems/harbor/src/domain.ts', "import 'node:fs';", '1 domain'],
  'a long file': ['engines/link/src/a.ts', 'f();\n'.repeat(601), '1 file the file: lines 601, at most 600'],
  'a long function': [
    'engines/link/src/a.ts',
    `\nconst long = () => ${body(71)}`,
    '2 function long: lines 71, at most 70',
  ],
  'a long method': ['engines/link/src/a.ts', `class A { long() ${body(71)} }`, '1 function long'],
  'a long test': ['engines/link/src/a.test.ts', `test('x', () => ${body(71)});`, '1 function'],
  'many parameters': [
    'engines/link/src/a.ts',
    'function many(a, b, c, ...d) {}',
    '1 parameters many: parameters 4, at most 3',
  ],
  'the time of the machine': ['engines/link/src/a.ts', 'const t = Date.now();', '1 ambient Date.now'],
  'a date of its own': ['systems/harbor/src/a.ts', 'const t = new Date(0);', '1 ambient new Date'],
  'chance of its own': ['apps/cli/src/a.ts', 'Math.random();', '1 ambient Math.random'],
  'the environment': ['apps/cli/src/a.ts', 'const { PORT } = process.env;', '1 ambient process.env'],
  'the time by Temporal': ['engines/link/src/a.ts', 'Temporal.Now.instant();', '1 ambient Temporal.Now'],
  'a default export': ['engines/link/src/a.ts', 'export default 1;', '1 named'],
  'a surface that names nothing': [
    'engines/link/src/http/index.ts',
    "export * from '../index.ts';",
    '1 named',
  ],
  'no docstring behind the surface': [
    'engines/link/src/http/index.ts',
    "\nexport { a } from '../a.ts';",
    '2 docstring a',
  ],
  'no docstring on the surface': [
    'engines/link/src/http/index.ts',
    '// a\nexport function a() {}',
    '2 docstring a',
  ],
  'a file that does not parse': ['engines/link/src/a.ts', 'const = 1;', '1 parses'],
  'a path of one machine': ['docs/a.md', `x\nsee ${['', 'home', 'me'].join('/')}`, '2 elsewhere path'],
  'a registry host': [
    'package-lock.json',
    ['https:/', 'registry.example.org', 'a.tgz'].join('/'),
    '1 elsewhere registry',
  ],
  'a program run by a shell': [
    'engines/link/src/a.ts',
    `x;\nspawn('ls', { ${['shell', 'true'].join(': ')} });`,
    '2 elsewhere shell',
  ],
  'a command line': [
    'engines/link/src/a.ts',
    `import { ${'exec'}, spawn } from 'node:child_process';`,
    '1 elsewhere shell',
  ],
};

test('a tree that keeps the rules has no findings', () => {
  assert.deepEqual(findings(clean), []);
});

for (const [what, [path, text, start]] of Object.entries(broken))
  test(`${what} is found, and nothing else is`, () => {
    const found = findings({ ...clean, [path]: text });
    assert.equal(found.length, 1, found.join('\n'));
    assert.equal(found[0]?.slice(0, path.length + 1 + start.length), `${path}:${start}`);
  });

test('a docstring is followed to where the name is declared, past renaming and comments for tools', () => {
  const index = "import { c } from './c.ts';\nexport { b as a } from './b.ts';\nexport { c };\n";
  const path = 'engines/ledger/src/';
  const b = "export { inner as b } from './c.ts';\n";
  const c =
    '/** In. */\n// biome-ignore x: y\nclass inner {}\n/** C. */\nexport type c = 1;\nexport { inner };\n';
  assert.deepEqual(
    findings({ ...clean, [`${path}index.ts`]: index, [`${path}b.ts`]: b, [`${path}c.ts`]: c }),
    [],
  );
});

test('the callback of a describe is no function', () => {
  const suite = `describe('x', () => ${body(200)});\n`;
  assert.deepEqual(findings({ ...clean, 'engines/link/src/a.test.ts': suite }), []);
});

test('half of the files and 95 % of the functions keep within tighter limits', () => {
  const files = Array.from({ length: 40 }, (_, index) => [
    `engines/link/src/a${index}.ts`,
    'f();\n'.repeat(151),
  ]);
  assert.deepEqual(findings({ ...clean, ...Object.fromEntries(files) }), [
    '.:1 quantile 50 % of the files reach 151 lines, at most 150',
  ]);
  const functions = { 'engines/link/src/a.ts': `() => ${body(51)}`.repeat(3) };
  assert.deepEqual(findings({ ...clean, ...functions }), [
    '.:1 quantile 95 % of the functions reach 51 lines, at most 50',
  ]);
});

test('a tree without code is a failure, and what git ignores is no code', () => {
  const nothing = {
    'package.json': '{}',
    'node_modules/a/index.ts': 'f();',
    'engines/link/dist/a.ts': 'f();',
  };
  assert.deepEqual(findings(nothing), ['.:1 files no file of code was read']);
});
