import assert from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type Calibration, compareWithBase, writeBase } from '../bench/harness/calibrate.ts';
import { benchContext, median } from '../bench/harness/context.ts';
import { killAll, processTree } from '../bench/harness/processes.ts';

const root = dirname(import.meta.dirname);

function bench(...args: string[]) {
  const done = spawnSync(process.execPath, ['tools/bootstrap.mjs', 'bench/run.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status: done.status, out: done.stdout.trimEnd().split('\n'), err: done.stderr };
}

test('an unknown name lists those there are and exits with 2', () => {
  const { status, err } = bench('nothing-like-it');
  assert.equal(status, 2);
  const listed = /NAME is one of: (.*)/.exec(err)?.[1]?.split(', ');
  const files = readdirSync(join(root, 'bench')).filter((file) => file.endsWith('.ts') && file !== 'run.ts');
  assert.deepEqual(
    listed,
    files.map((file) => file.slice(0, -3)),
  );
});

test('wrong arguments are refused with the reason', () => {
  for (const [args, reason] of [
    [[], 'One name is wanted'],
    [['start', '--runs', '0'], '--runs wants a number'],
    [['start', '--write'], '--write goes with calibrate'],
    [['start', '--quick'], "Unknown option '--quick'"],
  ] as const) {
    const { status, err } = bench(...args);
    assert.equal(status, 2, args.join(' '));
    assert.ok(err.startsWith(reason), err);
  }
});

test('--json ends with one line of figures, after what is for people', () => {
  const { status, out } = bench('calibrate', '--json');
  assert.equal(status, 0);
  assert.equal(out.filter((line) => line.startsWith('{')).length, 1);
  const last = JSON.parse(out.at(-1)!) as { bench: string; figures: Calibration };
  assert.equal(last.bench, 'calibrate');
  assert.deepEqual(Object.keys(last.figures), ['sha256_mb_s', 'fdatasync_p50_ms', 'memcpy_gb_s']);
  for (const value of Object.values(last.figures)) assert.ok(value > 0 && Number.isFinite(value));
});

test('a machine is compared with the base: within 15 %, or how many times as fast', () => {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  const path = join(folder, 'base.json');
  const base = { sha256_mb_s: 1000, fdatasync_p50_ms: 0.2, memcpy_gb_s: 5 };
  try {
    assert.match(compareWithBase(base, path)[0]!, /no docs\/bench-base\.json/);
    writeBase(base, path);
    const lines = compareWithBase({ sha256_mb_s: 1149, fdatasync_p50_ms: 0.4, memcpy_gb_s: 10 }, path);
    assert.match(lines[1]!, /1149 {2}within 15 %$/);
    assert.match(lines[2]!, /0\.4 {2}0\.5 times as fast as the base$/);
    assert.match(lines[3]!, /10 {2}2 times as fast as the base$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a measurement gives the median of its runs and a row with the extremes', async () => {
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  const context = benchContext({
    root,
    runs: undefined,
    rows: undefined,
    signal: new AbortController().signal,
    note,
  });
  const values = [3, 1, 2];
  assert.equal(await context.measure({ name: 'answer_s', unit: 's' }, 3, async (run) => values[run]!), 2);
  assert.match(lines[0]!, /^answer_s +2 +1 +3 +s \(3 runs\)$/);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.throws(() => median([]), RangeError);
});

test('a process tree holds children of children, and all of it can be killed', async () => {
  const code = `const grandchild = require('node:child_process').fork('-e', ['setInterval(() => {}, 1000)'], { execArgv: [], detached: true });`;
  const child = fork('-e', [`${code} process.send(grandchild.pid);`], { execArgv: [] });
  const [grandchild] = (await once(child, 'message')) as [number];
  const tree = processTree(process.pid);
  assert.ok(tree.includes(child.pid!));
  assert.equal(tree.includes(grandchild), process.platform === 'linux');
  const exited = once(child, 'exit');
  killAll([child.pid!, grandchild]);
  assert.deepEqual(await exited, [null, 'SIGKILL']);
  killAll([child.pid!]);
});
