import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { buildServer } from './build.ts';

const root = mkdtempSync(join(tmpdir(), 'finharbor-built-'));
after(() => rmSync(root, { recursive: true, force: true }));
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const build = (): ReturnType<typeof buildServer> => buildServer(root, () => {});
const run = (program: string) =>
  spawnSync(process.execPath, ['--enable-source-maps', program], { encoding: 'utf8' });

write('package-lock.json', '{}');
write('apps/cli/src/main.ts', `console.log('first');`);
write('apps/server/src/program.ts', 'export const program: string = import.meta.dirname;');
write(
  'apps/server/src/process.ts',
  `import { program } from './program.ts';
const here: readonly string[] = [new URL('../data', import.meta.url).pathname, import.meta.filename, program];
console.log(here.join());
throw new Error('on the fifth line'.replace('fifth', 'fourth'));`,
);

test('a built module finds its files beside its source, the program what is beside the bundle; a fault names the line of its source', async () => {
  const { process: program } = await build();
  const { stdout, stderr } = run(program);
  const [data, self, folder] = stdout.trim().split(',');
  assert.equal(data, join(root, 'apps/server/data'));
  assert.equal(join(self!), join(root, 'apps/server/src/process.ts'));
  assert.equal(folder, join(root, 'apps/server/dist'));
  assert.match(stderr, /apps\/server\/src\/process\.ts:4/);
});

test('what is built from the same sources stays, whatever the times of files', async () => {
  const { finharbor } = await build();
  const builtMs = statSync(finharbor).mtimeMs;
  write('apps/cli/src/main.ts', `console.log('first');`);
  await build();
  assert.equal(statSync(finharbor).mtimeMs, builtMs);
});

test('other sources are built, by two at once as by one, and nothing else is left', async () => {
  write('apps/cli/src/main.ts', `console.log('second');`);
  const [{ finharbor }] = await Promise.all([build(), build()]);
  assert.equal(run(finharbor).stdout, 'second\n');
  const names = ['finharbor.js', 'finharbor.js.map', 'process.js', 'process.js.map'];
  assert.deepEqual(readdirSync(join(root, 'apps/server/dist')).sort(), names);
});

test('sources that do not build leave the program that was there, and the next build tries again', async () => {
  const { finharbor } = await build();
  const before = readFileSync(finharbor, 'utf8');
  write('apps/cli/src/main.ts', `import './gone.ts';`);
  await assert.rejects(build(), /gone\.ts/);
  assert.equal(readFileSync(finharbor, 'utf8'), before);
  write('apps/cli/src/main.ts', `console.log('third');`);
  assert.equal(run((await build()).finharbor).stdout, 'third\n');
});
