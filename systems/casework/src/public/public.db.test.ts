import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { caseworkRoutes } from '../contract/routes.ts';
import { testGrants } from '../testing-grant.ts';

const grants = await testGrants();
const { cases, firm, clerk, experts } = grants;
const anybody = typedClient(caseworkRoutes, cases.url, fetch);
const listed = async (query: Parameters<typeof anybody.listPublicCases>[0]['query']) =>
  (await anybody.listPublicCases({ query })).body;
const numbersOf = async (query: Parameters<typeof listed>[0]) =>
  (await listed(query)).items.map(({ number }) => number);
const codeFrom = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
const numberOf = async (id: string) => (await firm.client.getCase({ params: { id } })).body.number;

test('a case is public from the step that publishes it on, to everybody, and nothing else of it is', async () => {
  const open = await grants.filed('海港金科');
  await grants.judged(open);
  const number = await numberOf(open);
  assert.equal(await codeFrom(anybody.getPublicCase({ params: { number } })), 'case.not_published');
  assert.deepEqual(await numbersOf({}), []);
  const paid = await grants.paid('海港金科');
  const { body } = await anybody.getPublicCase({ params: { number: await numberOf(paid) } });
  assert.deepEqual(
    body.facts.map(({ value }) => value),
    ['海港金科'],
  );
  const raw = await (await fetch(`${cases.url}/public/cases`)).text();
  const people = [firm, clerk, ...experts].flatMap(({ account }) => [account.id, account.party]);
  for (const hidden of [...people.filter((one) => one !== 'hub'), paid, open, '900', 'secret'])
    assert.ok(!raw.includes(hidden), hidden);
});

test('published cases are found by number, words, pinyin and initials of what they say, and by nothing else', async () => {
  const number = await numberOf(await grants.paid('云帆数据'));
  for (const text of [number, number.toLowerCase(), '云帆', '数据', 'yunfan', 'yfsj'])
    assert.deepEqual(await numbersOf({ text }), [number], text);
  for (const text of ['91440300MA5EXAMPL1', '900', 'secret', '%', '…'])
    assert.deepEqual(await numbersOf({ text }), [], text);
  assert.ok((await numbersOf({ procedure: 'grant' })).includes(number));
  assert.deepEqual(await numbersOf({ procedure: 'nothing' }), []);
});

test('pages go on where the last ended, the latest first, also within one moment', async () => {
  const made: string[] = [];
  for (const name of ['甲', '乙', '丙', '丁', '戊']) {
    made.unshift(await numberOf(await grants.paid(`${name}丹青公司`)));
    if (name === '丙') cases.clock.advance(1_000);
  }
  const seen: string[] = [];
  for (let cursor: Awaited<ReturnType<typeof listed>>['next'] | undefined; cursor !== null; ) {
    const page = await listed({ text: '丹青', limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map(({ number }) => number));
    cursor = page.next;
  }
  assert.deepEqual(seen, made);
});

test('any cache may keep a page for a minute, and who asks whether it is the same is told in no more than that', async () => {
  const url = `${cases.url}/public/cases?text=${encodeURIComponent('丹青')}`;
  const first = await fetch(url);
  const etag = first.headers.get('etag')!;
  assert.equal(first.headers.get('cache-control'), 'public, max-age=60');
  const again = await fetch(url, { headers: { 'if-none-match': `"x", W/${etag}` } });
  assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag]);
  await grants.paid('己丹青公司');
  assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 200);
});

test('until its last day anybody may object by a case of its own, which the office finds and the applicant does not', async () => {
  const paid = await grants.paid('争议公司');
  const number = await numberOf(paid);
  const objection = (await anybody.getPublicCase({ params: { number } })).body.objection!;
  assert.equal(objection.procedure.name, 'grant');
  assert.equal(objection.untilMs, Date.parse('2026-03-09T16:00:00Z'), 'the fifth business day at midnight');
  const rival = await cases.someone('firm:2', 'owner');
  const id = cases.ctx.cases.newId();
  const object = (objectsTo: string) =>
    rival.client.postCase({ body: { procedure: 'grant', id, objectsTo } });
  assert.equal(await codeFrom(object('GR-2026-999999')), 'case.nothing_to_object');
  const begun = (await object(number)).body;
  assert.deepEqual([(await object(number)).body.id, begun.objectsTo], [id, number]);
  const seenBy = async ({ client }: typeof firm) => (await client.getCase({ params: { id: paid } })).body;
  assert.deepEqual((await seenBy(clerk)).objections, [], 'until it is sent');
  const form = { name: '争议', yuan: 900, kind: 'new' };
  await rival.client.postStep({ params: { id, step: 'file' }, body: { form } });
  assert.deepEqual((await seenBy(clerk)).objections, [{ id, number: begun.number }]);
  assert.deepEqual((await seenBy(firm)).objections, []);
  cases.clock.advance(objection.untilMs - cases.clock.nowMs());
  assert.equal(await codeFrom(object(number)), 'case.objection_over');
});
