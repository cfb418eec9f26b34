import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openPortal, type PortalAnswer, type Site } from '@finharbor/portal';
import { testGrants } from '../testing-grant.ts';
import { publicCasePages } from './pages.ts';

const grants = await testGrants();
const { cases, firm, clerk, experts } = grants;
const site: Site = {
  name: { en: 'Harbor', zh: '金科港' },
  isDemo: true,
  identity: 'test',
  origin: () => 'https://harbor.example',
  nowMs: () => cases.clock.nowMs(),
  licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  pages: [publicCasePages(cases.ctx)],
};
const portal = openPortal(site);
// Another process on the same database.
const other = openPortal({ ...site, pages: [publicCasePages({ ...cases.ctx })] });
const numberOf = async (id: string) => (await firm.client.getCase({ params: { id } })).body.number;

async function textOf({ body }: PortalAnswer): Promise<string> {
  const pieces: Uint8Array[] = [];
  if (body instanceof Uint8Array) pieces.push(body);
  else if (body) for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

async function get(url: string, headers: Record<string, string> = {}, from = portal) {
  const answer = await from({ url, headers });
  return { status: answer.status, headers: answer.headers, text: await textOf(answer) };
}

test('a page has what is published of a case, in the language of its address, and nothing and nobody else', async () => {
  const open = await grants.filed('未决公司');
  await grants.judged(open);
  assert.equal((await get(`/open/en/cases/${await numberOf(open)}`)).status, 404);
  const paid = await grants.paid('海港<b>金科</b>');
  const number = await numberOf(paid);
  const people = [firm, clerk, ...experts].flatMap(({ account }) => [account.id, account.party]);
  const hidden = [
    ...people.filter((one) => one !== 'hub'),
    paid,
    open,
    await numberOf(open),
    '900',
    'secret',
  ];
  for (const [language, tag] of [
    ['en', 'en'],
    ['zh', 'zh-CN'],
  ] as const)
    for (const path of [``, `/cases`, `/cases/${number}`, `/cases/feed.atom`]) {
      const { status, text } = await get(`/open/${language}${path}`);
      assert.equal(status, 200, path);
      assert.ok(text.includes(`lang="${tag}"`) && text.includes(number), path);
      assert.ok(!text.includes('<b>'), path);
      for (const one of hidden) assert.ok(!text.includes(one), `${path} has ${one}`);
    }
  for (const path of ['/open/data/cases.json', '/open/data/cases.csv', '/open/sitemap/cases.xml']) {
    const { text } = await get(path);
    assert.ok(text.includes(number), path);
    for (const one of hidden) assert.ok(!text.includes(one), `${path} has ${one}`);
  }
});

test('what is published otherwise, or no longer, is so with the next request, in every process', async () => {
  const number = await numberOf(await grants.paid('改名公司'));
  const url = `/open/zh/cases/${number}`;
  for (const from of [portal, other]) assert.match((await get(url, {}, from)).text, /改名公司/);
  const { etag } = (await get(url)).headers;
  assert.equal((await get(url, { 'if-none-match': etag! })).status, 304);
  const change = (facts: string) =>
    cases.db
      .updateTable('case_public')
      .set({ facts: JSON.stringify([{ title: { en: 'Firm', zh: '企业' }, value: facts }]) as never })
      .where('number', '=', number)
      .execute();
  await change('新名公司');
  for (const from of [portal, other]) {
    const { status, text } = await get(url, { 'if-none-match': etag! }, from);
    assert.deepEqual([status, text.includes('新名公司'), text.includes('改名公司')], [200, true, false]);
  }
  await cases.db.deleteFrom('case_public').where('number', '=', number).execute();
  for (const from of [portal, other]) {
    assert.equal((await get(url, { 'if-none-match': etag! }, from)).status, 404);
    for (const path of ['', '/cases', '/cases/feed.atom'])
      assert.ok(!(await get(`/open/zh${path}`, {}, from)).text.includes(number), path);
    for (const path of ['/open/data/cases.json', '/open/data/cases.csv', '/open/sitemap/cases.xml'])
      assert.ok(!(await get(path, {}, from)).text.includes(number), path);
  }
});

test('the pages of a list go through all of it once, and found pages stay found', async () => {
  const made: string[] = [];
  for (let nth = 0; nth < 23; nth++) made.unshift(await numberOf(await grants.paid(`翻页公司${nth}`)));
  const query = `?q=${encodeURIComponent('翻页')}&kind=grant`;
  const first = await get(`/open/en/cases${query}`);
  const numbersIn = (text: string) =>
    [...text.matchAll(/<h2[^>]*><a href="\/open\/en\/cases\/([A-Z0-9-]+)"/g)].map(([, one]) => one);
  const next = /rel="next" href="([^"]+)"/.exec(first.text)![1]!.replaceAll('&amp;', '&');
  const second = await get(next);
  assert.deepEqual([...numbersIn(first.text), ...numbersIn(second.text)], made);
  assert.match(first.text, /<meta name="robots" content="noindex, follow">/);
  assert.doesNotMatch(second.text, /rel="next"/);
  assert.match(
    (await get(`/open/en/cases?q=${encodeURIComponent('没有这个')}`)).text,
    /Nothing that is published fits/,
  );
  for (const wrong of ['?after=!', '?after=WzFd', '?kind=nothing'])
    assert.equal((await get(`/open/en/cases${wrong}`)).status, 404, wrong);
});

test('an objection is explained and begun from the page until its term is over', async () => {
  const number = await numberOf(await grants.paid('异议公司'));
  const url = `/open/en/cases/${number}`;
  const open = await get(url);
  assert.ok(open.text.includes(`href="/app/public-cases/${number}"`) && open.text.includes('2026-03-09'));
  cases.clock.advance(8 * 86_400_000);
  const { text } = await get(url, { 'if-none-match': open.headers.etag! });
  assert.match(text, /The time to object is over/);
  assert.doesNotMatch(text, /public-cases/);
});

test('the open data is whole and of its published schema, as another library reads it', async () => {
  const { Ajv2020 } = createRequire(import.meta.resolve('fastify'))('ajv/dist/2020.js');
  const addFormats = createRequire(import.meta.resolve('fastify'))('ajv-formats');
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const check = ajv.compile(JSON.parse((await get('/open/data/cases.schema.json')).text));
  const data = JSON.parse((await get('/open/data/cases.json')).text) as { records: { number: string }[] };
  assert.ok(check(data), JSON.stringify(check.errors));
  const kept = await cases.db.selectFrom('case_public').select('number').orderBy('number').execute();
  assert.deepEqual(
    data.records.map(({ number }) => number),
    kept.map(({ number }) => number),
  );
  assert.ok(kept.length > 20);
  assert.ok(!check({ ...data, records: [{ ...data.records[0], secret: 1 }] }));
  const csv = (await get('/open/data/cases.csv')).text;
  assert.ok(csv.startsWith('\ufeffnumber,procedure,'));
  for (const { number } of kept) assert.ok(csv.includes(`\n${number},grant,`), number);
});
