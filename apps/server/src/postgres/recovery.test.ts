import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { Client } from 'pg';
import { installedNative } from './binaries.ts';
import { isServerOn } from './postmaster.ts';
import { startPostgres } from './start.ts';
import {
  eventually,
  firstMessage,
  forkStarter,
  killHard,
  queryOnce,
  scratchFolder,
  superuserPassword,
} from './testing.ts';

const folder = scratchFolder();
const directory = join(folder.path, 'home');
const data = join(directory, 'cluster', 'data');
const options = { directory, superuserPassword, log: () => {} };
after(() => folder[Symbol.dispose]());

test('initdb killed half-way: the next start makes the database afresh', async () => {
  const starter = forkStarter(directory);
  const home = join(directory, 'cluster');
  await eventually('initdb is writing', () => {
    const draft = existsSync(home) && readdirSync(home).find((name) => /^data\.new\.[0-9a-f]+$/.test(name));
    return Boolean(draft) && existsSync(join(home, `${draft}`, 'global'));
  });
  await killHard(starter);
  assert.equal(existsSync(data), false);
  const server = await startPostgres(options);
  assert.equal(server.recovered, 'fresh');
  await queryOnce(server.adminUrl, 'create table kept (value int)');
  await server.stop();
});

test('of two starters at once one is refused, with the pid of the other', async () => {
  const starters = [forkStarter(directory), forkStarter(directory)];
  try {
    const messages = await Promise.all(starters.map(firstMessage));
    const winner = messages.findIndex(({ kind }) => kind === 'started');
    const refusal = messages[1 - winner]!;
    assert.ok(refusal.kind === 'refused');
    assert.equal(refusal.code, 'postgres.directory_in_use');
    assert.match(refusal.message, new RegExp(`Process (${starters[winner]!.pid}|\\(just starting\\)) `));
  } finally {
    await Promise.all(starters.map(killHard));
  }
});

test('the program killed: the server it left is found and used', async () => {
  const starter = forkStarter(directory);
  const started = await firstMessage(starter);
  assert.ok(started.kind === 'started');
  await queryOnce(started.adminUrl, 'insert into kept values (1)');
  await killHard(starter);
  const server = await startPostgres(options);
  assert.equal(server.recovered, 'attached');
  assert.equal(server.pid, started.pid);
  assert.deepEqual(await queryOnce(server.adminUrl, 'select value from kept'), [{ value: 1 }]);
  await server.stop();
  await server.ended;
  assert.equal(isServerOn(server.pid, data), false);
});

test('a server of another installation is stopped and replaced', async () => {
  const native = join(folder.path, 'native');
  cpSync(installedNative(), native, { recursive: true, verbatimSymlinks: true });
  completeLinks(native);
  const starter = forkStarter(directory, native);
  const started = await firstMessage(starter);
  assert.ok(started.kind === 'started', JSON.stringify(started));
  await killHard(starter);
  const server = await startPostgres(options);
  assert.equal(server.recovered, 'clean');
  assert.notEqual(server.pid, started.pid);
  await server.stop();
});

test('the server killed while a session computes: nothing committed is lost, no process stays', async () => {
  const first = await startPostgres(options);
  await queryOnce(first.adminUrl, 'insert into kept values (2)');
  const busy = new Client({ connectionString: first.adminUrl });
  busy.on('error', () => {});
  await busy.connect();
  const [backend] = (await busy.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  const computing = busy.query('select count(*) from generate_series(1, 100000000000)').catch(() => {});
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  const second = await startPostgres(options);
  assert.equal(second.recovered, 'crashed');
  assert.deepEqual(await queryOnce(second.adminUrl, 'select value from kept order by value'), [
    { value: 1 },
    { value: 2 },
  ]);
  await computing;
  assert.equal(isServerOn(backend!.pid, data), false);
  await second.stop();
});

test('one session killed: the server recovers by itself', async () => {
  const server = await startPostgres(options);
  const client = new Client({ connectionString: server.adminUrl });
  client.on('error', () => {});
  await client.connect();
  const [backend] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  process.kill(backend!.pid, 'SIGKILL');
  await eventually('the server answers again', async () => {
    const rows = await queryOnce(server.adminUrl, 'select value from kept').catch(() => []);
    return rows.length === 2;
  });
  assert.equal(isServerOn(server.pid, data), true);
  await server.stop();
});

test('a pid file left behind whose number another program now has is not believed', async () => {
  writeFileSync(
    join(data, 'postmaster.pid'),
    `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n0 0\nready   \n`,
  );
  const server = await startPostgres(options);
  assert.equal(server.recovered, 'clean');
  await server.stop();
});

test('a remembered port that another program has taken is replaced', async () => {
  const { createServer } = await import('node:net');
  const first = await startPostgres(options);
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  try {
    const second = await startPostgres(options);
    assert.notEqual(second.port, first.port);
    await second.stop();
  } finally {
    squatter.close();
  }
});

// With all its links an installation is run where it lies; without, a copy of it in the data's own folder is, whosever it was.
function completeLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}
