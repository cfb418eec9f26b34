import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isServerOn } from './postmaster.ts';
import { type Postgres, startPostgres } from './start.ts';
import { eventually, queryOnce, scratchFolder, superuserPassword } from './testing.ts';

const folder = scratchFolder();
const directory = join(folder.path, 'home');
const data = join(directory, 'cluster', 'data');
const options = { directory, superuserPassword, log: () => {} };
after(() => folder[Symbol.dispose]());

describe('a running server', () => {
  let server: Postgres;
  before(async () => {
    server = await startPostgres(options);
  });
  after(() => server.stop());

  test('was made from an empty folder', () => {
    assert.equal(server.recovered, 'fresh');
  });

  test('keeps what it promises about durability, text and time', async () => {
    const wanted = {
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      password_encryption: 'scram-sha-256',
    };
    for (const [name, value] of Object.entries(wanted)) {
      const [row] = await queryOnce<{ value: string }>(
        server.adminUrl,
        `select current_setting('${name}') as value`,
      );
      assert.equal(row?.value, value, name);
    }
    const [locale] = await queryOnce<Record<string, string>>(
      server.adminUrl,
      `select datlocprovider::text as provider, datlocale as locale from pg_database where datname = 'postgres'`,
    );
    assert.deepEqual(locale, { provider: 'b', locale: 'C.UTF-8' });
  });

  test('lets nobody in without the password', async () => {
    const lines = readFileSync(join(data, 'pg_hba.conf'), 'utf8').split('\n');
    const methods = lines
      .filter((line) => /^(local|host)/.test(line))
      .map((line) => line.split(/\s+/).at(-1));
    assert.ok(methods.length > 0);
    assert.deepEqual([...new Set(methods)], ['scram-sha-256']);
    for (const password of ['', 'wrong', superuserPassword.toUpperCase()]) {
      await assert.rejects(queryOnce(server.url('postgres', 'postgres', password), 'select 1'));
    }
  });

  test('does not let ALTER SYSTEM undo a fixed setting', async () => {
    await queryOnce(server.adminUrl, 'alter system set fsync = off');
    await queryOnce(server.adminUrl, 'select pg_reload_conf()');
    const rows = await queryOnce<{ source: string; setting: string }>(
      server.adminUrl,
      `select source, setting from pg_settings where name = 'fsync'`,
    );
    assert.deepEqual(rows, [{ source: 'command line', setting: 'on' }]);
    await queryOnce(server.adminUrl, 'alter system reset fsync');
  });

  test('writes neither a failed statement nor the row it failed on to its log', async () => {
    await queryOnce(server.adminUrl, 'create table firm (uscc text primary key)');
    await assert.rejects(queryOnce(server.adminUrl, `insert into firm values ('91350211'), ('91350211')`));
    const log = readFileSync(join(directory, 'postgres.log'), 'utf8');
    assert.match(log, /duplicate key/);
    assert.doesNotMatch(log, /91350211|insert into/);
  });

  test('refuses a second starter, naming this process', async () => {
    await assert.rejects(startPostgres(options), {
      code: 'postgres.directory_in_use',
      message: new RegExp(`Process ${process.pid} `),
    });
  });
});

test('a second start keeps data and port; stop ends the server and lets the folder go', async () => {
  const first = await startPostgres(options);
  assert.equal(first.recovered, 'clean');
  await queryOnce(first.adminUrl, `create table kept as select '元' as value`);
  await first.stop();
  assert.equal(isServerOn(first.pid, data), false);
  await first.ended;
  const second = await startPostgres(options);
  try {
    assert.equal(second.recovered, 'clean');
    assert.equal(second.port, first.port);
    assert.deepEqual(await queryOnce(second.adminUrl, 'select value from kept'), [{ value: '元' }]);
  } finally {
    await second.stop();
  }
});

test('a wrong password is named, and no server is left behind', async () => {
  await assert.rejects(startPostgres({ ...options, superuserPassword: 'another one' }), {
    code: 'postgres.wrong_password',
  });
  assert.equal(existsSync(join(data, 'postmaster.pid')), false);
});

test('a start that fails shows the last lines of the log', async () => {
  const conf = join(data, 'postgresql.conf');
  const good = readFileSync(conf);
  appendFileSync(conf, '\nshared_buffers = plenty\n');
  try {
    await assert.rejects(startPostgres(options), {
      code: 'postgres.start_failed',
      message: /invalid value for parameter "shared_buffers": "plenty"/,
    });
  } finally {
    writeFileSync(conf, good);
  }
});

test('a start that is called off leaves nothing running, and the next one works', async () => {
  const abort = new AbortController();
  const started = startPostgres({ ...options, signal: abort.signal });
  abort.abort();
  await assert.rejects(started, { name: 'AbortError' });
  assert.equal(existsSync(join(data, 'postmaster.pid')), false);
  const server = await startPostgres(options);
  await server.stop();
});

test('a creation that is called off leaves no half-made data', async () => {
  const elsewhere = join(folder.path, 'elsewhere');
  const home = join(elsewhere, 'cluster');
  const abort = new AbortController();
  const started = startPostgres({ ...options, directory: elsewhere, signal: abort.signal });
  const refused = assert.rejects(started, { name: 'AbortError' });
  await eventually('initdb is at work', () => readdirSync(home).some((name) => name.startsWith('data.new')));
  abort.abort();
  await refused;
  assert.equal(existsSync(join(elsewhere, 'cluster', 'data')), false);
});

test('data of another major version is refused', async () => {
  const path = join(data, 'PG_VERSION');
  writeFileSync(path, '17\n');
  try {
    await assert.rejects(startPostgres(options), {
      code: 'postgres.wrong_version',
      message: /PostgreSQL 17/,
    });
  } finally {
    writeFileSync(path, '18\n');
  }
});
