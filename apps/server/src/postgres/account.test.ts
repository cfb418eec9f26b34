import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Account, nobody } from './account.ts';
import { installedNative } from './binaries.ts';
import { startPostgres } from './start.ts';
import { queryOnce, scratchFolder, superuserPassword } from './testing.ts';

const asRoot = { skip: process.getuid!() !== 0 && 'only root has to leave root' };

// The effective user of a process, as the machine sees it.
function userOf(pid: number): number {
  const line = /^Uid:\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line![1]);
}

async function startUnder(directory: string, account: Account, fallbackDirectory = '/nonexistent') {
  return await startPostgres({
    directory,
    superuserPassword,
    log: () => {},
    accounts: [account],
    fallbackDirectory,
  });
}

test('root: each way of leaving root serves the same data', asRoot, async () => {
  using folder = scratchFolder();
  const users = { namespace: 0, nobody: nobody.uid } as const;
  const passwd = readFileSync('/etc/passwd');
  for (const [round, account] of (['namespace', 'nobody', 'namespace'] as const).entries()) {
    const server = await startUnder(folder.path, account);
    assert.equal(userOf(server.pid), users[account]);
    assert.equal(server.recovered, round === 0 ? 'fresh' : 'clean');
    await queryOnce(server.adminUrl, `create table t${round} ()`);
    const tables = await queryOnce(server.adminUrl, `select from pg_tables where tablename ~ '^t[0-9]$'`);
    assert.equal(tables.length, round + 1);
    await server.stop();
  }
  assert.deepEqual(readFileSync('/etc/passwd'), passwd);
});

test(
  'root: in a closed folder the data of user 65534 goes elsewhere and is found again',
  asRoot,
  async () => {
    using folder = scratchFolder();
    const closed = join(folder.path, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const elsewhere = join(folder.path, 'elsewhere');
    for (const recovered of ['fresh', 'clean']) {
      const server = await startUnder(join(closed, 'home'), 'nobody', elsewhere);
      assert.equal(server.recovered, recovered);
      await server.stop();
    }
    assert.ok(lstatSync(join(closed, 'home', 'cluster')).isSymbolicLink());
    assert.equal(statSync(closed).mode & 0o777, 0o700);
  },
);

test('root: with no open folder at all the error names one and what to do', asRoot, async () => {
  using folder = scratchFolder();
  chmodSync(folder.path, 0o700);
  await assert.rejects(startUnder(join(folder.path, 'home'), 'nobody', join(folder.path, 'elsewhere')), {
    code: 'postgres.closed_folder',
    message: /chmod o\+x/,
  });
});

test('no way to leave root: the error names the ways out', async () => {
  using folder = scratchFolder();
  const start = startPostgres({ directory: folder.path, superuserPassword, log: () => {}, accounts: [] });
  await assert.rejects(start, {
    code: 'postgres.cannot_run_as_root',
    message: /ordinary user.*DATABASE_URL/,
  });
});

test('missing library links are made in a copy; the installed files stay as they are', async () => {
  using folder = scratchFolder();
  const native = join(folder.path, 'native');
  cpSync(installedNative(), native, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  assert.ok(links.length > 0);
  for (const { target } of links) rmSync(join(folder.path, target), { force: true });
  const directory = join(folder.path, 'home');
  for (const recovered of ['fresh', 'clean']) {
    const server = await startPostgres({ directory, superuserPassword, log: () => {}, native });
    assert.equal(server.recovered, recovered);
    await queryOnce(server.adminUrl, 'select 1');
    await server.stop();
    // What a crash in the middle of copying leaves is repaired.
    const copy = join(directory, 'cluster', 'runtime', 'native', 'bin', 'initdb');
    rmSync(copy);
  }
  for (const { target } of links) assert.equal(existsSync(join(folder.path, target)), false);
});
