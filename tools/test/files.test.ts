import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type FileResult, runTestFile, testFiles } from './files.ts';

const root = mkdtempSync(join(tmpdir(), 'finharbor-files-'));
after(() => rmSync(root, { recursive: true }));

const never = new AbortController().signal;

async function run(text: string, options: object = {}): Promise<FileResult> {
  writeFileSync(join(root, 'a.test.ts'), `import { describe, test } from 'node:test';\n${text}`);
  const { env } = process;
  return runTestFile('a.test.ts', { root, env, timeoutMs: 60_000, signal: never, ...options });
}

const outcomes = ({ tests }: FileResult): readonly string[] =>
  tests.map(({ name, outcome, detail }) => `${outcome} ${name} ${detail}`.trim());

test('every test is reported by its full name, with the reason where it was left out', async () => {
  const result = await run(`
    test('alone', () => {});
    describe('group', () => {
      test('parent', async (t) => { await t.test('child', () => {}); });
      test('left out', { skip: 'no network' }, () => {});
      test.todo('later');
    });`);
  assert.deepEqual(outcomes(result), [
    'passed alone',
    'passed group › parent › child',
    'passed group › parent',
    'skipped group › left out no network',
    'skipped group › later to do: no reason given',
  ]);
});

test('a failure carries its error once, not again for its suite, and the output of the file', async () => {
  const result = await run(`
    describe('group', () => {
      test('bad', () => { console.log('seed 7'); throw new Error('the reason'); });
    });`);
  assert.equal(result.tests.length, 1);
  assert.equal(result.tests[0]?.name, 'group › bad');
  assert.match(result.tests[0].detail, /Error: the reason\n {4}at .*a\.test\.ts/);
  assert.equal(result.output, 'seed 7\n');
});

test('a hook that fails fails its suite', async () => {
  const result = await run(`
    import { before } from 'node:test';
    describe('group', () => { before(() => { throw new Error('no luck'); }); test('x', () => {}); });`);
  assert.ok(result.tests.some(({ outcome, detail }) => outcome === 'failed' && detail.includes('no luck')));
});

/** Exits with 0 once the result of the first test is on the disk, so that the file has a passed test to show. */
const exitAfterFirst = `
  import { statSync } from 'node:fs';
  import { setImmediate } from 'node:timers/promises';
  const written = process.execArgv.find((flag) => flag.startsWith('--test-reporter-destination=')).split('=')[1];
  test('a', () => {});
  test('b', async () => { while (!statSync(written, { throwIfNoEntry: false })?.size) await setImmediate(); process.exit(0); });
  test('c', () => {});`;

const broken: Readonly<Record<string, readonly [text: string, detail: RegExp]>> = {
  'a crash outside of tests': ["throw new Error('early');", /ended with code 1 outside/],
  'an exit in the middle': [exitAfterFirst, /ended with code 0 .* before the last one/],
  'a file without tests': ['describe;', /holds no test/],
};

for (const [what, [text, detail]] of Object.entries(broken))
  test(`${what} is a failure`, async () => {
    const failed = (await run(text)).tests.filter(({ outcome }) => outcome === 'failed');
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.detail ?? '', detail);
  });

/** Starts a process that outlives its parent, and writes down which. */
const leave = `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  left.unref();
  writeFileSync('left', String(left.pid));`;

function isRunning(pid: number): boolean {
  try {
    // A dead process that nobody has reaped yet is one no more.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

const leftOver = (): boolean => isRunning(Number(readFileSync(join(root, 'left'), 'utf8')));
/** A process that was killed is gone a moment later, which is longer on a busy machine. */
async function isLeftOver(): Promise<boolean> {
  const deadlineMs = performance.now() + 5000;
  while (leftOver() && performance.now() < deadlineMs) await delay(10);
  return leftOver();
}
const linux = process.platform === 'linux' ? false : 'processes are found by /proc';

test('processes that a file leaves are named, ended, and a failure', { skip: linux }, async () => {
  const result = await run(`${leave}\ntest('fine', () => {});`);
  assert.match(
    outcomes(result).join('\n'),
    /passed fine\nfailed the file itself left running.*\n.*setInterval/,
  );
  assert.equal(leftOver(), false);
});

test('a file that does not end is ended with all it started', { skip: linux }, async () => {
  const result = await run(`${leave}\ntest('stuck', () => { for (;;); });`, { timeoutMs: 2000 });
  assert.match(outcomes(result).join('\n'), /failed the file itself not finished after 2 s/);
  assert.equal(leftOver(), false);
});

test('likewise what leads a group of its own, as a database server does', { skip: linux }, async () => {
  const apart = leave.replace("{ stdio: 'ignore' }", "{ stdio: 'ignore', detached: true }");
  await run(`${apart}\ntest('stuck', () => { for (;;); });`, { timeoutMs: 2000 });
  assert.equal(await isLeftOver(), false);
});

test('an interrupted file is ended with all it started', { skip: linux }, async () => {
  const abort = new AbortController();
  const ended = run(`${leave}\ntest('stuck', () => { for (;;); });`, { signal: abort.signal });
  abort.abort();
  assert.deepEqual(outcomes(await ended), ['failed the file itself interrupted']);
});

test('test files are found in every area, those of the whole system first, by any of several words, and not in what was installed or built', () => {
  const paths = [
    'engines/a/src/x.test.ts',
    'tools/y.test.ts',
    'tests/deep/z.test.ts',
    'apps/b/src/w.db.test.ts',
  ];
  const others = [
    'engines/a/node_modules/n.test.ts',
    'engines/a/dist/d.test.ts',
    'bench/b.test.ts',
    'tools/t.ts',
  ];
  for (const path of [...paths, ...others]) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  assert.deepEqual(testFiles(root, []), [
    'tests/deep/z.test.ts',
    'apps/b/src/w.db.test.ts',
    'engines/a/src/x.test.ts',
    'tools/y.test.ts',
  ]);
  assert.deepEqual(testFiles(root, ['.db.', 'deep']), ['tests/deep/z.test.ts', 'apps/b/src/w.db.test.ts']);
  assert.deepEqual(testFiles(root, ['nowhere']), []);
});
