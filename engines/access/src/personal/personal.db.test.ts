import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { RemoteProblem } from '@finharbor/kernel/http';
import { sql } from 'kysely';
import { revealShownMs } from './contract.ts';
import { personalServer } from './testing.ts';

const server = await personalServer();
const { clock, db, become, again } = server;
const told = {
  name: '欧阳晓鹏',
  email: 'ouyang.xiaopeng@mail.example',
  phone: '13912344321',
  number: '11010519491231002X',
};
const all = {
  email: told.email,
  phone: told.phone,
  idDocument: { type: 'resident_id', number: told.number },
} as const;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

test('a profile is sealed in the database and masked in every answer; null empties a field', async () => {
  const { id, client } = await become('one', ['bureau'], told.name);
  const nothing = { email: null, phone: null, idType: null, idNumber: null };
  assert.deepEqual((await client.getMyProfile({})).body, nothing);
  const shown = {
    email: 'o***@mail.example',
    phone: '139****4321',
    idType: 'resident_id',
    idNumber: '1101**********002X',
  };
  assert.deepEqual((await client.patchMyProfile({ body: all })).body, shown);
  assert.deepEqual((await client.getMyProfile({})).body, shown);
  const row = JSON.stringify(
    await db.selectFrom('access_profile').selectAll().where('user_id', '=', id).executeTakeFirst(),
  );
  assert.equal(row.match(/fh1\.sm4-gcm\./g)?.length, 3);
  for (const value of [told.email, told.phone, told.number]) assert.ok(!row.includes(value));
  const emptied = await client.patchMyProfile({ body: { phone: null, idDocument: null } });
  assert.deepEqual(emptied.body, { ...nothing, email: shown.email });
});

test('what cannot be a value is refused at its field, without being repeated', async () => {
  const { client } = await become('two');
  const wrong = [
    [{ email: 'no address' }, '/email'],
    [{ phone: '138' }, '/phone'],
    [{ idDocument: { type: 'resident_id', number: '110105194912310021' } }, '/idDocument'],
  ] as const;
  for (const [body, pointer] of wrong) {
    const error = await client.patchMyProfile({ body }).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    assert.ok(error instanceof RemoteProblem);
    assert.deepEqual([error.code, error.fields[0]?.pointer], ['personal.bad_value', pointer]);
    assert.ok(!JSON.stringify(error.problem).includes('110105194912310021'));
  }
});

test('one value is revealed to its owner, and to an administrator with a reason; each time it is written down', async () => {
  const owner = await become('three');
  await owner.client.patchMyProfile({ body: all });
  const operator = await become('operator', ['operator']);
  const params = { id: owner.id };
  const own = await owner.client.postReveal({ params, body: { field: 'phone', reason: '' } });
  assert.equal(text(own.body), told.phone);
  const without = operator.client.postReveal({ params, body: { field: 'idNumber', reason: '  ' } });
  assert.equal(await without.catch(codeOf), 'personal.reason_required');
  const body = { field: 'idNumber', reason: 'Check before signing' } as const;
  assert.equal(text((await operator.client.postReveal({ params, body })).body), told.number);
  assert.equal((await operator.client.getProfile({ params })).body.idNumber, '1101**********002X');
  const seen = await db
    .selectFrom('access_reveal')
    .select(['seen_by', 'field', 'reason'])
    .where('user_id', '=', owner.id)
    .orderBy('id')
    .execute();
  assert.deepEqual(seen, [
    { seen_by: owner.id, field: 'phone', reason: '' },
    { seen_by: operator.id, field: 'idNumber', reason: 'Check before signing' },
  ]);
  assert.deepEqual((await owner.client.listMyReveals({})).body, [
    { field: 'idNumber', by: 'operator', reason: 'Check before signing', seenAtMs: clock.nowMs() },
  ]);
  assert.deepEqual((await operator.client.listMyReveals({})).body, []);
  assert.equal(revealShownMs, 60_000);
});

test('nobody else learns whether there is a value: another’s, a missing one and one of nobody look the same', async () => {
  const owner = await become('four');
  await owner.client.patchMyProfile({ body: { phone: told.phone } });
  const other = await become('five');
  const ask = (id: string, field: 'phone' | 'email') =>
    other.client.postReveal({ params: { id }, body: { field, reason: 'curious' } }).then(
      () => 'revealed',
      (error: RemoteProblem) => `${error.problem.status} ${error.code} ${error.publicMessage}`,
    );
  const answers = [
    await ask(owner.id, 'phone'),
    await ask(owner.id, 'email'),
    await ask('00000000-0000-7000-8000-000000000000', 'phone'),
    await ask(other.id, 'phone'),
  ];
  assert.equal(new Set(answers).size, 1, answers.join());
  assert.match(answers[0]!, /^404 personal\.not_found/);
  assert.equal(await other.client.getProfile({ params: { id: owner.id } }).catch(codeOf), 'access.forbidden');
  assert.equal(await other.client.listErasureRequests({}).catch(codeOf), 'access.forbidden');
  assert.equal(await other.client.postKeyRotation({}).catch(codeOf), 'access.forbidden');
});

