import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { accessMigrations } from '@finharbor/access';
import { casesMigrations } from '@finharbor/cases';
import { caseworkMigrations } from '@finharbor/casework';
import { caseworkRoutes } from '@finharbor/casework/contract';
import { credentialsMigrations } from '@finharbor/credentials';
import { credentialRoutes } from '@finharbor/credentials/contract';
import type { NoticePort } from '@finharbor/desk';
import { codeOf, generateSigningKey, manualClock, syntheticUscc } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { freePort, testDatabase } from '@finharbor/kernel/testing';
import { type ContractOnFile, sandboxMigrations } from '@finharbor/sandbox';
import { type ProjectView, sandboxRoutes } from '@finharbor/sandbox/contract';
import type { Kysely } from 'kysely';
import { type CasesParts, openHubCases } from './cases.ts';
import type { HubConfig } from './config.ts';
import { type CredentialsParts, openHubCredentials } from './credentials.ts';
import type { ServerTables } from './database.ts';
import { onePage } from './demo/one-page.ts';
import { hubPilot } from './pilot.ts';
import { servePortal } from './portal.ts';
import { openPrinter } from './printer.ts';
import { startWeb } from './web.ts';

type Routes = typeof caseworkRoutes & typeof sandboxRoutes & typeof credentialRoutes;
const routes: Routes = { ...caseworkRoutes, ...sandboxRoutes, ...credentialRoutes };
type Client = TypedClient<Routes>;
/** Somebody with an account. */
export type Someone = {
  readonly id: string;
  readonly client: Client;
  /** Asks for anything at an address of the hub, signed in. */
  readonly send: (
    to: string,
    init?: { readonly method?: string; readonly body?: string; readonly headers?: Record<string, string> },
  ) => Promise<Response>;
};
const password = 'correct horse battery';

const codes = ['bank', 'technology', 'broker'].map((seed) => syntheticUscc(seed));
const dayMs = 24 * 60 * 60 * 1_000;

const institution = (at: number, kind: 'licensed' | 'technology') => ({
  ...{ name: `机构${at}`, uscc: codes[at]!, kind },
  ...(kind === 'licensed' ? { licence: '金融许可证', licenceNumber: `B000${at}` } : {}),
});
const declaration = {
  ...{ name: '多方安全计算小微融资', kind: 'service', launch: '2026-06-01', technology: '多方安全计算' },
  ...{
    function: '小微企业融资',
    innovation: '数据不出域',
    effect: '提高可得性',
    users: 1_000,
    yuan: 9_000_000,
  },
};
const safeguards = Object.fromEntries(
  ['compliance', 'security', 'risks', 'compensation', 'exit', 'emergency', 'complaints'].map((one) => [
    one,
    '见附件',
  ]),
);
const scores = { inclusion: 4, innovation: 5, control: 4, need: 3, verdict: 'for', why: 'A hidden reason.' };

