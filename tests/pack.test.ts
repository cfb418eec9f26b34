import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { npm, run } from '../tools/build/run.ts';

const root = resolve(import.meta.dirname, '..');
const names = ['kernel', 'link', 'fusion'];
const common = ['in common: 91330106MA2KK0001X', 'in common: 91330106MA2KK0003X'];

let folder: string;

/** The README's code by file name; the block without one is the last. */
function readmeCode(): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, 'engines/fusion/README.md'), 'utf8');
  const blocks = [...text.matchAll(/```js\n(?:\/\/ (\w+\.mjs)\n)?([\s\S]*?)```/g)];
  return new Map(blocks.map(([, name = 'binning.mjs', code]) => [name, code!]));
}

/** Two ports that were free a moment ago. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = await Promise.all(
    [0, 0].map(async (port) => {
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const [a, b] = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [a!, b!];
}

type Program = { readonly child: ChildProcess; readonly lines: string[]; readonly done: Promise<void> };

/** Starts a program as a reader of the README would: the pinned Node, no condition, no variable of this repository. */
function start(file: string): Program {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [file], { cwd: folder, env: { PATH, HOME } });
  const lines: string[] = [];
  let errors = '';
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    for (const line of parts) child.emit('line', line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const done = once(child, 'close').then(([code]) => assert.equal(code, 0, `${file}: ${errors}`));
  return { child, lines, done };
}

/** Writes the README's programs, on ports that are free. */
async function writeReadmeCode(): Promise<void> {
  const ports = await freePorts();
  for (const [name, code] of readmeCode()) {
    const placed = code.replaceAll('7401', `${ports[0]}`).replaceAll('7402', `${ports[1]}`);
    await writeFile(join(folder, name), placed);
  }
}

/** Starts one program, and the other as soon as it speaks; what both said when they are done. */
async function runBoth(
  ...[waits, goes]: [string, string]
): Promise<{ readonly first: readonly string[]; readonly second: readonly string[] }> {
  const first = start(waits);
  await Promise.race([once(first.child, 'line'), first.done]);
  const second = start(goes);
  await Promise.all([first.done, second.done]);
  return { first: first.lines, second: second.lines };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'finharbor-pack-'));
  const tarballs = join(folder, 'tarballs');
  const build = join(root, 'tools', 'build.ts');
  await run([process.execPath, build, 'fusion', '--pack', tarballs], root);
  const files = names.map((name) => join(tarballs, `finharbor-${name}-0.1.0.tgz`));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await run(
    [...npm(), 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', ...files],
    folder,
  );
});

after(() => rm(folder, { recursive: true, force: true }));

describe('the packages as they are installed', () => {
  it('hold the build, its declarations and the licence, and no way to the sources', async () => {
    for (const name of names) {
      const at = join(folder, 'node_modules', '@finharbor', name);
      const manifest = await readFile(join(at, 'package.json'), 'utf8');
      assert.doesNotMatch(manifest, /finharbor-source|devDependencies/);
      assert.match(await readFile(join(at, 'dist', 'index.js'), 'utf8'), /from '\.\/[\w/-]+\.js'/);
      assert.doesNotMatch(await readFile(join(at, 'dist', 'index.js'), 'utf8'), /\.ts'/);
      await readFile(join(at, 'dist', 'index.d.ts'));
      await readFile(join(at, 'LICENSE'));
      await assert.rejects(readFile(join(at, 'src', 'index.ts')), { code: 'ENOENT' });
    }
  });

  it('run the README’s two programs to the intersection', async () => {
    await writeReadmeCode();
    await start('keys.mjs').done;
    const { first, second } = await runBoth('tax.mjs', 'bank.mjs');
    assert.deepEqual(second.toSorted(), common);
    assert.deepEqual(first, ['waiting for bank', ...second], 'the same handles');
  });

  it('run the README’s two programs of a look-up in a prepared table', async () => {
    await writeReadmeCode();
    await start('keys.mjs').done;
    const { first, second } = await runBoth('holder.mjs', 'querier.mjs');
    assert.deepEqual(second, ['91330106MA2KK0002X B']);
    assert.deepEqual(first, ['waiting for bank', 'answered: 2']);
  });

  it('run the README’s binning', async () => {
    const binning = start('binning.mjs');
    await binning.done;
    assert.match(binning.lines.join('\n'), /^\[.*missing.*\] \d \d$/s);
  });

  it('type-check from outside, declarations included', async () => {
    const outside = join(folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'use.ts'), consumer);
    const compilerOptions = {
      ...{ strict: true, module: 'nodenext', target: 'es2024', lib: ['es2024', 'esnext'], noEmit: true },
      ...{ exactOptionalPropertyTypes: true, skipLibCheck: false },
      ...{ types: ['node'], typeRoots: [join(root, 'node_modules', '@types')] },
    };
    await writeFile(join(outside, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    await run([process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', outside], outside);
    await writeFile(join(outside, 'use.ts'), `${consumer}\nconst wrong: string = binOf(binning, 1);\n`);
    await assert.rejects(
      run([process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', outside], outside),
      /Type 'number' is not assignable to type 'string'/,
    );
  });
});

const consumer = `import { type Alignment, align, type Binning, binOf, fitBinning, type Mesh } from '@finharbor/fusion';
import { systemRandom } from '@finharbor/kernel';
import { type Channel, memoryChannels } from '@finharbor/link';

const [channel]: readonly [Channel, Channel] = memoryChannels('a', 'b');
const mesh: Mesh = {
  session: 's',
  self: 'a',
  parties: ['a', 'b'],
  channels: new Map([['b', channel]]),
  progress: (stage: string, done: number, total: number) => void [stage, done, total],
};
export const aligned: Promise<Alignment> = align(mesh, { ids: ['1'], random: systemRandom });
export const binning: Binning = fitBinning([1, null], { kind: 'numeric', minRows: 1 });
export const bin: number = binOf(binning, 1);
`;
