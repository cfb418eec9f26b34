import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testDesk } from '../testing.ts';

const desk = await testDesk();
const wu = await desk.someone('bank', 'approver');
const ma = await desk.someone('bank', 'approver');
const form = 'contract-request';
const params = { form };
const kept = async ({ client }: typeof wu) => (await client.getDraft({ params })).body.draft?.json;

test('a draft is kept as it was last put, for its person alone, until it is deleted', async () => {
  await wu.client.putDraft({ params, body: { json: '{"uses":3}' } });
  await wu.client.putDraft({ params, body: { json: '{"uses":4}' } });
  assert.equal(await kept(wu), '{"uses":4}');
  assert.equal(await kept(ma), undefined);
  await wu.client.deleteDraft({ params });
  await wu.client.deleteDraft({ params });
  assert.equal(await kept(wu), undefined);
});

test('a draft runs out after thirty days and its row goes', async () => {
  await wu.client.putDraft({ params, body: { json: '1' } });
  desk.clock.advance(29 * 86_400_000);
  const late = await desk.someone('bank', 'approver');
  const row = () =>
    desk.db.selectFrom('desk_draft').select('form').where('account', '=', wu.account.id).execute();
  await late.client.putDraft({ params, body: { json: '2' } });
  assert.equal((await row()).length, 1);
  desk.clock.advance(86_400_000);
  const later = await desk.someone('bank', 'approver');
  await later.client.putDraft({ params, body: { json: '3' } });
  assert.equal((await row()).length, 0);
});

test('a draft has at most 64 kB, however few characters that is', async () => {
  const person = await desk.someone('bank', 'approver');
  const put = (json: string) =>
    person.client.putDraft({ params, body: { json } }).then(({ status }) => status, codeOf);
  assert.equal(await put(`"${'a'.repeat(65_534)}"`), 204);
  assert.equal(await put(`"${'税'.repeat(30_000)}"`), 'draft.too_large');
});

test('one person has at most a hundred drafts', async () => {
  const person = await desk.someone('bank', 'approver');
  const put = (n: number) => person.client.putDraft({ params: { form: `form-${n}` }, body: { json: '0' } });
  for (let n = 0; n < 100; n += 1) await put(n);
  assert.equal(await put(100).catch(codeOf), 'draft.too_many');
  assert.equal((await put(99)).status, 204);
});
