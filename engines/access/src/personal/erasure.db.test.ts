import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, generateSigningKey, systemRandom } from '@finharbor/kernel';
import { sql } from 'kysely';
import { verifySigned } from '../browser/documents.ts';
import type { SignedDocument } from '../document-form.ts';
import { verifyDocument } from '../documents.ts';
import type { SignedCertificate } from './certificate.ts';
import { signedCertificateSchema } from './contract.ts';
import { sweep, sweepLock } from './retention.ts';
import { subjectCommitment } from './subject.ts';
import { hubKey, personalServer, testPassword } from './testing.ts';

const { db, clock, become, again, accounts, personal } = await personalServer();
const dayMs = 24 * 3_600_000;
const name = '欧阳晓鹏';
const told = { email: 'leaving@mail.example', phone: '13912344321' };

/** Every column of every table of the database, as text. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(db);
  const texts = [];
  for (const table of rows) {
    const found = await sql<{ row: string }>`select t::text as row from ${sql.table(table.name)} t`.execute(
      db,
    );
    texts.push(...found.rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** The certificate is the party's, checked as a server does and as a page does; with any byte of it changed it is nobody's. */
async function holdsUnderTheKey(signed: SignedCertificate): Promise<void> {
  const document = signed as unknown as SignedDocument;
  const pinned = (): typeof hubKey.publicKey => hubKey.publicKey;
  assert.deepEqual(verifyDocument(document, pinned), { kind: 'valid' });
  assert.deepEqual(await verifySigned(document), { kind: 'valid' });
  assert.deepEqual([signed.issuer, signed.issuedAtMs], ['hub', signed.body.erasedAtMs]);
  const other = generateSigningKey().publicKey;
  assert.deepEqual(
    verifyDocument(document, () => other),
    { kind: 'refused', code: 'document.wrong_key' },
  );
  const text = JSON.stringify(signed);
  assert.deepEqual(
    signedCertificateSchema.parse(JSON.parse(text)),
    signed,
    'its file reads as it was signed',
  );
  for (let at = 0; at < text.length; at += 3) {
    if (!/[a-z0-9]/.test(text[at]!)) continue;
    const changed = `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`;
    const read = parsed(changed);
    if (read !== undefined)
      assert.equal(verifyDocument(read, pinned).kind, 'refused', changed.slice(at - 20, at + 20));
  }
}

function parsed(text: string): SignedDocument | undefined {
  try {
    return JSON.parse(text) as SignedDocument;
  } catch {
    return undefined;
  }
}

test('who asks is erased once another administrator confirms: nothing in the database says who it was', async () => {
  const operator = await become('operator', ['operator']);
  const leaving = await become('leaving', ['operator'], name);
  await leaving.client.patchMyProfile({ body: told });
  const subject = await subjectCommitment(db, { account: leaving.id, random: systemRandom });
  assert.equal(await subjectCommitment(db, { account: leaving.id, random: systemRandom }), subject);
  await leaving.client.postInvitation({ body: { login: 'guest', name: 'Guest', roles: ['bureau'] } });

  const asked = (await leaving.client.postMyErasure({})).body.askedAtMs;
  clock.advance(1_000);
  assert.equal((await leaving.client.postMyErasure({})).body.askedAtMs, asked);
  await leaving.client.deleteMyErasure({});
  assert.equal((await leaving.client.getMyErasure({})).body.askedAtMs, null);
  await leaving.client.postMyErasure({});

  const [wish] = (await operator.client.listErasureRequests({})).body;
  assert.deepEqual([wish!.name, wish!.certificate], ['欧**鹏', null]);
  const params = { id: wish!.id };
  const alone = leaving.client.postErasureConfirmation({ params });
  assert.equal(await alone.catch(codeOf), 'personal.own_erasure');
  const both = await Promise.all([
    operator.client.postErasureConfirmation({ params }),
    operator.client.postErasureConfirmation({ params }),
  ]);
  const signed = both[0].body;
  assert.deepEqual(both[1].body, signed);
  const certificate = signed.body;
  assert.equal(certificate.subject, subject);
  const erased = Object.fromEntries(certificate.erased.map(({ what, rows }) => [what.en, rows]));
  assert.deepEqual([erased['Telephone number'], erased['Hash of the password'], erased.Name], [1, 1, 1]);
  assert.ok(certificate.kept.length > 0 && certificate.kept.every(({ reason }) => reason.zh !== ''));

  const left = await everything();
  for (const text of [name, 'leaving', ...Object.values(told)]) assert.ok(!left.includes(text), text);
  assert.match(left, /erased person/);
  assert.equal(await leaving.client.getSession({}).catch(codeOf), 'access.session_over');
  assert.equal(await again('leaving').catch(codeOf), 'access.wrong_login');
  const done = (await operator.client.listErasureRequests({})).body.find(({ id }) => id === params.id);
  assert.deepEqual([done?.name, done?.certificate], ['erased person', signed]);
  await holdsUnderTheKey(signed);
  const unknown = operator.client.postErasureConfirmation({ params: { id: leaving.id } });
  assert.equal(await unknown.catch(codeOf), 'personal.not_found');
});

