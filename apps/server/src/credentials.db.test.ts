import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { credentialsMigrations } from '@finharbor/credentials';
import { manualClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { openPress } from '@finharbor/paper';
import { readPdf, tagsOf } from '@finharbor/paper/testing';
import { sql } from 'kysely';
import { openHubCredentials } from './credentials.ts';
import { type ServerTables, tablesOf } from './database.ts';

const database = await testDatabase<ServerTables>([credentialsMigrations]);
const directory = mkdtempSync(join(tmpdir(), 'hub-'));
const press = openPress();
after(async () => {
  await press.close();
  await database[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});
const clock = manualClock(Date.UTC(2026, 10, 27));
const logged: string[] = [];
const open = () =>
  openHubCredentials({
    config: { name: { en: 'Hub', zh: '枢纽' }, directory },
    db: database.db,
    clock,
    log: {
      appendOnce: async (key) => ({ index: logged.push(key) - 1, proof: '' }),
      proof: async () => undefined,
    },
    note: () => {},
    printer: { issuer: { en: 'Hub', zh: '枢纽' }, clock, press },
  });
const hub = open();
hub.open('https://hub.example/');
const claims = {
  ...{ project_number: 'X-2026-0001', project: '项目', applicants: ['某银行'], track: '银行业' },
  ...{ tested_from: '2026-01-05', tested_until: '2026-07-05', confirmed_on: '2026-07-20' },
};
const effect = { key: 'case 1/9', case: 'c', number: 'CX-2026-000001', seq: 9, port: 'credential' };

async function issue(body: object): Promise<void> {
  const { port } = hub;
  assert.equal(port.kind, 'inside');
  if (port.kind === 'inside')
    await database.db
      .transaction()
      .execute((tx) => port.run(tablesOf(tx), { ...effect, body: body as never }));
}
const issued = () => database.db.selectFrom('credential').select(['number', 'type', 'jwt']).execute();

test('a step of a case has a certificate issued once, however often its job is run', async () => {
  await issue({ type: 'pilot-exit', claims });
  await issue({ type: 'pilot-exit', claims });
  const rows = await issued();
  assert.equal(rows.length, 1);
  const said = JSON.parse(Buffer.from(rows[0]!.jwt!.split('.')[1]!, 'base64url').toString()) as {
    iss: string;
  };
  assert.equal(said.iss, 'https://hub.example');
});

test('a certificate from before there was anything to find it by is found by its project once the tables are changed', async () => {
  const file = new URL('0004_about.sql', credentialsMigrations.directory);
  const [, filling] = readFileSync(file, 'utf8').split(/(?=^update)/m);
  await database.db.updateTable('credential').set({ about: null }).execute();
  await sql.raw(filling!).execute(database.db);
  const rows = await database.db.selectFrom('credential').select('about').execute();
  assert.deepEqual(
    rows.map(({ about }) => about),
    [claims.project_number],
  );
});

test('a certificate that its type does not know is not issued', async () => {
  await assert.rejects(issue({ type: 'pilot-exit', claims: { ...claims, secret: 'x' } }));
  await assert.rejects(issue({ type: 'nothing', claims }));
  assert.equal((await issued()).length, 1);
});

test('the keys are files that only their owner reads, and are found again', async () => {
  const folder = join(directory, 'credentials');
  const files = readdirSync(folder);
  assert.deepEqual(files.toSorted(), ['authority.pem', 'issuer-1.pem']);
  for (const file of files) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
  open();
  assert.deepEqual(readdirSync(folder).length, 2);
});

test('what was issued comes into the log', async () => {
  const stopping = new AbortController();
  const working = hub.work(stopping.signal);
  while (logged.length === 0) await new Promise((done) => setTimeout(done, 20));
  stopping.abort();
  await working;
  assert.match(logged[0]!, /^credential\/[0-9a-f-]{36}\/0$/);
});

test('it is printed as a tagged PDF with the signed original inside', async () => {
  const [one] = await issued();
  const { handler } = hub.served.endpoints.find(({ route }) => route.path.endsWith('/paper'))!;
  for (const language of ['en', 'zh']) {
    const asked = { params: { number: one!.number }, query: { language } };
    const { body } = (await handler(asked as never)) as { readonly body: Uint8Array };
    const pdf = await readPdf(body);
    assert.equal(tagsOf(pdf, 'Figure').length, 1);
    const original = pdf.attachments.get(`${one!.number}.sd-jwt`);
    assert.ok(original?.startsWith(one!.jwt!));
  }
});
