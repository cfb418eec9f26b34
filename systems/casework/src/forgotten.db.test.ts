import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CasesTables, forgetCases } from '@finharbor/cases';
import { grant, samples } from '@finharbor/cases/testing';
import type { Kysely } from 'kysely';
import { testCasework } from './testing.ts';

const cases = await testCasework([grant]);

test('a case whose contents are gone says so to its office, and is not there for anybody else', async () => {
  const [firm, clerk] = [
    await cases.someone('firm:1', 'owner'),
    await cases.someone('hub', 'clerk', 'chief'),
  ];
  const { id, number } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
  const params = { id, document: 'plan' };
  await firm.client.postFile({ params, query: { name: 'p.pdf' }, body: new Blob([samples.pdf!.slice()]) });
  const form = { name: '海港', yuan: 900, kind: 'new' };
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
  await clerk.client.putWatch({ params: { id } });
  await clerk.client.postStep({ params: { id, step: 'ask' }, body: { reason: 'More.' } });
  cases.clock.advance(60 * 86_400_000);
  // What is due comes first, so that the case has lapsed by now.
  await clerk.client.postComment({ params: { id }, body: { text: 'Late.' } });
  assert.equal((await clerk.client.getCase({ params: { id } })).body.state.name, 'lapsed');
  cases.clock.advance((grant.keptYears * 366 + 2) * 86_400_000);
  assert.equal(await forgetCases(cases.ctx.cases, cases.db as unknown as Kysely<CasesTables>), 1);
  const said = async (who: typeof firm): Promise<string> =>
    who.client.getCase({ params: { id } }).then(
      () => 'there',
      (error: Error) => error.message,
    );
  assert.match(await said(clerk), /deleted on 20\d\d-\d\d-\d\d, 5 years after its end.*内容已于/);
  assert.match(await said(firm), /There is no such case/);
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
