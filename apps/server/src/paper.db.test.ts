import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations } from '@finharbor/access';
import { accessPaperRoutes } from '@finharbor/access/contract';
import { personalRoutes } from '@finharbor/access/personal-contract';
import { casesMigrations } from '@finharbor/cases';
import { caseworkMigrations } from '@finharbor/casework';
import { deskMigrations } from '@finharbor/desk';
import { ethicsMigrations } from '@finharbor/ethics';
import { harborMigrations } from '@finharbor/harbor';
import { codeOf, fingerprint, manualClock } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { readPdf, tagsOf } from '@finharbor/paper/testing';
import type { ServerTables } from './database.ts';
import { openPrinter } from './printer.ts';
import { startWeb } from './web.ts';

const routes = { ...accessPaperRoutes, ...personalRoutes };
const directory = mkdtempSync(join(tmpdir(), 'finharbor-paper-'));
const database = await testDatabase<ServerTables>([
  kernelMigrations,
  accessMigrations,
  harborMigrations,
  deskMigrations,
  casesMigrations,
  caseworkMigrations,
  ethicsMigrations,
]);
const clock = manualClock(Date.parse('2026-11-26T01:02:03Z'));
const name = { en: 'Harbor', zh: '金科港' };
const printer = openPrinter({ name }, clock);
const web = await startWeb({
  config: {
    role: 'hub',
    party: 'hub',
    name,
    demo: false,
    host: '127.0.0.1',
    port: 0,
    linkHost: '127.0.0.1',
    linkPort: 0,
    directory,
    databaseUrl: database.url,
    logLevel: 'fatal',
    quorum: 1,
  },
  db: database.db,
  clock,
  logger: { write: () => {} },
  systems: [],
  keyOf: async () => undefined,
  vouchedFor: async () => undefined,
  follow: (governance) => governance,
  printer,
  title: { en: 'Hub', zh: '枢纽' },
  serve: () => {},
  checks: {},
});
after(async () => {
  await web.stop();
  await printer.close();
  await database[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const password = 'correct horse battery';

type Person = { readonly client: TypedClient<typeof routes>; readonly token: string };

async function become(login: string, roles: readonly string[]): Promise<Person> {
  await web.accounts.create({ login, password, name: login, party: 'hub', roles });
  const response = await fetch(`${web.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { token } = (await response.json()) as { readonly token: string };
  const client = typedClient(routes, web.url, (url, { headers, ...init }) =>
    fetch(url, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } }),
  );
  return { client, token };
}

test('an excerpt of the trail names its filter, its actions and its people, and is written into the trail itself', async () => {
  const auditor = await become('auditor', ['auditor']);
  const query = { language: 'zh', action: 'access.sign_in' } as const;
  const pdf = await readPdf((await auditor.client.getAuditPaper({ query })).body);
  assert.equal(pdf.title, '审计记录摘录');
  assert.equal(pdf.author, name.zh);
  const cells = tagsOf(pdf, 'TD').map(({ text }) => text);
  assert.ok(cells.includes('access.sign_in'), 'the filter');
  assert.ok(cells.includes('登录'), 'the action’s name');
  const times = cells.map((cell) => cell.replaceAll(' ', ''));
  assert.ok(times.includes('2026-11-2609:02:03(UTC+08:00)'), 'where the line ends there is no space');
  const again = await auditor.client.getAuditPaper({ query: { language: 'en', action: 'audit.read' } });
  const english = tagsOf(await readPdf(again.body), 'TD').map(({ text }) => text);
  assert.ok(english.includes('auditor (hub)'), 'who read it');
  assert.ok(english.includes('Audit trail'), 'the action goes by the name of its page');
});

test('a document comes as a file whose name can be read by every program', async () => {
  const { token } = await become('second', ['auditor']);
  const response = await fetch(`${web.url}/audit/pdf?language=zh`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(response.headers.get('content-type'), 'application/pdf');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.match(
    response.headers.get('content-disposition') ?? '',
    /^attachment; filename="_ hub [\d-]+\.pdf"; filename\*=UTF-8''%E5%AE%A1%E8%AE%A1/,
  );
});

test('a certificate of erasure is printed for who may read it, and one that is not there looks like none', async () => {
  const operator = await become('operator', ['operator']);
  const leaving = await become('leaving', ['bureau']);
  await leaving.client.postMyErasure({});
  const [wish] = (await operator.client.listErasureRequests({})).body;
  const params = { id: wish!.id };
  const query = { language: 'zh' } as const;
  const print = (person: Person) => person.client.getErasurePaper({ params, query });
  assert.equal(await print(operator).catch(codeOf), 'personal.not_found', 'before it is carried out');
  const certificate = (await operator.client.postErasureConfirmation({ params })).body;
  const { body } = await print(operator);
  const pdf = await readPdf(body);
  assert.equal(pdf.title, '个人信息删除证明');
  const cells = tagsOf(pdf, 'TD').map(({ text }) => text);
  const { id, subject, kept } = certificate.body;
  for (const text of [id, subject, fingerprint(certificate.key), ...kept.map(({ reason }) => reason.zh)])
    assert.ok(cells.includes(text), text);
  assert.ok(!pdf.pages.join('').includes('leaving'));
  const bureau = await become('bureau', ['bureau']);
  assert.equal(await print(bureau).catch(codeOf), 'access.forbidden');
});