/** A hub with its register of pilots and its public site, over HTTP; a test moves its clock by days. */
export type TestPilot = {
  readonly url: string;
  readonly clock: ReturnType<typeof manualClock>;
  readonly db: Kysely<ServerTables>;
  /** Titles of what somebody was told, in the order in which it was told. */
  readonly told: readonly string[];
  /** What the harbor has on file, by contract. */
  readonly contracts: Map<string, ContractOnFile>;
  readonly bank: Someone;
  readonly technology: Someone;
  readonly stranger: Someone;
  readonly secretary: Someone;
  readonly board: Someone;
  readonly other: Someone;
  readonly supervisor: Someone;
  readonly experts: readonly Someone[];
  readonly anybody: Client;
  readonly at: (by: Someone, id: string) => (name: string, form?: object, reason?: string) => Promise<string>;
  /** A code, as `done` or that of the refusal. */
  readonly code: (call: Promise<unknown>) => Promise<string>;
  readonly stateOf: (id: string) => Promise<string>;
  /** Waits for what the register answers. */
  readonly until: (id: string, state: string) => Promise<void>;
  /** What everybody reads of a project. */
  readonly project: (number: string) => Promise<ProjectView>;
  readonly untilStage: (number: string, stage: string) => Promise<void>;
  /** A page of the public site. */
  readonly page: (path: string) => Promise<{ readonly status: number; readonly text: string }>;
  /** Codes of the three institutions that apply together. */
  readonly codes: readonly string[];
  readonly scores: Readonly<Record<string, string | number>>;
  readonly institution: (at: number, kind: 'licensed' | 'technology') => object;
  readonly declaration: object;
  readonly safeguards: object;
  readonly attached: (by: Someone, id: string, ...documents: readonly string[]) => Promise<void>;
  /** Somebody else, with an account of their own. */
  readonly someone: (login: string, party: string, ...roles: readonly string[]) => Promise<Someone>;
  /** A declaration of three institutions that has been filed; on the track of banking where none is named. */
  readonly filed: (procedure?: string) => Promise<string>;
  /** Has it checked and reviewed by the experts, or by others. */
  readonly reviewed: (id: string, form?: object, panel?: readonly Someone[]) => Promise<void>;
  /** A declaration with a number, open to comments. */
  readonly announced: () => Promise<{ readonly id: string; readonly number: string }>;
  /** The number of a project that is tested. */
  readonly running: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

const directory = mkdtempSync(join(tmpdir(), 'finharbor-pilot-'));
const database = await testDatabase<ServerTables>([
  ...[kernelMigrations, accessMigrations, casesMigrations, caseworkMigrations, sandboxMigrations],
  credentialsMigrations,
]);
const { db } = database;
const config: HubConfig = {
  ...({ role: 'hub', party: 'hub', name: { en: 'Harbor', zh: '港' }, demo: false } as const),
  ...{ host: '127.0.0.1', port: await freePort(), linkHost: '127.0.0.1', linkPort: 0 },
  ...{ directory, databaseUrl: database.url, logLevel: 'fatal', quorum: 1 },
};
const clock = manualClock(Date.UTC(2026, 2, 2, 4));
const printer = openPrinter(config, clock);
const told: string[] = [];
const notices: NoticePort = {
  notify: async ({ title }) => {
    told.push(title.en);
    return 'told';
  },
  settle: async () => {},
};
const log: CredentialsParts['log'] = {
  appendOnce: async () => assert.fail('Nothing here is for the log.'),
  proof: async () => undefined,
};
const note: CasesParts['note'] = (event, facts, error) =>
  assert.ok(error === undefined, `${event} ${JSON.stringify(facts)} ${error}`);
/** What the harbor has on file, by contract. */
const contracts = new Map<string, ContractOnFile>();
const common = { config, db, clock, printer, log, note };
const credentials = openHubCredentials(common);
const cases = await openHubCases({
  ...{ ...common, key: generateSigningKey(), notices, credential: credentials.port },
  systems: (engine, rates) => [
    hubPilot({ db, clock, notices, note, contractOnFile: async (id) => contracts.get(id) })(engine, rates),
  ],
});
const key = generateSigningKey();
const web = await startWeb({
  serve: (app, origin) =>
    servePortal(app, { ...{ config, clock, key, origin, identity: 'test', pages: cases.pages } }),
  ...{
    config,
    db,
    clock,
    printer,
    logger: { write: () => {} },
    systems: [...cases.served, credentials.served],
  },
  ...{ keyOf: async () => undefined, follow: (one) => one, checks: {} },
  vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
  title: { en: 'Hub', zh: '枢纽' },
});
credentials.open(web.url);
const stopping = new AbortController();
const working = cases.work(stopping.signal);
const stop = async (): Promise<void> => {
  stopping.abort();
  await working;
  await web.stop();
  await printer.close();
  await database[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
};

/** Somebody with an account, who signs in anew whenever the clock has moved. */
async function someone(login: string, party: string, ...roles: readonly string[]): Promise<Someone> {
  const { id } = await web.accounts.create({ login, name: login, password, party, roles });
  let signed = { atMs: -1, token: '' };
  const send = async (to: string, init: RequestInit = {}): Promise<Response> => {
    if (signed.atMs !== clock.nowMs()) {
      const opened = await web.accounts.signIn({ login, password });
      assert.ok(opened.kind === 'signed_in', opened.kind);
      signed = { atMs: clock.nowMs(), token: opened.token };
    }
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${signed.token}`);
    return fetch(to, { ...init, headers });
  };
  return { id, send, client: typedClient(routes, web.url, send) };
}

const bank = await someone('bank', `firm:${codes[0]}`, 'owner');
const technology = await someone('technology', `firm:${codes[1]}`, 'owner');
const stranger = await someone('stranger', `firm:${syntheticUscc('stranger')}`, 'owner');
const secretary = await someone('secretary', 'hub', 'operator');
const board = await someone('board', 'hub', 'bureau');
const other = await someone('other', 'hub', 'bureau');
const experts = [
  await someone('expert-1', 'person:1', 'resident'),
  await someone('expert-2', 'person:2', 'resident'),
];
const supervisor = await someone('supervisor', 'person:3', 'resident');

const public_ = typedClient(routes, web.url, fetch);

const at = (by: Someone, id: string) => async (name: string, form?: object, reason?: string) =>
  (
    await by.client.postStep({
      params: { id, step: name },
      body: { ...(form && { form: { ...form } }), ...(reason && { reason }) },
    })
  ).body.state.name;
const code = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
const stateOf = async (id: string) => (await board.client.getCase({ params: { id } })).body.state.name;

/** Waits for what the register answers. */
async function until(id: string, state: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await stateOf(id)) === state) return;
    await delay(50);
  }
  assert.fail(`The case is ${await stateOf(id)} and not ${state}.`);
}

async function attached(by: Someone, id: string, ...documents: readonly string[]): Promise<void> {
  for (const document of documents)
    await by.client.postFile({
      ...{ params: { id, document }, query: { name: `${document}.pdf` } },
      body: new Blob([onePage(document)]),
    });
}

/** A declaration of three institutions that has been filed. */
async function filed(procedure = 'pilot-banking'): Promise<string> {
  const { id } = (await bank.client.postCase({ body: { procedure } })).body;
  await at(bank, id)('lead', institution(0, 'licensed'));
  await at(bank, id)('second', institution(1, 'technology'));
  await at(bank, id)('third', institution(2, 'licensed'));
  await at(bank, id)('declare', declaration);
  await at(bank, id)('secure', safeguards);
  await attached(bank, id, 'licence', 'assessment', 'agreement');
  assert.equal(await at(bank, id)('file'), 'filed');
  return id;
}

async function reviewed(
  id: string,
  form: object = scores,
  panel: readonly Someone[] = experts,
): Promise<void> {
  await secretary.client.postSeats({
    ...{ params: { id }, body: { seats: panel.map((one) => ({ account: one.id })) } },
  });
  await at(secretary, id)('accept', { findings: '齐备', batch: '2026-1' });
  for (const expert of panel)
    await expert.client.postOpinion({ params: { id }, body: { form: { ...form } } });
}

/** A declaration with a number, open to comments. */
async function announced(): Promise<{ readonly id: string; readonly number: string }> {
  const id = await filed();
  await reviewed(id);
  const minutes = { heldOn: '2026-03-02', present: '工作组', discussed: '讨论', conclusion: '同意' };
  assert.equal(await at(board, id)('meet', minutes), 'supervising');
  await board.client.postSeats({ params: { id }, body: { seats: [{ account: supervisor.id }] } });
  const opinion = { verdict: 'for', reference: '深银函〔2026〕1号', why: '无异议' };
  await supervisor.client.postOpinion({ params: { id }, body: { form: opinion } });
  assert.equal(await at(board, id)('announce'), 'numbering');
  await until(id, 'announced');
  const { forms } = (await bank.client.getCase({ params: { id } })).body;
  return { id, number: (forms.registration as { readonly number: string }).number };
}

async function page(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${web.url}${path}`);
  return { status: answer.status, text: await answer.text() };
}

const project = async (number: string) => (await public_.getPilot({ params: { number } })).body;

async function untilStage(number: string, stage: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await project(number)).stage === stage) return;
    await delay(50);
  }
  assert.fail(`The project is ${(await project(number)).stage} and not ${stage}.`);
}

async function running(): Promise<string> {
  const { id, number } = await announced();
  clock.advance(30 * dayMs);
  assert.equal(await at(board, id)('admit', { months: 12, comments: 'none' }), 'admitted');
  await untilStage(number, 'running');
  return number;
}

/** One for whichever test imports it. */
export const pilot: TestPilot = {
  ...{ url: web.url, clock, db, told, contracts, bank, technology, stranger, secretary, board, other },
  ...{ supervisor, experts, anybody: public_, at, someone, code, stateOf, until, project, untilStage, page },
  ...{ codes, scores, institution, declaration, safeguards },
  ...{ attached, filed, reviewed, announced, running, stop },
};
