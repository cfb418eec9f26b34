import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccessTables, accessMigrations, subjectCommitment } from '@finharbor/access';
import { opensTo } from '@finharbor/evidence';
import { systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';

test('an account’s commitment is the evidence engine’s: the salt opens it there, to this account and to no other', async () => {
  await using database = await testDatabase<AccessTables>([accessMigrations]);
  const account = '01937f00-0000-7000-8000-00000000ba02';
  const at = '2026-11-26T00:00:00Z';
  await database.db
    .insertInto('access_user')
    .values({
      id: account,
      login: 'one',
      name: 'One',
      email: 'one@accounts.invalid',
      email_verified: false,
      image: null,
      disabled_at: null,
      created_at: at,
      updated_at: at,
    })
    .execute();
  const commitment = await subjectCommitment(database.db, { account, random: systemRandom });
  const { salt } = await database.db.selectFrom('access_subject').select('salt').executeTakeFirstOrThrow();
  const bytes = Buffer.from(commitment, 'hex');
  assert.equal(await opensTo(bytes, { body: { account }, salt }), true);
  assert.equal(await opensTo(bytes, { body: { account: `${account}0` }, salt }), false);
});
