import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CasesTables, forgetCases } from '@finharbor/cases';
import { grant, samples, tablesWith } from '@finharbor/cases/testing';
import type { Kysely } from 'kysely';
import { testCasework } from './testing.ts';

const mark = 'MARK-7f3a 标记';
const cases = await testCasework([grant]);

test('a case whose contents are gone says so to its office, and is not there for anybody else; nothing of it is in any table', async () => {
  const [firm, clerk] = [
    await cases.someone('firm:1', 'owner'),
    await cases.someone('hub', 'clerk', 'chief'),
  ];
  const { id, number } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
  const params = { id, document: 'plan' };
  await firm.client.postFile({
    params,
    query: { name: 'p.pdf' },
    body: new Blob([samples.pdf!.slice(), `\n%${mark}`]),
  });
  const form = { name: mark, yuan: 900, kind: 'new' };
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
  await clerk.client.putWatch({ params: { id } });
  await clerk.client.postStep({ params: { id, step: 'ask' }, body: { reason: mark } });
  await clerk.client.postComment({ params: { id }, body: { text: mark, isInternal: true } });
  const drafted = await cases.someone('hub', 'clerk');
  await clerk.client.postExclusion({ params: { id }, body: { account: drafted.account.id, reason: mark } });
  await firm.client.postStep({ params: { id, step: 'answer' }, body: {} });
  await clerk.client.postStep({ params: { id, step: 'ask' }, body: { reason: mark } });
  const before = await tablesWith(cases.db, mark);
  for (const table of ['case_event', 'case_file', 'case_attachment_piece'])
    assert.ok(before.includes(`public.${table}`), before.join());
  cases.clock.advance(60 * 86_400_000);
  // What is due comes first, so that the case has lapsed by now.
  await clerk.client.postComment({ params: { id }, body: { text: 'Late.' } });
  assert.equal((await clerk.client.getCase({ params: { id } })).body.state.name, 'lapsed');
  cases.clock.advance((grant.keptYears * 366 + 2) * 86_400_000);
  assert.equal(await forgetCases(cases.ctx.cases, cases.db as unknown as Kysely<CasesTables>), 1);
  const asked = async (who: typeof firm, path: string, init: RequestInit = {}) => {
    const headers = { authorization: who.authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${cases.url}/cases/${id}${path}`, { ...init, headers });
    return { status: answer.status, problem: (await answer.json()) as { code: string; detail: string } };
  };
  const post = { method: 'POST', body: '{"reason":"More."}' };
  for (const [path, init] of [
    [''],
    ['/events'],
    ['/export'],
    ['/letters/3?language=en'],
    ['/steps/ask', post],
  ] as const) {
    const { status, problem } = await asked(clerk, path, init);
    assert.deepEqual([status, problem.code], [410, 'case.forgotten'], path);
    const { status: none, problem: other } = await asked(firm, path, init);
    assert.deepEqual([none, other.code], [404, 'case.not_found'], path);
  }
  const { detail } = (await asked(clerk, '')).problem;
  assert.match(
    detail,
    /deleted on 20\d\d-\d\d-\d\d, 5 years after its end\. Its number.*hashes.*内容已于.*保留编号/,
  );
  assert.deepEqual(await tablesWith(cases.db, mark), []);
  const query = { queue: 'office', ended: 'any', text: number } as const;
  const { items } = (await clerk.client.listCases({ query })).body;
  assert.deepEqual(
    items.map((one) => [one.number, one.subject, one.applicantParty]),
    [[number, '', '']],
  );
  const left = await cases.db.selectFrom('case_watch').selectAll().execute();
  assert.deepEqual(left, []);
  assert.deepEqual(await cases.db.selectFrom('case_attachment').selectAll().execute(), []);
});
