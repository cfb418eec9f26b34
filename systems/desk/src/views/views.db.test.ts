import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testDesk } from '../testing.ts';

const desk = await testDesk();
const chen = await desk.someone('bank', 'analyst');
const wu = await desk.someone('bank', 'approver');
const ma = await desk.someone('tax', 'approver');

const view = { path: '/applications', name: 'Refused this week', search: 'q=9144', isShared: false };
const names = async ({ client }: typeof chen, path?: string) =>
  (await client.listViews({ query: path === undefined ? {} : { path } })).body.map(({ name }) => name);

test('a view is saved once however often it is sent, renamed, shared with the own party, and deleted', async () => {
  const id = crypto.randomUUID();
  for (let times = 0; times < 2; times += 1) await chen.client.putView({ params: { id }, body: view });
  assert.deepEqual(await names(chen, '/applications'), ['Refused this week']);
  assert.deepEqual(await names(chen, '/jobs'), []);
  assert.deepEqual(await names(wu), []);
  await chen.client.putView({ params: { id }, body: { ...view, name: ' Refused ', isShared: true } });
  const [seen] = (await wu.client.listViews({ query: {} })).body;
  assert.deepEqual(seen, { ...view, id, name: 'Refused', isShared: true, isOwn: false });
  assert.deepEqual(await names(ma), [], 'another party sees nothing of it');
  await chen.client.deleteView({ params: { id } });
  assert.deepEqual(await names(wu), []);
});

test('only its owner changes a view or deletes it; to others it looks like none', async () => {
  const id = crypto.randomUUID();
  await chen.client.putView({ params: { id }, body: { ...view, isShared: true } });
  assert.equal(await wu.client.putView({ params: { id }, body: view }).catch(codeOf), 'view.not_found');
  assert.equal(await wu.client.deleteView({ params: { id } }).catch(codeOf), 'view.not_found');
  const none = crypto.randomUUID();
  assert.equal(await wu.client.deleteView({ params: { id: none } }).catch(codeOf), 'view.not_found');
  assert.deepEqual(await names(chen), ['Refused this week']);
});

test('a view is of a screen of this console, and has a name', async () => {
  const put = (change: Partial<typeof view>) =>
    fetch(`${desk.url}/views/${crypto.randomUUID()}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...view, ...change }),
    });
  assert.equal((await put({})).status, 401);
  for (const change of [{ path: 'https://elsewhere.example' }, { path: '//elsewhere' }, { name: '  ' }])
    await assert.rejects(() =>
      chen.client.putView({ params: { id: crypto.randomUUID() }, body: { ...view, ...change } }),
    );
});

test('one person keeps at most two hundred views', async () => {
  const put = () => ma.client.putView({ params: { id: crypto.randomUUID() }, body: view });
  for (let saved = 0; saved < 200; saved += 20) await Promise.all(Array.from({ length: 20 }, put));
  assert.equal(await put().catch(codeOf), 'view.too_many');
  assert.equal((await names(ma)).length, 200);
});
