import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { type Someone, testCasework } from '../testing.ts';
import type { ExportQuery } from './contract.ts';
import { casesCsv } from './csv.ts';

const free = { ...grant, steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } } };
const { someone, ctx, url } = await testCasework([free]);
const firm = await someone('firm:1', 'owner');
const clerk = await someone('hub', 'clerk');

async function filed(name: string): Promise<string> {
  const { id } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
  const form = { name, yuan: 900, kind: 'new' };
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
  return id;
}

async function file({ client }: Someone, query: ExportQuery): Promise<string> {
  const { body } = await client.getCasesCsv({ query });
  const parts: Uint8Array[] = [];
  for await (const part of body.bytes) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const first = await filed('=HYPERLINK("http://evil.example")');
await filed('海港,金科');
await clerk.client.postAssignee({ params: { id: first }, body: { to: 'me' } });

test('a list is a file with a byte order mark, in which nothing is computed', async () => {
  const lines = (await file(clerk, { queue: 'office', language: 'zh' })).split('\r\n');
  assert.equal(lines[0], '\uFEFF编号,办事程序,内容,状态,发起日期,到期日,已办结,申请人,承办人');
  assert.deepEqual(lines.slice(1), [
    `GR-2026-000001,资助,"'=HYPERLINK(""http://evil.example"")",已提交,2026-03-02,2026-03-30,否,firm:1,${clerk.account.name}`,
    'GR-2026-000002,资助,"海港,金科",已提交,2026-03-02,2026-03-30,否,firm:1,',
    '',
  ]);
  const english = await file(clerk, { queue: 'office', language: 'en', assignee: clerk.account.id });
  assert.equal(english.split('\r\n').length, 3, 'the filter holds');
  assert.match(english, /Handled by\r\nGR-2026-000001,Grant,/);
});

test('it is a file to a browser', async () => {
  const { headers } = await fetch(`${url}/cases/csv?queue=office&language=zh`, {
    headers: { authorization: clerk.authorization },
  });
  assert.match(headers.get('content-disposition')!, /^attachment; filename="cases\.csv"/);
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
});

test('whose a case is stands in no applicant’s file', async () => {
  const own = await file(firm, { queue: 'applied', language: 'en' });
  assert.match(own, /^\uFEFFNumber,Procedure,About,State,Begun,Due,Closed\r\n/);
  assert.ok(!own.includes(clerk.account.name) && !own.includes(clerk.account.id));
  assert.equal(own.split('\r\n').length, 4);
  const asked = file(firm, { queue: 'applied', language: 'en', assignee: clerk.account.id });
  assert.equal(await asked.catch(codeOf), 'case.filter_not_yours');
});

test('a file goes on from page to page, and says where it ends early', async () => {
  await filed('第三');
  const by = { account: clerk.account.id, party: 'hub', roles: clerk.account.roles };
  const exporting = { queue: 'office', language: 'en' } as const;
  const signal = new AbortController().signal;
  const lines = async (most: number, atOnce: number): Promise<readonly string[]> => {
    let text = '';
    const bounds = { most, atOnce };
    for await (const part of casesCsv(ctx, by, { exporting, signal, bounds }))
      text += Buffer.from(part).toString('utf8');
    return text.split('\r\n').slice(1, -1);
  };
  const whole = await lines(100, 100);
  assert.equal(whole.length, 3);
  assert.deepEqual(await lines(3, 1), whole);
  assert.deepEqual(await lines(2, 2), [...whole.slice(0, 2), 'There are more than these 2 cases.']);
});
