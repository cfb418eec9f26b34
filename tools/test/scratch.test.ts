import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openScratch } from './scratch.ts';

test('programs run from the folder, and it is gone with all that is in it', () => {
  let program: string;
  {
    using scratch = openScratch();
    program = join(scratch.path, 'program');
    writeFileSync(program, '#!/bin/sh\nexit 7\n', { mode: 0o700 });
    assert.equal(spawnSync(program).status, 7);
  }
  assert.equal(existsSync(dirname(program)), false);
});

test('what a killed run left is deleted by the next, and what a running one needs is not', async () => {
  const running = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(running, 'spawn');
  let parent: string;
  {
    using scratch = openScratch();
    parent = dirname(scratch.path);
  }
  const folder = join(parent, `finharbor-tests-${running.pid}`);
  mkdirSync(folder);
  {
    using _scratch = openScratch();
    assert.equal(existsSync(folder), true);
  }
  running.kill('SIGKILL');
  await once(running, 'exit');
  using _scratch = openScratch();
  assert.equal(existsSync(folder), false);
});
