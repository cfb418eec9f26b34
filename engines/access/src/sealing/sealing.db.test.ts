import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf, idSource, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';
import { blindIndex } from './blind-index.ts';
import { lotMs, lotUses } from './data-keys.ts';
import type { SealAlgorithm } from './gcm.ts';
import { openKeyFile } from './key-file.ts';
import { keyState, reseal, rotateKeys } from './rotation.ts';
import { sealerOn } from './sealer.ts';

const { db } = await makeDatabase();
const home = mkdtempSync(join(tmpdir(), 'finharbor-sealing-'));
after(() => rmSync(home, { recursive: true, force: true }));
const clock = manualClock(1_795_248_000_000);
const random = systemRandom;
const newId = idSource(clock, random);
const keyStore = openKeyFile({ path: join(home, 'keys.json'), algorithm: 'aes-256-gcm', random, newId });
const optionsOf = (algorithm: SealAlgorithm) => ({ keyStore, algorithm, clock, random, newId });
const partsOf = (algorithm: SealAlgorithm) => ({ ...optionsOf(algorithm), db, usesPerKey: 2 ** 32 });
const at = (row: string, column = 'value') => ({ table: 'secret_note', column, row });

async function makeDatabase() {
  const database = await testDatabase<AccessTables>([accessMigrations]);
  after(() => database[Symbol.asyncDispose]());
  await sql`create table secret_note (id uuid primary key, value text not null)`.execute(database.db);
  return database;
}

for (const algorithm of ['aes-256-gcm', 'sm4-gcm'] as const)
  test(`${algorithm}: any text opens in its own place and in no other, and no changed character passes`, async () => {
    const sealer = sealerOn(db, optionsOf(algorithm));
    const cases = fc.record({
      text: fc.string({ unit: 'binary', maxLength: 80 }),
      row: fc.uuid(),
      place: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ text, row, place }) => {
        const sealed = await sealer.seal(text, at(row));
        assert.match(sealed, new RegExp(`^fh1\\.${algorithm}\\.`));
        assert.equal(await sealer.open(sealed, at(row)), Buffer.from(text, 'utf8').toString('utf8'));
        assert.equal(await sealer.open(sealed, at(`${row}0`)).catch(codeOf), 'sealing.not_opened');
        assert.equal(await sealer.open(sealed, at(row, 'other')).catch(codeOf), 'sealing.not_opened');
        const elsewhere = { ...at(row), table: 'secret' };
        assert.equal(await sealer.open(sealed, elsewhere).catch(codeOf), 'sealing.not_opened');
        const changed = withBitFlipped(sealed, place);
        assert.equal(await sealer.open(changed, at(row)).catch(codeOf), 'sealing.not_opened');
      }),
      { numRuns: 60 },
    );
  });

/** Another bit of nonce, ciphertext or tag; of the text's last character some bits say nothing. */
function withBitFlipped(sealed: string, place: number): string {
  const head = sealed.slice(0, sealed.lastIndexOf('.') + 1);
  const bytes = Buffer.from(sealed.slice(head.length), 'base64url');
  bytes[Math.floor(place / 8) % bytes.length]! ^= 1 << (place % 8);
  return head + bytes.toString('base64url');
}

test('what one algorithm sealed opens where the other one is in use', async () => {
  const row = newId();
  const sealed = await sealerOn(db, optionsOf('sm4-gcm')).seal('值', at(row));
  const other = sealerOn(db, optionsOf('aes-256-gcm'));
  assert.equal(await other.open(sealed, at(row)), '值');
  const named = sealed.replace('sm4-gcm', 'aes-256-gcm');
  assert.equal(await other.open(named, at(row)).catch(codeOf), 'sealing.not_opened');
});

test('a data key seals no more often than its limit; uses are counted before they are made', async () => {
  const sealer = () => sealerOn(db, { ...optionsOf('aes-256-gcm'), usesPerKey: 2 * lotUses });
  const keyIds = new Map<string, number>();
  const sealSome = async (count: number, by = sealer()) => {
    for (let n = 0; n < count; n++) {
      const id = (await by.seal('x', at('1', 'worn'))).split('.')[2]!;
      keyIds.set(id, (keyIds.get(id) ?? 0) + 1);
    }
  };
  // Each new sealer is a process that was killed: what it had taken and not used is not used by the next.
  await sealSome(3);
  await sealSome(3);
  await sealSome(lotUses + 1);
  assert.deepEqual([...keyIds.values()], [6, lotUses + 1]);
  const nonces = await db
    .selectFrom('access_data_key')
    .select('uses')
    .where('scope', '=', 'secret_note.worn')
    .execute();
  assert.deepEqual(nonces.map(({ uses }) => Number(uses)).toSorted(), [2 * lotUses, 2 * lotUses]);
});

test('the blind index finds equal values of one column, and says nothing across columns', async () => {
  const index = blindIndex(keyStore);
  const one = await index('110101199003074258', 'a');
  assert.deepEqual([one.length, await index('110101199003074258', 'a')], [16, one]);
  assert.notDeepEqual(await index('110101199003074258', 'b'), one);
  assert.notDeepEqual(await index('110101199003074259', 'a'), one);
});

test('keys rotate while values are written; every value moves, however often the work is cut off, and the old keys go', async () => {
  const parts = partsOf('aes-256-gcm');
  const sealer = sealerOn(db, optionsOf('aes-256-gcm'));
  const rows = Array.from({ length: 25 }, () => newId() as string);
  const keep = async (row: string, by = sealer) =>
    sql`insert into secret_note values (${row}, ${await by.seal(`note of ${row}`, at(row))})`.execute(db);
  for (const row of rows) await keep(row);
  const before = await keyState(parts);
  await rotateKeys(parts);
  const rotated = await keyState(parts);
  assert.notEqual(rotated.masterKeyId, before.masterKeyId);
  assert.deepEqual([rotated.live, rotated.retired], [0, before.live + before.retired]);
  const columns = [{ table: 'secret_note', column: 'value', row: 'id' }];
  // One step and no more, as if the process were killed after it; then another process, another step.
  const step = () => reseal(parts, { sealer: sealerOn(db, optionsOf('sm4-gcm')), columns, batch: 10 });
  assert.ok((await step()) > 0);
  const late = newId() as string;
  await keep(late);
  clock.advance(lotMs);
  await Promise.all([step(), step()]);
  while ((await step()) > 0);
  const { rows: found } = await sql<{ id: string; value: string }>`select * from secret_note`.execute(db);
  const fresh = sealerOn(db, optionsOf('aes-256-gcm'));
  for (const { id, value } of found) assert.equal(await fresh.open(value, at(id)), `note of ${id}`);
  assert.equal(found.length, 26);
  clock.advance(20 * lotMs);
  await step();
  const scoped = await db
    .selectFrom('access_data_key')
    .selectAll()
    .where('scope', '=', 'secret_note.value')
    .execute();
  assert.deepEqual(
    scoped.map(({ retired_at, algorithm }) => [retired_at, algorithm]),
    [[null, 'sm4-gcm']],
  );
  assert.equal((await keyState(parts)).underEarlier, 0);
});