test('what shows data whole asks for a fresh proof', async () => {
  const { id, client } = await become('six', ['operator']);
  clock.advance(11 * 60_000);
  const calls = [
    client.postReveal({ params: { id }, body: { field: 'phone', reason: '' } }),
    client.getMyData({}),
    client.postMyErasure({}),
    client.postErasureConfirmation({ params: { id } }),
    client.postKeyRotation({}),
  ];
  const codes = await Promise.all(calls.map((call) => call.catch(codeOf)));
  assert.deepEqual(codes, Array(calls.length).fill('access.step_up_required'));
});

test('an answer that shows a value is kept for no Idempotency-Key', async () => {
  const { id, client } = await become('seven');
  const asked = client.postReveal({
    params: { id },
    body: { field: 'phone', reason: '' },
    idempotencyKey: 'a-key-of-twelve',
  });
  assert.equal(await asked.catch(codeOf), 'request.invalid');
});

test('an administrator finds an account by a document’s number, written in any way', async () => {
  const owner = await become('eight');
  const number = '44052418800101 0014';
  await owner.client.patchMyProfile({ body: { idDocument: { type: 'resident_id', number } } });
  const { client } = await become('nine', ['admin']);
  const find = async (type: 'resident_id' | 'passport', wanted: string) =>
    (await client.postAccountsByDocument({ body: { type, number: wanted } })).body.accounts;
  assert.deepEqual(await find('resident_id', '440524188001010014'), [owner.id]);
  assert.deepEqual(await find('passport', 'E12345678'), []);
  assert.equal(await find('resident_id', '440524188001010015').catch(codeOf), 'personal.bad_value');
  assert.equal(
    await owner.client
      .postAccountsByDocument({ body: { type: 'passport', number: 'E12345678' } })
      .catch(codeOf),
    'access.forbidden',
  );
});

test('a value moved to another person’s row does not open', async () => {
  const [one, other] = [await become('ten'), await become('eleven')];
  await one.client.patchMyProfile({ body: { phone: told.phone } });
  await other.client.patchMyProfile({ body: { phone: '13700000000' } });
  await sql`update access_profile set phone = (select phone from access_profile where user_id = ${one.id})
    where user_id = ${other.id}`.execute(db);
  assert.equal(await other.client.getMyProfile({}).catch(codeOf), 'sealing.not_opened');
});

test('an export holds every field of the register with the person’s own values, and nobody else’s', async () => {
  const { client, id } = await become('twelve', ['bureau'], told.name);
  await client.patchMyProfile({ body: all });
  await client.postReveal({ params: { id }, body: { field: 'email', reason: 'my own' } });
  const { body } = await client.getMyData({});
  const registered = (await client.getPrivacyRegister({})).body;
  assert.deepEqual(
    body.fields.map(({ values: _, ...field }) => field),
    registered,
  );
  const valuesOf = (name: string) =>
    body.fields.find(({ table, column }) => `${table}.${column}` === name)?.values;
  assert.deepEqual(valuesOf('access_user.name'), [told.name]);
  assert.deepEqual(valuesOf('access_user.login'), ['twelve']);
  assert.deepEqual(valuesOf('access_profile.id_number'), [told.number]);
  assert.deepEqual(valuesOf('access_profile.email'), [told.email]);
  assert.deepEqual(valuesOf('access_reveal.reason'), ['my own']);
  assert.equal(valuesOf('access_credential.password'), null);
});

test('keys rotate while people work; what was sealed before opens before, during and after', async () => {
  const owner = await again('twelve');
  const operator = await again('operator');
  const before = (await operator.client.getKeys({})).body;
  const rotated = (await operator.client.postKeyRotation({})).body;
  assert.notEqual(rotated.masterKeyId, before.masterKeyId);
  assert.equal(rotated.live, 0);
  assert.equal((await owner.client.getMyProfile({})).body.phone, '139****4321');
});

test('none of what people told stands in the log', () => {
  const log = server.logged.join('');
  assert.ok(server.logged.length > 60);
  for (const value of Object.values(told)) assert.ok(!log.includes(value), value);
  for (const value of ['ouyang', '440524188001010014', 'Check before signing', 'curious'])
    assert.ok(!log.includes(value), value);
});
