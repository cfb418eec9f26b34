import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { accessMigrations } from '@finharbor/access';
import { casesMigrations } from '@finharbor/cases';
import { caseworkMigrations } from '@finharbor/casework';
import { caseworkRoutes } from '@finharbor/casework/contract';
import { credentialsMigrations } from '@finharbor/credentials';
import { credentialRoutes } from '@finharbor/credentials/contract';
import type { NoticePort } from '@finharbor/desk';
import {
  codeOf,
  generateSigningKey,
  idSource,
  manualClock,
  syntheticUscc,
  systemRandom,
} from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { freePort, testDatabase } from '@finharbor/kernel/testing';
import { type ContractOnFile, sandboxMigrations } from '@finharbor/sandbox';
import { sandboxRoutes } from '@finharbor/sandbox/contract';
import { type CasesParts, openHubCases } from './cases.ts';
import type { HubConfig } from './config.ts';
import { type CredentialsParts, openHubCredentials } from './credentials.ts';
import type { ServerTables } from './database.ts';
import { onePage } from './demo/one-page.ts';
import { hubPilot } from './pilot.ts';
import { openPrinter } from './printer.ts';
import { testSite } from './testing-site.ts';
import { startWeb } from './web.ts';

// The hub's cases and its register of pilots, over HTTP; the clock is moved by days.
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
  systems: (engine) => [
    hubPilot({ db, clock, notices, note, contractOnFile: async (id) => contracts.get(id) })(engine),
  ],
});
const web = await startWeb({
  ...{
    config,
    db,
    clock,
    printer,
    logger: { write: () => {} },
    systems: [...cases.served, credentials.served],
  },
  ...{ keyOf: async () => undefined, follow: (one) => one, serve: () => {}, checks: {} },
  vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
  title: { en: 'Hub', zh: '枢纽' },
});
credentials.open(web.url);
const page = testSite(cases.pages);
const stopping = new AbortController();
const working = cases.work(stopping.signal);
after(async () => {
  stopping.abort();
  await working;
  await web.stop();
  await printer.close();
  await database[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const routes = { ...caseworkRoutes, ...sandboxRoutes, ...credentialRoutes };
type Client = TypedClient<typeof routes>;
type Someone = { readonly id: string; readonly client: Client };
const password = 'correct horse battery';

/** Somebody with an account, who signs in anew whenever the clock has moved. */
async function someone(login: string, party: string, ...roles: readonly string[]): Promise<Someone> {
  const { id } = await web.accounts.create({ login, name: login, password, party, roles });
  let signed = { atMs: -1, token: '' };
  const client = typedClient(routes, web.url, async (to, init) => {
    if (signed.atMs !== clock.nowMs()) {
      const opened = await web.accounts.signIn({ login, password });
      assert.ok(opened.kind === 'signed_in', opened.kind);
      signed = { atMs: clock.nowMs(), token: opened.token };
    }
    return fetch(to, { ...init, headers: { ...init.headers, authorization: `Bearer ${signed.token}` } });
  });
  return { id, client };
}

const codes = ['bank', 'technology', 'broker'].map((seed) => syntheticUscc(seed));
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
const dayMs = 24 * 60 * 60 * 1_000;

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

async function attached(by: Someone, id: string, ...documents: readonly string[]): Promise<void> {
  for (const document of documents)
    await by.client.postFile({
      ...{ params: { id, document }, query: { name: `${document}.pdf` } },
      body: new Blob([onePage(document)]),
    });
}

/** A declaration of three institutions that has been filed. */
async function filed(): Promise<string> {
  const { id } = (await bank.client.postCase({ body: { procedure: 'pilot-banking' } })).body;
  await at(bank, id)('lead', institution(0, 'licensed'));
  await at(bank, id)('second', institution(1, 'technology'));
  await at(bank, id)('third', institution(2, 'licensed'));
  await at(bank, id)('declare', declaration);
  await at(bank, id)('secure', safeguards);
  await attached(bank, id, 'licence', 'assessment', 'agreement');
  assert.equal(await at(bank, id)('file'), 'filed');
  return id;
}

async function reviewed(id: string, form: object = scores): Promise<void> {
  await secretary.client.postSeats({
    ...{ params: { id }, body: { seats: experts.map((one) => ({ account: one.id })) } },
  });
  await at(secretary, id)('accept', { findings: '齐备', batch: '2026-1' });
  for (const expert of experts)
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

test('a declaration says what is missing, and a technology firm applies together with a licensed institution', async () => {
  const { id } = (await technology.client.postCase({ body: { procedure: 'pilot-banking' } })).body;
  await attached(technology, id, 'licence', 'assessment');
  const file = async () =>
    technology.client.postStep({ params: { id, step: 'file' }, body: {} }).then(
      () => 'filed',
      (fault: { problem: { errors: { detail: string }[] } }) => fault.problem.errors[0]!.detail,
    );
  assert.equal(await file(), 'pilot.sections_missing');
  const mistyped = { ...institution(1, 'technology'), uscc: `${codes[1]!.slice(0, 17)}I` };
  assert.equal(await code(at(technology, id)('lead', mistyped)), 'case.form_invalid');
  await at(technology, id)('lead', institution(1, 'technology'));
  await at(technology, id)('declare', declaration);
  await at(technology, id)('secure', safeguards);
  assert.equal(await file(), 'pilot.none_licensed');
  await at(technology, id)('second', institution(0, 'licensed'));
  assert.equal(await file(), 'pilot.agreement_missing');
  await at(technology, id)('lead', institution(2, 'licensed'));
  assert.equal(await file(), 'pilot.not_among_applicants');
});

test('a declaration of three institutions is reviewed by two experts who know nothing of each other, gets its number, is announced and admitted', async () => {
  const { id, number } = await announced();
  assert.equal(number, `${codes[0]}-2026-0001`);
  assert.equal(await code(at(board, id)('admit', { months: 12, comments: 'none' })), 'case.step_closed');
  const shown = await project(number);
  assert.deepEqual(
    [shown.stage, shown.track, shown.applicants.map(({ kind }) => kind)],
    ['announced', 'banking', ['licensed', 'technology', 'licensed']],
  );
  const seen = JSON.stringify([
    (await bank.client.getCase({ params: { id } })).body,
    (await bank.client.listCaseEvents({ params: { id }, query: {} })).body,
    shown,
  ]);
  for (const hidden of [...experts.map((one) => one.id), 'hidden reason', 'expert-1'])
    assert.ok(!seen.includes(hidden), hidden);
  clock.advance(30 * dayMs);
  assert.equal(await at(board, id)('admit', { months: 12, comments: 'none' }), 'admitted');
  await untilStage(number, 'running');
  assert.equal((await project(number)).until, '2027-04-01');
  const list = (await public_.listPilots({ query: { stage: 'running' } })).body.items;
  assert.deepEqual(
    list.map((one) => one.number),
    [number],
  );
});

test('whom the experts score too low under one head is not recommended, whatever their verdicts', async () => {
  const id = await filed();
  await reviewed(id, { ...scores, control: 2 });
  assert.equal(await stateOf(id), 'doubted');
  assert.equal(await at(board, id)('refuse', undefined, '可控性不足'), 'refused');
});

test('a longer time is asked for by whoever applied, and nobody else; the register answers', async () => {
  const number = await running();
  const { id } = (await technology.client.postCase({ body: { procedure: 'pilot-extension' } })).body;
  await at(technology, id)('ask', { project: number, months: 3, why: '样本不足' });
  await until(id, 'weighing');
  const { id: alien } = (await stranger.client.postCase({ body: { procedure: 'pilot-extension' } })).body;
  await at(stranger, alien)('ask', { project: number, months: 3, why: '样本不足' });
  await until(alien, 'draft');
  const before = (await project(number)).until!;
  assert.equal(await at(board, id)('grant', { findings: '同意' }), 'granted');
  const longer = Temporal.PlainDate.from(before).add({ months: 3 }).toString();
  for (let tries = 0; (await project(number)).until !== longer && tries < 100; tries++) await delay(50);
  assert.equal((await project(number)).until, longer);
});

test('a project leaves the pilot by self-test, audit, blind experts by eight heads and confirmation, and a certificate is asked for', async () => {
  const number = await running();
  const { id } = (await bank.client.postCase({ body: { procedure: 'pilot-exit' } })).body;
  const request = { project: number, name: '小微融资', summary: '达到预期', users: 900, next: 'roll-out' };
  await at(bank, id)('ask', request);
  await until(id, 'testing');
  assert.equal((await project(number)).stage, 'exiting');
  await attached(bank, id, 'report');
  const heads = 'value quality satisfaction continuity legality transactions data risks'.split(' ');
  await at(bank, id)('self-test', Object.fromEntries(heads.map((head) => [head, '良好'])));
  await board.client.postSeats({ params: { id }, body: { seats: [{ account: supervisor.id }] } });
  const audit = { verdict: 'for', report: 'SJ-1', findings: '无保留意见' };
  await supervisor.client.postOpinion({ params: { id }, body: { form: audit } });
  assert.equal(await at(secretary, id)('pass-on'), 'reviewing');
  await secretary.client.postSeats({
    ...{ params: { id }, body: { seats: experts.map((one) => ({ account: one.id })) } },
  });
  const opinion = { ...Object.fromEntries(heads.map((head) => [head, 4])), verdict: 'for', why: '可推广' };
  for (const expert of experts) await expert.client.postOpinion({ params: { id }, body: { form: opinion } });
  assert.equal(await at(board, id)('confirm', { conclusion: '准予出盒' }), 'recording');
  await until(id, 'exited');
  assert.equal((await project(number)).stage, 'exited');
  const certificate = await certificateOf(number);
  const { claims, status, credential } = (await public_.getCredential({ params: { number: certificate } }))
    .body;
  const claim = (name: string) => claims.find((one) => one.name === name)?.value;
  assert.deepEqual(
    [status, claim('project_number'), claim('applicants')],
    ['valid', number, ['机构0', '机构1', '机构2']],
  );
  assert.equal((await public_.verifyShown({ body: { credential } })).body.kind, 'valid');
});

/** The number of the certificate that a project was given, once its effect is done. */
async function certificateOf(project: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const rows = await db.selectFrom('credential').select(['number', 'jwt']).execute();
    const found = rows.find(({ jwt }) =>
      Buffer.from(jwt!.split('.')[1]!, 'base64url').toString().includes(project),
    );
    if (found) return found.number;
    await delay(50);
  }
  return assert.fail('No certificate was issued.');
}

test('everybody reads on the public site what was declared and what has happened, in both languages, and of nobody who reviewed or decided', async () => {
  const number = await running();
  const hidden = [...experts, supervisor, secretary, board, other].map(({ id }) => id);
  for (const [path, said] of [
    [`/open/en/pilots/${number}`, 'What it does'],
    [`/open/zh/pilots/${number}`, '功能服务'],
    [`/open/zh/pilots?q=${number}`, '测试中'],
    ['/open/data/pilots.json', '"running"'],
    ['/open/data/pilots.csv', 'running'],
  ] as const) {
    const { status, text } = await page(path);
    assert.equal(status, 200, path);
    assert.ok(text.includes(number) && text.includes(said), path);
    for (const one of hidden) assert.ok(!text.includes(one), `${path} has ${one}`);
  }
  assert.equal((await page(`/open/en/pilots/${number.slice(0, -1)}9`)).status, 404);
  assert.ok(!(await page('/open/zh/pilots?q=%25')).text.includes(number), 'nobody asks by a pattern');
});

const newId = idSource(clock, systemRandom);
const today = () => Temporal.Instant.fromEpochMilliseconds(clock.nowMs()).toString().slice(0, 10);

test('indicators are reported in part or as a table; beyond a bound the board is told, beyond the hard one the project stands still', async () => {
  const number = await running();
  const params = { number };
  const complaints = {
    ...{ title: { en: 'Complaints', zh: '投诉率' }, unit: '%', everyDays: 30 },
    ...{ hard: '2.5', halts: true },
  };
  const agree = (warn: string) =>
    code(
      secretary.client.putIndicator({
        params: { number, indicator: 'complaints' },
        body: { ...complaints, bound: 'at_most', warn },
      }),
    );
  assert.equal(await agree('3'), 'pilot.bounds_crossed');
  assert.equal(await agree('1'), 'done');
  const report = (by: Someone, value: string, indicator: string = 'complaints') =>
    code(by.client.postReadings({ params, body: { readings: [{ indicator, day: today(), value }] } }));
  assert.equal(await report(stranger, '0.5'), 'pilot.not_found');
  assert.equal(await report(bank, '0.5', 'unheard'), 'pilot.readings_wrong');
  const table = (text: string) =>
    code(bank.client.postReadingsCsv({ params, body: new TextEncoder().encode(text) }));
  assert.equal(await table(`indicator,day,value\ncomplaints,${today()},=1+1\n`), 'pilot.readings_wrong');
  assert.equal(await table(`indicator,day,value\r\ncomplaints,${today()},1.2\r\n`), 'done');
  const watched = async () => (await board.client.getSupervision({ params })).body;
  assert.deepEqual(
    (await watched()).alerts.map(({ level, day }) => [level, day]),
    [['warn', today()]],
  );
  assert.equal((await project(number)).stage, 'running');
  assert.equal(await report(bank, '2.500001'), 'done');
  assert.equal((await project(number)).stage, 'suspended');
  assert.ok(told.some((one) => one.includes(number) && one.includes('hard bound')));
  await board.client.postMeasure({ params, body: { id: newId(), kind: 'resume', reason: '已整改' } });
  // What was reported already halts it no second time.
  assert.equal(await report(bank, '2.500001'), 'done');
  assert.equal((await project(number)).stage, 'running');
  assert.equal(await code(stranger.client.getSupervision({ params })), 'pilot.not_found');
});

test('a stopped project is appealed for; for whoever stopped it the appeal is not there, and somebody else restores it', async () => {
  const number = await running();
  const measure = { params: { number }, body: { id: newId(), kind: 'stop', reason: '风险失控' } } as const;
  assert.equal(await code(technology.client.postMeasure(measure)), 'access.forbidden');
  assert.equal((await board.client.postMeasure(measure)).body.stage, 'stopped');
  assert.equal((await board.client.postMeasure(measure)).body.stage, 'stopped');
  assert.equal((await project(number)).history.filter(({ kind }) => kind === 'stop').length, 1);
  const { id } = (await bank.client.postCase({ body: { procedure: 'pilot-appeal' } })).body;
  await at(bank, id)('ask', { project: number, why: '风险已消除' });
  for (let tries = 0; tries < 200; tries++) {
    if ((await other.client.getCase({ params: { id } })).body.state.name === 'weighing') break;
    await delay(50);
  }
  assert.equal(await code(board.client.getCase({ params: { id } })), 'case.not_found');
  assert.equal(await at(other, id)('grant', { findings: '同意恢复' }), 'granted');
  await untilStage(number, 'running');
  await bank.client.postWithdrawal({ params: { number }, body: { id: newId(), reason: '业务调整' } });
  assert.equal((await project(number)).stage, 'withdrawn');
});

test('a model is public once its review accepts it; the same record again is no new version, and compensation is followed to its end', async () => {
  const number = await running();
  const params = { number, id: newId() };
  const hash = 'ab'.repeat(32);
  const model = {
    ...({ kind: 'model', name: '授信模型', purpose: '授信', algorithm: '逻辑回归' } as const),
    ...{ trainedFrom: '2024-01-01', trainedTo: '2025-12-31', source: '行内数据', volume: 10_914 },
    ...{ checksum: hash, sampling: '全量', script: hash, environment: 'Python 3.13', operator: '张三' },
    ...{ deployer: '李四', explainability: '系数可解释', fairness: '无显著差异', change: '首版' },
  };
  const put = async (body: typeof model) => (await bank.client.putRecord({ params, body })).body.version;
  assert.deepEqual([await put(model), await put(model), await put({ ...model, change: '二版' })], [1, 1, 2]);
  const shown = async () => (await public_.listPilotRecords({ params: { number } })).body.items;
  assert.deepEqual(await shown(), []);
  const review = { version: 2, verdict: 'accepted', opinion: '同意' } as const;
  await secretary.client.postReview({ params, body: review });
  assert.deepEqual(
    (await shown()).map(({ version }) => version),
    [2],
  );
  const owed = { params: { number, id: newId() } };
  const compensation = { kind: 'compensation', cause: '系统故障', customers: 2, dueFen: 9_000 } as const;
  const pay = (paidCustomers: number, paidFen: number) =>
    code(bank.client.putRecord({ ...owed, body: { ...compensation, paidCustomers, paidFen } }));
  assert.equal(await pay(1, 4_500), 'done');
  assert.equal(await pay(3, 4_500), 'pilot.overpaid');
  assert.equal(await pay(2, 9_000), 'done');
  const early = { kind: 'follow_up', users: 1, yuan: 1, institutions: 1, text: '推广' } as const;
  assert.equal(
    await code(bank.client.putRecord({ params: { number, id: newId() }, body: early })),
    'pilot.not_now',
  );
});

test('anybody comments and complains without an account: a comment waits for the secretary, a complaint is followed by its secret alone', async () => {
  const number = await running();
  const said = { params: { number }, body: { id: newId(), body: '利率是否公开？' } };
  await public_.postPilotComment(said);
  await public_.postPilotComment(said);
  const shown = async () => (await public_.listPilotComments({ params: { number } })).body.items;
  assert.deepEqual(await shown(), []);
  await secretary.client.postModeration({
    ...{ params: { id: said.body.id }, body: { state: 'shown', answer: '已在声明书公开。' } },
  });
  assert.deepEqual(
    (await shown()).map(({ body, answer }) => [body, answer]),
    [['利率是否公开？', '已在声明书公开。']],
  );
  const body = { id: newId(), project: number, kind: 'service', story: '退款未到账', wish: '退款' } as const;
  const first = (await public_.postPilotComplaint({ body })).body;
  const { reference, secret } = (await public_.postPilotComplaint({ body })).body;
  assert.equal(reference, first.reference);
  const follow = (by: string) =>
    public_.followPilotComplaint({ params: { reference }, body: { secret: by } });
  assert.equal(await code(follow(first.secret)), 'pilot.complaint_unknown');
  assert.deepEqual((await follow(secret)).body.answers, []);
  const answer = { answer: '已退款。', published: '一起退款投诉，已办结。' };
  const { items } = (await secretary.client.listCases({ query: { queue: 'office', text: reference } })).body;
  assert.notEqual(
    items[0]!.id,
    body.id,
    'whoever has the case could file it again, for a secret of their own',
  );
  await at(secretary, items[0]!.id)('answer', answer);
  const after_ = (await follow(secret)).body;
  assert.deepEqual([after_.state.en, after_.answers], ['Answered', ['已退款。']]);
  const published = (await public_.getPublicCase({ params: { number: reference } })).body;
  assert.ok(!JSON.stringify(published).includes('退款未到账'));
});

test('what is missing of a project, what comes next and by when is told to whoever applied and to the office, and to nobody else', async () => {
  const number = await running();
  const params = { number };
  const next = async (who: Someone) => (await who.client.getPilotNext({ params })).body;
  const wants = async () => (await next(bank)).wants.map(({ kind, isLate }) => `${kind} ${isLate}`);
  assert.equal(await code(stranger.client.getPilotNext({ params })), 'pilot.not_found');
  assert.deepEqual(
    await wants(),
    ['indicators', 'disclosure', 'data', 'model'].map((one) => `${one} false`),
  );
  const body = {
    ...({ title: { en: 'Faults', zh: '故障' }, unit: '次', bound: 'at_most', warn: '1' } as const),
    ...{ hard: '9', everyDays: 10, halts: false },
  };
  await secretary.client.putIndicator({ params: { number, indicator: 'faults' }, body });
  await bank.client.putRecord({
    params: { number, id: newId() },
    body: { kind: 'disclosure', title: '季报', text: '运行平稳' },
  });
  const readings = [{ indicator: 'faults', day: today(), value: '2' }];
  await bank.client.postReadings({ params, body: { readings } });
  assert.deepEqual(await wants(), ['reading false', 'alert false', 'data false', 'model false']);
  clock.advance(11 * dayMs);
  assert.equal((await wants())[0], 'reading true');
  const state = async () =>
    Object.fromEntries((await next(board)).line.map(({ part, state: is }) => [part, is]));
  const { declaration: declared, admission, risk, exit } = await state();
  assert.deepEqual([declared, admission, risk, exit], ['done', 'done', 'running', 'waiting']);
  const { id } = (await bank.client.postCase({ body: { procedure: 'pilot-exit' } })).body;
  const asked = (await next(bank)).may;
  assert.deepEqual([asked.ask, asked.measure, asked.report], [['exit', 'extension', 'change'], [], true]);
  assert.deepEqual((await next(board)).may.measure, ['suspend', 'stop']);
  await at(bank, id)('ask', { project: number, name: '甲', summary: '乙', users: 1, next: 'end' });
  await until(id, 'testing');
  assert.equal((await state()).exit, 'running');
  const held = await next(bank);
  assert.deepEqual([held.held, held.may.ask], [id, []]);
  assert.deepEqual(
    held.cases.map(({ state: is, isEnded, dueMs }) => [is.en, isEnded, dueMs !== null]),
    [
      ['Self-test', false, true],
      ['Admitted', true, false],
    ],
  );
  // Only the institution that filed has the cases.
  const seenByOther = await next(technology);
  assert.deepEqual([seenByOther.cases, seenByOther.held], [[], null]);
});

test('the office has declarations by where they stand, comments that wait and what is late; who reviews, and what they say, is not among it', async () => {
  const id = await filed();
  const find = async () =>
    (await secretary.client.listDeclarations({})).body.items.find((one) => one.id === id)!;
  const stands = async () => {
    const { column, isChecked, panel, batch } = await find();
    return [column, isChecked, panel, batch];
  };
  assert.deepEqual(await stands(), ['check', false, 'none', null]);
  const { days } = await find();
  clock.advance(21 * dayMs);
  const later = (await find()).days!;
  assert.deepEqual([days!.used, days!.left > 0, later.used > 10, later.left < 0], [0, true, true, true]);
  await at(secretary, id)('accept', { findings: '齐备', batch: '2026-2' });
  assert.deepEqual(await stands(), ['experts', true, 'unnamed', '2026-2']);
  const seats = experts.map((one) => ({ account: one.id }));
  await secretary.client.postSeats({ params: { id }, body: { seats } });
  await experts[0]!.client.postOpinion({ params: { id }, body: { form: scores } });
  assert.deepEqual(await stands(), ['experts', true, 'awaited', '2026-2']);
  const all = JSON.stringify((await secretary.client.listDeclarations({})).body);
  for (const hidden of [...experts.map((one) => one.id), 'hidden reason', 'expert-1'])
    assert.ok(!all.includes(hidden), hidden);
  await board.client.postExclusion({ params: { id }, body: { account: 'me', reason: '利益冲突' } });
  const others = (await board.client.listDeclarations({})).body.items;
  assert.ok(!others.some((one) => one.id === id), 'who has a conflict does not find it');
  assert.equal(await code(bank.client.listDeclarations({})), 'access.forbidden');
});

test('comments of all projects are seen to by the office, the longest waiting first; figures count what waits', async () => {
  const number = await running();
  const before = (await board.client.getPilotFigures({})).body;
  const said = ['甲', '乙', '丙'].map((body) => ({ id: newId(), body }));
  for (const body of said) await public_.postPilotComment({ params: { number }, body });
  const waiting = async (limit: number) =>
    (await secretary.client.listAllComments({ query: { limit } })).body;
  const first = await waiting(before.waitingComments + 2);
  assert.ok(first.next !== null);
  const { items } = (await secretary.client.listAllComments({ query: { limit: 2, cursor: first.next } }))
    .body;
  const ids = said.map(({ id }) => id).toSorted();
  assert.deepEqual([first.items.at(-1)!.id, items[0]!.id], ids.slice(1));
  const counted = (await board.client.getPilotFigures({})).body;
  assert.equal(counted.waitingComments, before.waitingComments + 3);
  assert.ok(counted.projects.some(({ stage, count }) => stage === 'running' && count > 0));
  assert.equal(await code(bank.client.listAllComments({ query: {} })), 'access.forbidden');
});
