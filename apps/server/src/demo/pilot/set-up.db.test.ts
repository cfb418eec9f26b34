import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations, accountStore } from '@finharbor/access';
import { casesMigrations } from '@finharbor/cases';
import { caseworkMigrations } from '@finharbor/casework';
import { credentialsMigrations } from '@finharbor/credentials';
import { credentialRoutes } from '@finharbor/credentials/contract';
import { generateSigningKey, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { typedClient } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { sandboxMigrations } from '@finharbor/sandbox';
import { sandboxRoutes } from '@finharbor/sandbox/contract';
import type { Kysely } from 'kysely';
import type { HubConfig } from '../../config.ts';
import { openHubCredentials } from '../../credentials.ts';
import { type ServerTables, tablesOf } from '../../database.ts';
import { startHub } from '../../hub.ts';
import { openPrinter } from '../../printer.ts';
import { demoPassword } from '../accounts.ts';
import { sessionFetch, yuanAs } from '../clients.ts';
import { demoPeople } from '../people.ts';
import { setUpPilot } from './set-up.ts';

const home = mkdtempSync(join(tmpdir(), 'finharbor-pilot-demo-'));
mkdirSync(join(home, 'hub'));
const database = await testDatabase<Record<never, never>>([]);
const config: HubConfig = {
  ...({ role: 'hub', party: 'hub', name: { en: 'Hub', zh: '枢纽' }, demo: true, quorum: 1 } as const),
  ...{ host: '127.0.0.1', port: 0, linkHost: '127.0.0.1', linkPort: 0, logLevel: 'fatal' },
  ...{ directory: join(home, 'hub'), databaseUrl: database.url },
};
let hub = await startHub(config);
after(async () => {
  await hub.stop();
  await database[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});
const open = () => typedClient({ ...sandboxRoutes, ...credentialRoutes }, hub.url);
const listed = async () => (await open().listPilots({ query: { limit: 100 } })).body.items;

test('the demonstration has projects in every stage, each marked as made up; a second start changes nothing', async () => {
  const before = await listed();
  assert.deepEqual(before.map(({ stage }) => stage).toSorted(), [
    ...['announced', 'exited', 'exiting', 'refused', 'running', 'running', 'running', 'stopped', 'stopped'],
    ...['suspended', 'withdrawn'],
  ]);
  for (const { title, applicants } of before)
    for (const text of [title, ...applicants.map(({ name }) => name)])
      assert.match(text, /（演示）.*\(demo\)/, text);
  assert.deepEqual(
    new Set(before.map(({ track }) => track)),
    new Set(['banking', 'capital-market', 'joint']),
  );
  await hub.stop();
  hub = await startHub(config);
  assert.deepEqual(await listed(), before);
});

test('those before an announcement stand where their titles say, for who works on them', async () => {
  const [operator, board, other] = await Promise.all(
    ['operator', 'bureau', 'bureau-b'].map((login) => yuanAs(home, hub.url, login)),
  );
  // What only the board decides only the board sees, and an appeal nobody who decided.
  const readers = { d122: other, d131: board } as Readonly<Record<string, typeof operator>>;
  const states = await Promise.all(
    ['d113', 'd114', 'd115', 'd116', 'd107', 'd122', 'd131', 'd142', 'd151', 'd152'].map(
      async (last) =>
        (
          await (readers[last] ?? operator)!.getCase({
            params: { id: `01937f00-0000-7000-8000-00000000${last}` },
          })
        ).body.state.name,
    ),
  );
  assert.deepEqual(states, [
    ...['supervising', 'meeting', 'reviewing', 'filed', 'refused', 'weighing', 'weighing', 'reviewing'],
    ...['closed', 'reviewing'],
  ]);
});

test('a project that runs is reported of each week, one stood still by itself, and one that left has a certificate', async () => {
  const signedIn = await sessionFetch(hub.url, 'operator', demoPassword(home, 'hub', 'operator'));
  const operator = typedClient(sandboxRoutes, hub.url, signedIn);
  const by = async (stage: string) => (await listed()).filter((one) => one.stage === stage);
  const [suspended] = await by('suspended');
  const { history } = (await open().getPilot({ params: { number: suspended!.number } })).body;
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ['suspend', 'admit', 'announce'],
  );
  const watched = await Promise.all(
    (await by('running')).map(
      async ({ number }) => (await operator.getSupervision({ params: { number } })).body,
    ),
  );
  for (const { indicators } of watched)
    for (const { readings, indicator } of indicators) assert.ok(readings.length > 10, indicator);
  const [exited] = await by('exited');
  const { items } = (await open().listPilotRecords({ params: { number: exited!.number } })).body;
  assert.deepEqual(
    items.map(({ body }) => body.kind),
    ['follow_up', 'follow_up'],
  );
});

test('a start that is cut short at any point goes on at the next one, and comes to the same', async () => {
  await using other = await testDatabase<ServerTables>([
    ...[kernelMigrations, accessMigrations, casesMigrations, caseworkMigrations, sandboxMigrations],
    credentialsMigrations,
  ]);
  const { db, url: databaseUrl } = other;
  const accounts = accountStore(tablesOf(db), { clock: systemClock, random: systemRandom });
  for (const { login, party, roles } of demoPeople(config))
    await accounts.create({ login, name: login, password: 'correct horse battery', party, roles });
  const printer = openPrinter(config, systemClock);
  const log = { appendOnce: async () => assert.fail('nothing is for the log'), proof: async () => undefined };
  const common = { config: { ...config, databaseUrl }, db, clock: systemClock, printer, log, note: () => {} };
  const { port: credential } = openHubCredentials(common);
  const parts = { ...common, key: generateSigningKey(), credential, idOf: accounts.idOf };
  // Ever later: each start passes over what those before have done, and asks for somebody's account at every call.
  for (let isDone = false, most = 5; !isDone; most *= 3) {
    let asked = 0;
    const idOf = async (login: string) => {
      if (++asked > most) throw new Error('It is cut short.');
      return accounts.idOf(login);
    };
    isDone = await setUpPilot({ ...parts, idOf }).then(
      () => true,
      (error: unknown) => {
        if (asked <= most) throw error;
        return false;
      },
    );
  }
  await setUpPilot(parts);
  await printer.close();
  const of = async (read: Kysely<ServerTables>) => ({
    events: await read
      .selectFrom('pilot_event')
      .innerJoin('pilot_project', 'pilot_project.number', 'pilot_event.number')
      .select(['title', 'seq', 'kind'])
      .orderBy('title')
      .orderBy('seq')
      .execute(),
    records: await read
      .selectFrom('pilot_record')
      .select(['id', 'version'])
      .orderBy('id')
      .orderBy('version')
      .execute(),
    cases: await read
      .selectFrom('case_file')
      .select(['id', 'state'])
      .where('procedure', 'like', 'pilot-%')
      // Some of these the clock has closed since, and one is nobody's with an account.
      .where('procedure', '!=', 'pilot-complaint')
      .orderBy('id')
      .execute(),
    alerts: await read
      .selectFrom('pilot_alert')
      .select(['indicator', 'level'])
      .orderBy('indicator')
      .orderBy('day')
      .execute(),
  });
  assert.deepEqual(await of(db), await of(database.db as unknown as Kysely<ServerTables>));
});
