import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDesk } from '../testing.ts';
import { noticePort } from './notify.ts';
import { pruneNotices } from './prune.ts';

const dayMs = 86_400_000;
const readDays = 180;
const desk = await testDesk();
const { notify, settle } = noticePort(desk.ctx);
const ma = await desk.someone('tax', 'approver');

async function told(key: string): Promise<string> {
  const title = { en: key, zh: key };
  await notify({ key, kind: 'contract.asked', to: { party: 'tax', role: 'approver' }, title, href: '/app' });
  const { id } = await desk.db
    .selectFrom('desk_notice')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return id;
}
const mark = (id: string, name: 'read' | 'done') => ma.client.postMarks({ body: { ids: [id], mark: name } });
const kept = async (): Promise<readonly string[]> => {
  const rows = await desk.db.selectFrom('desk_notice').select('key').orderBy('id').execute();
  return rows.map(({ key }) => key);
};

test('what was read or settled goes at the end of its term, with its marks; what nobody has read stays', async () => {
  await mark(await told('read'), 'read');
  await mark(await told('done'), 'done');
  await told('settled');
  await settle('settled');
  await told('unread');
  const asleep = await told('asleep');
  await mark(asleep, 'read');
  const untilMs = desk.clock.nowMs() + (readDays + 30) * dayMs;
  await ma.client.postMarks({ body: { ids: [asleep], mark: 'snooze', untilMs } });
  desk.clock.advance(readDays * dayMs - 1);
  assert.equal(await pruneNotices(desk.ctx, readDays), 0);
  desk.clock.advance(1);
  await told('young');
  assert.equal(await pruneNotices(desk.ctx, readDays), 3);
  assert.deepEqual(await kept(), ['unread', 'asleep', 'young']);
  const marks = await desk.db.selectFrom('desk_mark').select('notice_id').execute();
  assert.deepEqual(
    marks.map(({ notice_id }) => notice_id),
    [asleep],
  );
  assert.equal(await pruneNotices(desk.ctx, readDays), 0);
});

test('more than one step’s worth goes at once', async () => {
  for (let index = 0; index < 450; index += 1) {
    await notify({
      key: `many ${index}`,
      kind: 'contract.asked',
      to: { account: ma.account.id },
      title: { en: 'T', zh: '题' },
      href: '/app',
    });
    await settle(`many ${index}`);
  }
  desk.clock.advance(readDays * dayMs);
  const before = (await kept()).length;
  const gone = await pruneNotices(desk.ctx, readDays);
  assert.ok(gone >= 450);
  assert.equal((await kept()).length, before - gone);
});
