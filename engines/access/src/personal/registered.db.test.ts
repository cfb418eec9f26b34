import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { PersonalField } from './field.ts';
import { accessPersonalFields } from './fields.ts';
import { sweep } from './retention.ts';
import { personalServer } from './testing.ts';

const words = { en: 'x', zh: 'x' };
const shared = {
  category: 'ordinary',
  purpose: words,
  basis: words,
  mask: 'hidden',
  reveal: [],
} as const;
const stays = { kind: 'keep', reason: { en: 'A contract rests on it', zh: '合同以此为据' } } as const;
const fields: readonly PersonalField[] = [
  {
    ...shared,
    table: 'system_visit',
    column: 'note',
    what: { en: 'Note of a visit', zh: '来访备注' },
    owner: { column: 'visitor', by: 'account' },
    retention: { kind: 'row', column: 'at_ms', days: 7 },
    erasure: { kind: 'delete' },
  },
  {
    ...shared,
    table: 'system_signature',
    column: 'signed_by',
    what: { en: 'Who signed', zh: '签署人' },
    owner: { column: 'signed_by', by: 'caller' },
    retention: { kind: 'kept', until: words },
    erasure: stays,
  },
];
const { db, clock, become, personal } = await personalServer({
  fields: [...accessPersonalFields, ...fields],
});
await sql`create table system_visit (visitor uuid, note text, at_ms bigint)`.execute(db);
await sql`create table system_signature (signed_by text)`.execute(db);
const visits = async () =>
  (await sql<{ note: string }>`select note from system_visit order by at_ms`.execute(db)).rows.map(
    ({ note }) => note,
  );

test('a field a system registers is exported, erased or kept with its reason, and swept, without a line more', async () => {
  const operator = await become('operator', ['operator']);
  const one = await become('one');
  const visit = (visitor: string, note: string) =>
    sql`insert into system_visit values (${visitor}, ${note}, ${clock.nowMs()})`.execute(db);
  await visit(one.id, 'first');
  await visit(operator.id, 'other');
  await sql`insert into system_signature values (${`account:${one.id}`})`.execute(db);
  const exported = (await one.client.getMyData({})).body.fields;
  const valuesIn = (table: string) => exported.find((field) => field.table === table)?.values;
  assert.deepEqual(valuesIn('system_visit'), ['first']);
  assert.deepEqual(valuesIn('system_signature'), [`account:${one.id}`]);

  await one.client.postMyErasure({});
  const [wish] = (await operator.client.listErasureRequests({})).body;
  const certificate = await operator.client.postErasureConfirmation({ params: { id: wish!.id } });
  const { body } = certificate.body;
  assert.deepEqual(await visits(), ['other']);
  assert.deepEqual(
    body.erased.find(({ what }) => what.en === 'Note of a visit'),
    { what: { en: 'Note of a visit', zh: '来访备注' }, rows: 1 },
  );
  const signed = body.kept.find(({ what }) => what.en === 'Who signed');
  assert.deepEqual(signed, { what: { en: 'Who signed', zh: '签署人' }, reason: stays.reason });

  clock.advance(7 * 24 * 3_600_000 - 1);
  await sweep(personal);
  assert.deepEqual(await visits(), ['other']);
  clock.advance(1);
  await sweep(personal);
  assert.deepEqual(await visits(), []);
});