test('the commitment of who was erased opens to nobody: the salt is gone, another one gives another commitment', async () => {
  const { id } = await become('salted');
  const before = await subjectCommitment(db, { account: id, random: systemRandom });
  await db.deleteFrom('access_subject').where('user_id', '=', id).execute();
  assert.notEqual(await subjectCommitment(db, { account: id, random: systemRandom }), before);
});

test('the sweep deletes by the register’s days and not an instant before: first the profile, then the name', async () => {
  const ending = await become('ending', ['bureau'], name);
  const staying = await become('staying');
  for (const { client } of [ending, staying]) await client.patchMyProfile({ body: told });
  await accounts.disable(ending.id);
  const profiles = async () =>
    (await db.selectFrom('access_profile').select('user_id').execute()).map(({ user_id }) => user_id);
  const nameOf = async () =>
    (await db.selectFrom('access_user').select('name').where('id', '=', ending.id).executeTakeFirst())?.name;

  clock.advance(30 * dayMs - 1);
  await sweep(personal);
  assert.deepEqual((await profiles()).toSorted(), [ending.id, staying.id].toSorted());
  clock.advance(1);
  assert.ok((await sweep(personal))!.deletedRows > 0);
  assert.deepEqual(await profiles(), [staying.id]);
  assert.equal(await nameOf(), name);

  clock.advance(150 * dayMs);
  assert.equal((await sweep(personal))!.erasedAccounts, 1);
  assert.equal(await nameOf(), 'erased person');
  const next = await sweep(personal);
  assert.deepEqual([next!.erasedAccounts, next!.deletedRows], [0, 0]);
  assert.ok(!(await everything()).includes('ending'));
});

test('the sweep forgets what ran out by itself, and nothing that has not', async () => {
  const { client } = await become('visitor');
  await accounts.signIn({ login: 'nobody-at-all', password: testPassword });
  const count = async (table: 'access_failure' | 'access_session') =>
    Number((await sql<{ n: bigint }>`select count(*) n from ${sql.table(table)}`.execute(db)).rows[0]!.n);
  await sweep(personal);
  assert.equal((await client.getSession({})).body.login, 'visitor');
  assert.ok((await count('access_failure')) > 0);
  clock.advance(dayMs);
  await sweep(personal);
  assert.deepEqual([await count('access_failure'), await count('access_session')], [0, 0]);
});

test('of two processes that sweep at once one does the work', async () => {
  const held = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const other = db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sweepLock})`.execute(connection);
    isHeld.resolve();
    await held.promise;
    await sql`select pg_advisory_unlock(${sweepLock})`.execute(connection);
  });
  await isHeld.promise;
  assert.equal(await sweep(personal), undefined);
  held.resolve();
  await other;
  assert.notEqual(await sweep(personal), undefined);
});

test('after a rotation the sweep moves every sealed value to the new keys', async () => {
  const operator = await again('operator');
  const owner = await become('sealed');
  await owner.client.patchMyProfile({ body: told });
  await operator.client.postKeyRotation({});
  assert.ok((await sweep(personal))!.resealed > 0);
  assert.equal((await operator.client.getKeys({})).body.underEarlier, 0);
  assert.equal((await owner.client.getMyProfile({})).body.phone, '139****4321');
  clock.advance(60 * 60_000);
  await sweep(personal);
  const state = (await (await again('operator')).client.getKeys({})).body;
  assert.equal(state.retired, 0);
});

test('a sweep that fails leaves the way free for the next one', async () => {
  const broken = {
    ...personal,
    fields: [
      { ...personal.fields[0]!, table: 'no_such_table', retention: { kind: 'row', column: 'at', days: 1 } },
    ],
  } as const;
  await assert.rejects(sweep(broken), /no_such_table/);
  assert.notEqual(await sweep(personal), undefined);
});
