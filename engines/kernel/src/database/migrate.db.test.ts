import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { kernelMigrations, type MigrationSource, migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { testDatabase } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-migrations-'));
after(() => rmSync(folder, { recursive: true }));

function sourceOf(name: string, files: Record<string, string>): MigrationSource {
  const directory = mkdtempSync(join(folder, `${name}-`));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  return { name, directory: pathToFileURL(`${directory}/`) };
}

const first = { '0001_a.sql': 'create table a (x int); insert into a values (1);' };

test('migrations run once, in order, and a second run finds nothing to do', async () => {
  await using database = await testDatabase<unknown>();
  const source = sourceOf('demo', { ...first, '0002_b.sql': 'insert into a values (2);' });
  assert.deepEqual(
    (await migrate(database.db, [source])).map((applied) => applied.migration),
    ['0001_a.sql', '0002_b.sql'],
  );
  assert.deepEqual(await migrate(database.db, [source]), []);
  const { rows } = await sql`select x from a order by x`.execute(database.db);
  assert.deepEqual(rows, [{ x: 1 }, { x: 2 }]);
});

test('a migration that fails is undone whole, is named, and those before it stay', async () => {
  await using database = await testDatabase<unknown>();
  const bad = sourceOf('demo', {
    ...first,
    '0002_b.sql': 'insert into a values (2); insert into nowhere values (1);',
  });
  await assert.rejects(migrate(database.db, [bad]), {
    code: 'migration.failed',
    message: /demo\/0002_b\.sql/,
  });
  const { rows } = await sql`select x from a`.execute(database.db);
  assert.deepEqual(rows, [{ x: 1 }]);
});

test('an edited, a missing and a late migration are refused by name', async () => {
  await using database = await testDatabase<unknown>();
  await migrate(database.db, [sourceOf('demo', { '0002_b.sql': 'select 1;' })]);
  const refused = async (files: Record<string, string>, code: string, name: RegExp): Promise<void> =>
    assert.rejects(migrate(database.db, [sourceOf('demo', files)]), { code, message: name });
  await refused({ '0002_b.sql': 'select 2;' }, 'migration.changed', /demo\/0002_b\.sql/);
  await refused({ '0003_c.sql': 'select 1;' }, 'migration.missing', /demo\/0002_b\.sql/);
  await refused({ ...first, '0002_b.sql': 'select 1;' }, 'migration.out_of_order', /demo\/0001_a\.sql/);
  await refused({ 'notes.sql': '', '0002_b.sql': 'select 1;' }, 'migration.bad_name', /demo\/notes\.sql/);
});

test('several starts at once apply each migration exactly once', async () => {
  await using database = await testDatabase<unknown>();
  const source = sourceOf('demo', first);
  const starts = Array.from({ length: 4 }, async () => {
    await using db = openDatabase<unknown>(database.url, { maxConnections: 2 });
    return await migrate(db, [kernelMigrations, source]);
  });
  const applied = (await Promise.all(starts)).flat();
  assert.deepEqual(applied.map((one) => `${one.source}/${one.migration}`).toSorted(), [
    'demo/0001_a.sql',
    'kernel/0001_outbox.sql',
    'kernel/0002_idempotency.sql',
    'kernel/0003_outbox_lane.sql',
  ]);
});
