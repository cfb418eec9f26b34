import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { RemoteProblem } from '@finharbor/kernel/http';
import { pilot } from './pilot-testing.ts';

// What anybody does with projects of the pilot without an account and without a script, as a browser would send it.
const { url, clock, db, anybody, bank, secretary, stranger, board, running, at } = pilot;
after(() => pilot.stop());
const number = await running();
const hourMs = 3_600_000;

const sameOrigin = { origin: url, 'sec-fetch-site': 'same-origin' };

/** Something of a page that is neither cached nor found by an address, as who asks is given it. */
async function page(path: string): Promise<string> {
  const answer = await fetch(`${url}${path}`);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

/** A form as it was given out, with what somebody has typed into it. */
async function filled(
  form: string,
  typed: Record<string, string>,
  { about = number, list = 'pilots' }: { readonly about?: string; readonly list?: string } = {},
) {
  const given = await page(`/open/zh/${list}/forms/${form}${about === '' ? '' : `?about=${about}`}`);
  const hidden = [...given.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return new URLSearchParams([...hidden.map(([, name, value]) => [name!, value!]), ...Object.entries(typed)]);
}

const send = async (
  form: string,
  body: URLSearchParams,
  { headers = sameOrigin, list = 'pilots' }: { headers?: Record<string, string>; list?: string } = {},
) => {
  const answer = await fetch(`${url}/open/zh/${list}/forms/${form}`, { method: 'POST', body, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

/** What the page after a complaint says, once. */
function receiptOn(text: string): { readonly reference: string; readonly secret: string } {
  const [, reference] = /<dt>编号<\/dt><dd><bdi>([^<]+)/.exec(text)!;
  const [, secret] = /<dt>查询码<\/dt><dd><bdi>([^<]+)/.exec(text)!;
  return { reference: reference!, secret: secret! };
}

const caseOf = async (reference: string): Promise<string> =>
  (
    await db
      .selectFrom('case_receipt')
      .select('case_id')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
  ).case_id;

const story = { kind: 'money', story: '退款三个月未到账，单号 8841', wish: '退款' };

/** Waits for what follows from a step. */
async function until(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await is()) return;
    await delay(50);
  }
  assert.fail('It did not come.');
}

test('a complaint is sent by a form, followed by number and secret, and its answer is published without who made it or what they wrote', async () => {
  const form = await filled('complain', story);
  const sent = await send('complain', form);
  assert.deepEqual([sent.status, sent.headers.get('cache-control')], [200, 'no-store']);
  const receipt = receiptOn(sent.text);
  // The answer was lost, or the button was pressed twice: the same complaint, and the same secret.
  assert.deepEqual(receiptOn((await send('complain', form)).text), receipt);
  const cases = await db.selectFrom('case_receipt').select('reference').execute();
  assert.deepEqual(cases, [{ reference: receipt.reference }]);
  form.set('story', '另一件事');
  assert.equal((await send('complain', form)).status, 409, 'what says something else is another complaint');

  const follow = async (secret: string) =>
    send('follow', await filled('follow', { reference: receipt.reference, secret }, { about: '' }));
  const wrong = await follow(`${receipt.secret.slice(0, -1)}!`);
  assert.equal(wrong.status, 422);
  assert.ok(wrong.text.includes('编号或查询码有误') && !wrong.text.includes('已收到'));
  assert.ok((await follow(receipt.secret)).text.includes('已收到'));

  const answer = { answer: '已于今日退款至原账户。', published: '一起退款投诉，已退款办结。' };
  await at(secretary, await caseOf(receipt.reference))('answer', answer);
  const read = (await follow(receipt.secret)).text;
  assert.ok(read.includes('已答复') && read.includes(answer.answer));
  await until(async () => (await page(`/open/zh/pilots/${number}`)).includes(answer.published));
  const everywhere = await Promise.all(
    [
      ...['', '/pilots', `/pilots/${number}`, `/pilots/${number}/feed.atom`, '/pilots/feed.atom'],
      ...['/cases', `/cases/${receipt.reference}`, '/pilot-statistics', '/pilot-statistics/2026'],
    ].flatMap((path) => [page(`/open/zh${path}`), page(`/open/en${path}`)]),
  );
  for (const text of everywhere)
    for (const hidden of ['8841', '三个月', receipt.secret, answer.answer, await caseOf(receipt.reference)])
      assert.ok(!text.includes(hidden), hidden);
});

test('a comment stands on the page once the office has answered it, and the feed has it; sent twice it is one', async () => {
  const form = await filled('comment', { body: '利率如何确定？\r\n请说明。' });
  for (let times = 0; times < 2; times++) assert.equal((await send('comment', form)).status, 200);
  const waiting = await db.selectFrom('pilot_comment').select(['id', 'body']).execute();
  assert.deepEqual(
    waiting.map(({ body }) => body),
    ['利率如何确定？\n请说明。'],
  );
  assert.ok(!(await page(`/open/zh/pilots/${number}`)).includes('利率如何确定'));
  await secretary.client.postModeration({
    ...{ params: { id: waiting[0]!.id }, body: { state: 'shown', answer: '见声明书第三条。' } },
  });
  for (const path of [`/open/zh/pilots/${number}`, `/open/en/pilots/${number}`]) {
    const text = await page(path);
    assert.ok(text.includes('利率如何确定') && text.includes('见声明书第三条。'), path);
    assert.ok(text.includes(`/pilots/${number}/feed.atom`), path);
  }
  const feed = await page(`/open/en/pilots/${number}/feed.atom`);
  for (const said of ['A comment was answered', '见声明书第三条。', 'Admitted', 'Entered in the register'])
    assert.ok(feed.includes(said), said);
});

test('what a page of another site has sent, and what is missing, writes nothing and is shown again', async () => {
  const count = async () => (await db.selectFrom('pilot_comment').select('id').execute()).length;
  const before = await count();
  const form = await filled('comment', { body: '伪造' });
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  assert.equal((await send('comment', form, { headers: evil })).status, 403);
  const empty = await send('comment', await filled('comment', { body: ' ' }));
  assert.equal(empty.status, 422);
  assert.match(empty.text, /<p class="error" id="e-body">此项为必填。<\/p>/);
  const hidden = await send('complain', await filled('complain', { ...story, story: '看不\u202e见' }));
  assert.equal(hidden.status, 422);
  assert.equal(await count(), before);
  assert.equal((await fetch(`${url}/open/zh/pilots/forms/comment?about=none`)).status, 404);
  const large = new URLSearchParams({ body: 'x'.repeat(200_000) });
  assert.equal((await send('comment', large)).status, 413);
});

test('who writes too much waits, by form and by route alike, and is told for how long; an hour later it goes on', async () => {
  clock.advance(2 * hourMs);
  const body = () => ({ id: randomUUID(), body: '一样的话' });
  const post = () => anybody.postPilotComment({ params: { number }, body: body() });
  for (let times = 0; times < 10; times++) await post();
  const refused = await post().then(
    () => assert.fail('taken'),
    (error: RemoteProblem) => error,
  );
  assert.deepEqual([refused.problem.status, refused.code], [429, 'request.too_many']);
  const form = await filled('comment', { body: '长长的意见' });
  const late = await send('comment', form);
  assert.equal(late.status, 429);
  const waitS = Number(late.headers.get('retry-after'));
  assert.ok(waitS > 60 && waitS <= 120, String(waitS));
  assert.ok(late.text.includes('长长的意见'), 'nothing typed is lost');
  clock.advance(waitS * 1_000);
  assert.equal((await send('comment', form)).status, 200, 'the same form goes through later');
  clock.advance(2 * hourMs);
  const ask = () =>
    anybody.followPilotComplaint({ params: { reference: 'SDT-2026-000001' }, body: { secret: 'x' } });
  const codes: string[] = [];
  for (let times = 0; times < 21; times++)
    codes.push(
      await ask().then(
        () => 'found',
        (error: RemoteProblem) => error.code,
      ),
    );
  assert.deepEqual(
    [codes.slice(0, 20).every((one) => one === 'pilot.complaint_unknown'), codes[20]],
    [true, 'request.too_many'],
  );
});

test('of data whoever has access reads how far the contract is used; the public reads that there is one and it is live, and not which', async () => {
  const contract = randomUUID();
  const use = { state: 'in_force', usesAllowed: 1_000, usesMade: 918_273, lastUseAtMs: clock.nowMs() };
  pilot.contracts.set(contract, use);
  const put = (named: string) =>
    bank.client.putRecord({
      params: { number, id: randomUUID() },
      body: { kind: 'data', product: '纳税数据', contract: named, purpose: '授信' },
    });
  await put(contract);
  await put('没有这份合约');
  const params = { number };
  const seen = (await bank.client.listUsedRecords({ params })).body.items;
  assert.deepEqual(
    seen.map(({ onFile }) => onFile).toSorted((one) => (one === null ? 1 : -1)),
    [use, null],
  );
  assert.deepEqual((await board.client.listUsedRecords({ params })).body.items, seen);
  await assert.rejects(
    stranger.client.listUsedRecords({ params }),
    (error: RemoteProblem) => error.code === 'pilot.not_found',
  );
  const published = (await anybody.listPilotRecords({ params })).body.items;
  assert.deepEqual(published.map(({ body }) => body.kind === 'data' && body.contract).toSorted(), [
    'live',
    'unknown',
  ]);
  pilot.contracts.set(contract, { ...use, state: 'expired' });
  const text = `${await page(`/open/en/pilots/${number}`)}${JSON.stringify(published)}`;
  assert.ok(text.includes('it is not in force') && !text.includes(contract) && !text.includes('918273'));
});

test('a complaint about anybody is sent and followed in the same way, and its answer is read by its secret alone', async () => {
  clock.advance(2 * hourMs);
  const list = 'cases';
  const said = { about: '某支付公司', kind: 'charges', story: '重复扣款 9917', wish: '退回' };
  const form = await filled('complaint', said, { about: '', list });
  const sent = await send('complaint', form, { list });
  assert.equal(sent.status, 200);
  const receipt = receiptOn(sent.text);
  assert.deepEqual(receiptOn((await send('complaint', form, { list })).text), receipt);
  const { case_id: id } = await db
    .selectFrom('case_receipt')
    .select('case_id')
    .where('reference', '=', receipt.reference)
    .executeTakeFirstOrThrow();
  await at(board, id)('accept');
  await at(board, id)('answer', { findings: '查明重复扣款一笔。', answer: '已责令退款。' });
  const follow = async (secret: string) =>
    send('follow', await filled('follow', { ...receipt, secret }, { about: '', list }), { list });
  const { text } = await follow(receipt.secret);
  for (const one of ['公众投诉', '已答复', '查明重复扣款一笔。', '已责令退款。'])
    assert.ok(text.includes(one), one);
  assert.equal((await follow('wrong')).status, 422);
  for (const path of ['', '/cases', '/pilots'])
    assert.ok(!(await page(`/open/zh${path}`)).includes('9917'), path);
});
