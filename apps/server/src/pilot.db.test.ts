import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { idSource, systemRandom } from '@finharbor/kernel';
import { pilot, type Someone } from './pilot-testing.ts';

// The hub's cases and its register of pilots, over HTTP; the clock is moved by days.
const { clock, db, told, bank, technology, stranger, secretary, board, other, supervisor, experts } = pilot;
const { at, code, stateOf, until, project, untilStage, page, codes, scores, institution } = pilot;
const { declaration, safeguards, attached, filed, reviewed, announced, running } = pilot;
const public_ = pilot.anybody;
const dayMs = 24 * 60 * 60 * 1_000;
after(() => pilot.stop());

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
