import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually, killHard, scratchFolder } from '../postgres/testing.ts';

const execArgv = ['--conditions=finharbor-source', '--disable-warning=ExperimentalWarning'];
const program = join(import.meta.dirname, 'testing-supervisor.ts');

type Harbor = AsyncDisposable & {
  readonly process: ChildProcess;
  readonly children: readonly { readonly url: string; readonly pid: number }[];
  readonly output: () => string;
};

async function startHarbor(logDirectory: string, ...modes: string[]): Promise<Harbor> {
  const supervisor = fork(program, [logDirectory, ...modes], {
    execArgv,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  supervisor.stdout!.on('data', (chunk) => {
    output += chunk;
  });
  const [children] = (await once(supervisor, 'message')) as [Harbor['children']];
  const dispose = async (): Promise<void> => {
    await killHard(supervisor);
    for (const { pid } of children) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  };
  return { process: supervisor, children, output: () => output, [Symbol.asyncDispose]: dispose };
}

// A zombie is gone: it waits only to be counted.
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const allGone = (harbor: Harbor) => () => harbor.children.every(({ pid }) => !isAlive(pid));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} stops children in order, then the supervisor`, async () => {
    using folder = scratchFolder();
    await using harbor = await startHarbor(folder.path, 'serve', 'serve');
    const exited = once(harbor.process, 'exit');
    harbor.process.kill(signal);
    assert.deepEqual(await exited, [0, null]);
    assert.ok(allGone(harbor)());
    assert.match(harbor.output(), new RegExp(`Stopping .*\nended by ${signal}\n`, 's'));
    for (const name of ['serve0', 'serve1']) {
      assert.match(readFileSync(join(folder.path, `${name}.log`), 'utf8'), /stopped in order/);
    }
  });
}

test('a terminal’s Ctrl-C, which reaches every process of the group, still stops in order', async () => {
  using folder = scratchFolder();
  const supervisor = spawn(process.execPath, [...execArgv, program, folder.path, 'serve', 'serve'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await once(supervisor, 'message');
  const exited = once(supervisor, 'exit');
  process.kill(-supervisor.pid!, 'SIGINT');
  assert.deepEqual(await exited, [0, null]);
  for (const name of ['serve0', 'serve1']) {
    assert.match(readFileSync(join(folder.path, `${name}.log`), 'utf8'), /stopped in order/);
  }
});

test('a second Ctrl-C kills a child that does not stop', async () => {
  using folder = scratchFolder();
  await using harbor = await startHarbor(folder.path, 'deaf');
  const exited = once(harbor.process, 'exit');
  harbor.process.kill('SIGINT');
  await eventually('it is stopping', () => harbor.output().includes('Stopping'));
  // The first half second counts as the same key press, so the key is pressed until it counts.
  await eventually('the supervisor ends', () => {
    harbor.process.kill('SIGINT');
    return harbor.process.exitCode !== null;
  });
  assert.deepEqual(await exited, [130, null]);
  await eventually('the child is gone', allGone(harbor));
});

test('the supervisor killed: children end by themselves, idle, deaf or computing', async () => {
  using folder = scratchFolder();
  await using harbor = await startHarbor(folder.path, 'serve', 'deaf', 'serve');
  await fetch(`${harbor.children[2]!.url}/block`).then((response) => response.text());
  await killHard(harbor.process);
  await eventually('all children are gone', allGone(harbor));
});
