import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testDesk } from '../testing.ts';
import type { Notice } from './domain.ts';
import { noticePort } from './notify.ts';

const desk = await testDesk();
const { notify, settle } = noticePort(desk.ctx);
const ma = await desk.someone('tax', 'approver');
const deng = await desk.someone('tax', 'approver', 'analyst');
const wu = await desk.someone('bank', 'approver');
const chen = await desk.someone('tax', 'analyst');

let events = 0;
/** A notice of an event that has not been told yet. */
function asked(to: Notice['to'] = { party: 'tax', role: 'approver' }): Notice {
  events += 1;
  const title = { en: `Contract ${events}`, zh: `合同 ${events}` };
  return { key: `contract ${events}`, kind: 'contract.asked', to, title, href: `/app/contracts/${events}` };
}

type State = NonNullable<Parameters<typeof ma.client.listNotices>[0]['query']>['state'];
const titles = async ({ client }: typeof ma, state: State = 'open') =>
  (await client.listNotices({ query: { state } })).body.items.map(({ title }) => title.en);

const newest = async ({ client }: typeof ma) =>
  (await client.listNotices({ query: { limit: 1 } })).body.items[0]!.id;

test('everybody of the party with the role is told, nobody else, and of one event once', async () => {
  const notice = asked();
  assert.equal(await notify(notice), 'told');
  assert.equal(await notify({ ...notice, title: { en: 'again', zh: '再次' } }), 'already_told');
  assert.deepEqual(await titles(ma), [notice.title.en]);
  assert.deepEqual(await titles(deng), [notice.title.en]);
  assert.deepEqual([await titles(wu), await titles(chen)], [[], []]);
  assert.deepEqual((await wu.client.countNotices({})).body, { open: 0, unread: 0 });
});

test('told by many at the same time, one event is told once', async () => {
  const notice = asked();
  const told = await Promise.all(Array.from({ length: 8 }, () => notify(notice)));
  assert.equal(told.filter((outcome) => outcome === 'told').length, 1);
});

test('a notice for one account is seen by that account alone', async () => {
  const notice = asked({ account: chen.account.id });
  await notify(notice);
  assert.deepEqual(await titles(chen), [notice.title.en]);
  assert.ok(!(await titles(ma, 'all')).includes(notice.title.en));
});

test('what one person reads, does or puts off is so for that person only', async () => {
  const notice = asked();
  await notify(notice);
  const id = await newest(ma);
  const mark = (name: 'read' | 'unread' | 'done' | 'open') =>
    ma.client.postMarks({ body: { ids: [id], mark: name } });
  const before = (await ma.client.countNotices({})).body;
  await mark('read');
  assert.deepEqual((await ma.client.countNotices({})).body, { open: before.open, unread: before.unread - 1 });
  await mark('unread');
  assert.deepEqual((await ma.client.countNotices({})).body, before);
  await mark('done');
  await mark('done');
  assert.ok((await titles(ma, 'done')).includes(notice.title.en));
  assert.ok(!(await titles(ma)).includes(notice.title.en));
  assert.ok((await titles(deng)).includes(notice.title.en));
  await mark('open');
  assert.ok((await titles(ma)).includes(notice.title.en));
});

test('a notice that was put off comes back at its time', async () => {
  const notice = asked();
  await notify(notice);
  const id = await newest(ma);
  const untilMs = desk.clock.nowMs() + 1_800_000;
  await ma.client.postMarks({ body: { ids: [id], mark: 'snooze', untilMs } });
  assert.ok(!(await titles(ma)).includes(notice.title.en));
  assert.deepEqual(await titles(ma, 'snoozed'), [notice.title.en]);
  desk.clock.advance(1_800_000);
  assert.ok((await titles(ma, 'unread')).includes(notice.title.en));
});

test('a notice sleeps until a time to come, within a year', async () => {
  const ids = ['01937f00-0000-7000-8000-000000000001'];
  for (const untilMs of [undefined, desk.clock.nowMs(), desk.clock.nowMs() + 400 * 86_400_000]) {
    const body = { ids, mark: 'snooze', ...(untilMs === undefined ? {} : { untilMs }) } as const;
    assert.equal(await ma.client.postMarks({ body }).catch(codeOf), 'notice.bad_snooze');
  }
});

test('somebody else’s notices cannot be marked, and look like none', async () => {
  const notice = asked();
  await notify(notice);
  const id = await newest(ma);
  const none = '01937f00-0000-7000-8000-000000000009';
  const mark = async (client: typeof ma.client, ids: string[]) =>
    (await client.postMarks({ body: { ids, mark: 'done' } })).body;
  assert.deepEqual(await mark(wu.client, [id]), await mark(wu.client, [none]));
  assert.deepEqual(await mark(ma.client, [id, none]), { marked: 1 });
});

test('what somebody has settled waits for nobody any more', async () => {
  const notice = asked();
  await notify(notice);
  await settle(notice.key);
  assert.ok(!(await titles(ma)).includes(notice.title.en));
  assert.ok((await titles(deng, 'done')).includes(notice.title.en));
});

test('an inbox is read page by page, by kind, without gap or repetition', async () => {
  for (let n = 0; n < 5; n += 1) await notify(asked());
  await notify({ ...asked(), kind: 'other' });
  const all = await titles(ma);
  const found: string[] = [];
  let cursor: Awaited<ReturnType<typeof ma.client.listNotices>>['body']['next'] = null;
  do {
    const query = { limit: 2, ...(cursor === null ? {} : { cursor }) };
    const { body } = await ma.client.listNotices({ query });
    found.push(...body.items.map(({ title }) => title.en));
    cursor = body.next;
  } while (cursor !== null);
  assert.deepEqual(found, all);
  const { items } = (await ma.client.listNotices({ query: { kind: 'other' } })).body;
  assert.equal(items.length, 1);
});

test('people are offered the kinds that their roles are ever told of', async () => {
  const kinds = async ({ client }: typeof ma) =>
    (await client.listNoticeKinds({})).body.map(({ kind }) => kind);
  assert.deepEqual(await kinds(ma), ['contract.asked']);
  assert.deepEqual(await kinds(deng), ['contract.asked', 'job.ended']);
});

test('an inbox is nobody’s who is not signed in', async () => {
  assert.equal((await fetch(`${desk.url}/notices`)).status, 401);
});
