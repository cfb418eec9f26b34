import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '@finharbor/kernel/testing';
import { eventually, scratchFolder } from '../postgres/testing.ts';
import { createSupervisor, defaultRestarts } from './supervise.ts';

const entry = join(import.meta.dirname, 'testing-child.ts');
const quick = { ...defaultRestarts, firstDelayMs: 1 };

function harbor(logDirectory: string, restarts = quick) {
  const lines: string[] = [];
  const supervisor = createSupervisor({ log: (line) => void lines.push(line), logDirectory, restarts });
  const start = (name: string, ...args: string[]) => supervisor.start({ name, entry, args, env: {} });
  return { lines, supervisor, start };
}

async function pidAt(url: string): Promise<number> {
  return Number(await (await fetch(url)).text());
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('children run as processes of their own and stop in the reverse order', async () => {
  using folder = scratchFolder();
  const { lines, supervisor, start } = harbor(folder.path);
  const { url } = await start('hub', 'serve');
  await start('bank', 'serve');
  const pids = supervisor.pids();
  assert.equal(await pidAt(url), pids.get('hub'));
  assert.notEqual(pids.get('hub'), process.pid);
  assert.notEqual(pids.get('hub'), pids.get('bank'));
  assert.deepEqual(lines, ['hub: starting', 'bank: starting']);
  const order: number[] = [];
  const watching = setInterval(() => {
    for (const pid of pids.values()) if (!isAlive(pid) && !order.includes(pid)) order.push(pid);
  }, 1);
  await supervisor.stop();
  clearInterval(watching);
  for (const pid of pids.values()) assert.equal(isAlive(pid), false);
  assert.equal(order[0], pids.get('bank'));
  assert.match(readFileSync(join(folder.path, 'hub.log'), 'utf8'), /serve stopped in order/);
});

test('a child that crashes is started again, and that is said', async () => {
  using folder = scratchFolder();
  const { lines, supervisor, start } = harbor(folder.path);
  try {
    await start('hub', 'serve');
    const first = supervisor.pids().get('hub')!;
    process.kill(first, 'SIGKILL');
    await eventually('the hub is back', () =>
      lines.some((line) => line.startsWith('hub is back on http://')),
    );
    assert.ok(lines.includes('hub crashed (signal SIGKILL); starting it again in 0.001 s …'));
    const second = supervisor.pids().get('hub')!;
    assert.notEqual(second, first);
    assert.ok(isAlive(second));
  } finally {
    await supervisor.stop();
  }
});

test('a child that crashes too often is given up, with a line that says where to look', async () => {
  using folder = scratchFolder();
  const { lines, supervisor, start } = harbor(folder.path, { ...quick, limit: 2 });
  try {
    const port = await freePort();
    const { url } = await start('bank', 'serve', `${port}`);
    for (let crash = 1; crash <= 3; crash++) {
      await eventually('it answers', () => fetch(url).then(Boolean, () => false));
      await fetch(`${url}/crash`).catch(() => {});
    }
    const fault = await supervisor.gaveUp;
    assert.equal(fault.code, 'supervisor.gave_up');
    assert.match(fault.publicMessage, /bank crashed more than 2 times in 60 s .*exit code 3.*bank\.log/);
    assert.equal(lines.filter((line) => line.startsWith('bank crashed (exit code 3)')).length, 2);
  } finally {
    await supervisor.stop();
  }
});

test('waits between restarts grow up to the limit', async () => {
  using folder = scratchFolder();
  const { lines, supervisor, start } = harbor(folder.path, { ...quick, limit: 3, maxDelayMs: 2 });
  try {
    await start('tax', 'serve');
    let last = 0;
    const killing = setInterval(() => {
      const pid = supervisor.pids().get('tax')!;
      if (pid !== last && isAlive(pid)) process.kill(pid, 'SIGKILL');
      last = pid;
    }, 1);
    await supervisor.gaveUp;
    clearInterval(killing);
    const waits = lines.flatMap((line) => /again in ([\d.]+) s/.exec(line)?.[1] ?? []);
    assert.deepEqual(waits, ['0.001', '0.002', '0.002']);
  } finally {
    await supervisor.stop();
  }
});

test('a child that fails before it is ready is reported with its last lines and not started again', async () => {
  using folder = scratchFolder();
  const { lines, supervisor, start } = harbor(folder.path);
  await assert.rejects(start('hub', 'never'), { message: /the shelf is empty/ });
  const missing = supervisor.start({ name: 'bank', entry: '/nonexistent.ts', args: [], env: {} });
  await assert.rejects(missing, { code: 'supervisor.child_failed', message: /Cannot find module/ });
  assert.equal(
    lines.some((line) => line.includes('again')),
    false,
  );
  assert.equal(supervisor.pids().size, 0);
});

test('a taken port is named, with the way to choose another', async () => {
  using folder = scratchFolder();
  const { supervisor, start } = harbor(folder.path);
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const { port } = squatter.address() as AddressInfo;
  try {
    await assert.rejects(start('hub', 'serve', `${port}`), {
      code: 'port.taken',
      message: new RegExp(`Port ${port} on 127.0.0.1 is taken .*PORT=8081 npm start`),
    });
  } finally {
    squatter.close();
    await supervisor.stop();
  }
});

test('stop during a wait for a restart starts nothing', async () => {
  using folder = scratchFolder();
  const { lines, supervisor, start } = harbor(folder.path, {
    ...quick,
    firstDelayMs: 60_000,
    maxDelayMs: 60_000,
  });
  await start('hub', 'serve');
  const pid = supervisor.pids().get('hub')!;
  process.kill(pid, 'SIGKILL');
  await eventually('the crash is seen', () => lines.some((line) => line.includes('again in 60 s')));
  await supervisor.stop();
  assert.equal(supervisor.pids().get('hub'), pid);
});
