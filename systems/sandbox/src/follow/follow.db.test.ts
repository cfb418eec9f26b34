import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { moderate, postComment } from '../people/comments.ts';
import { complaintCame } from '../people/course.ts';
import { testRegister } from '../testing.ts';
import { follow, followsOf, unfollow } from './follows.ts';
import { tellFollowers } from './tell.ts';

const register = await testRegister(Date.UTC(2026, 2, 2, 4));
const { ctx, clock, told, moved, newId } = register;
after(() => register[Symbol.asyncDispose]());
const minuteMs = 60_000;

const [ann, ben] = [newId(), newId()];

/** What was told since, and to whom. */
async function news(): Promise<readonly string[]> {
  const before = told.length;
  await tellFollowers(ctx);
  await tellFollowers(ctx);
  return told.slice(before).map(({ to, title }) => {
    const who = 'account' in to && to.account === ann ? 'ann' : 'ben';
    return `${who} ${title.en.split(': ')[1]}`;
  });
}

test('followers hear what is new since they follow, each thing once, and nothing after they left', async () => {
  const number = await register.running();
  clock.advance(minuteMs);
  await follow(ctx, { account: ann, number });
  await follow(ctx, { account: ann, number });
  assert.deepEqual(await news(), [], 'what was there before is no news');
  clock.advance(minuteMs);
  await moved(number, 'suspend');
  assert.deepEqual(await news(), ['ann Suspended']);
  clock.advance(minuteMs);
  await follow(ctx, { account: ben, number });
  clock.advance(minuteMs);
  const comment = { id: newId(), number, body: '为何暂停？' };
  await postComment(ctx, comment);
  assert.deepEqual(await news(), [], 'nobody hears of what waits');
  await moderate(ctx, comment.id, { state: 'shown', answer: '整改中。' });
  assert.deepEqual((await news()).toSorted(), ['ann A comment was answered', 'ben A comment was answered']);
  clock.advance(minuteMs);
  await unfollow(ctx, { account: ann, number });
  await moved(number, 'resume');
  assert.deepEqual(await news(), ['ben Resumed']);
  assert.deepEqual(
    (await followsOf(ctx, ben)).map((one) => [one.number, one.title]),
    [[number, '测试项目']],
  );
  assert.equal(
    await follow(ctx, { account: ann, number: 'none' }).then(() => 'done', codeOf),
    'pilot.not_found',
  );
});

test('what was written before it could be read is told late and once; nothing is lost to a process that ends on the way', async () => {
  const number = await register.running();
  clock.advance(minuteMs);
  await follow(ctx, { account: ann, number });
  clock.advance(minuteMs);
  const writtenMs = clock.nowMs();
  clock.advance(minuteMs);
  await tellFollowers(ctx);
  const came = { kind: 'complaint', project: number, caseId: newId(), reference: 'SDT-2026-000009' } as const;
  const earlier = { ...ctx, clock: { nowMs: () => writtenMs } };
  await complaintCame(earlier, { ...came, course: 'answered', published: '已办结。' });
  const dying = { ...ctx, tell: () => Promise.reject(new Error('killed')) };
  await assert.rejects(tellFollowers(dying), /killed/);
  assert.deepEqual(await news(), ['ann A complaint was answered']);
  clock.advance(minuteMs);
  assert.deepEqual(await news(), []);
});
