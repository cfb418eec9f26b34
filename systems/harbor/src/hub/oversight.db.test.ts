import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authorize } from '@finharbor/access';
import { codeOf, generateSigningKey, idSource, systemRandom } from '@finharbor/kernel';
import {
  commonErrors,
  errorTable,
  type HttpContext,
  httpApp,
  register,
  typedClient,
} from '@finharbor/kernel/http';
import { hubRoutes } from '../contract/hub-routes.ts';
import { type Bodies, type DocumentType, firmIssuer } from '../documents.ts';
import { harborErrors } from '../errors.ts';
import { overseenMost } from '../oversight.ts';
import { enrolmentStore } from '../postgres/enrolments.ts';
import { rebuildProjections } from '../postgres/rebuild.ts';
import { contractBody, signed, type TestNode, testNode, uscc } from '../testing.ts';
import { type Board, openBoard } from './board.ts';
import type { HubContext } from './context.ts';
import { oversightEndpoints } from './oversight-http.ts';

const firm = generateSigningKey();
const said = { en: 'Said', zh: '文本' };
let node: TestNode;
let board: Board;
let server: Awaited<ReturnType<typeof serve>>;
let serial = 0;

before(async () => {
  node = await testNode('hub');
  const { party, key, store, link, clock, note } = node.ctx;
  const log = { append: node.ctx.hub.log as never };
  const hub = {
    party,
    key,
    store,
    link,
    clock,
    note,
    log,
    enrolments: enrolmentStore(node.database.db, clock),
  };
  board = openBoard(hub, () => {});
  server = await serve(hub);
});
after(async () => {
  await server.close();
  await node[Symbol.asyncDispose]();
});

/** The hub's oversight on a real socket; the caller's one role stands in the header x-role. */
async function serve(hub: HubContext) {
  const context: HttpContext = {
    clock: node.clock,
    errors: errorTable(commonErrors, harborErrors),
    strict: true,
    authorize,
    audit: async () => {},
    authenticate: async ({ headers }) => {
      const role = headers['x-role'];
      if (typeof role !== 'string') return { kind: 'public' };
      return {
        kind: 'account',
        account: role,
        login: role,
        session: 's',
        party: 'hub',
        roles: [role],
        provenAtMs: node.clock.nowMs(),
      };
    },
  };
  const app = httpApp({ context, ids: idSource(node.clock, systemRandom), log: { level: 'silent' } });
  register(app, oversightEndpoints(hub), context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
}

function as(role?: string) {
  return typedClient(hubRoutes, server.url, (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, ...(role === undefined ? {} : { 'x-role': role }) } }),
  );
}

/** Puts a document on the board as its issuer would, a party or the one firm, each a second after the one before. */
async function put<T extends DocumentType>(type: T, issuer: string, body: Bodies[T]): Promise<string> {
  serial += 1;
  const issuedAtMs = node.clock.nowMs() + serial * 1000;
  const doc = signed(node.keys[issuer] ?? firm, { type, issuer, body, issuedAtMs });
  assert.equal((await board.submit(doc)).kind, 'admitted', type);
  return doc.id;
}

const number = (): string => idSource(node.clock, systemRandom)();

async function agreed(kind: 'train' | 'score'): Promise<string> {
  const body = { ...contractBody(kind, 9), contract: number(), providers: ['tax', 'social'] };
  const contract = await put('contract', 'bank', body);
  await put('approval', 'tax', { contract, decision: 'approved', reason: '' });
  await put('approval', 'social', { contract, decision: 'approved', reason: 'Within the law.' });
  return contract;
}

async function ask(
  contract: string,
  subject: string | null,
  { attempt = 1, job = number() } = {},
): Promise<string> {
  await put('job', 'bank', {
    job,
    attempt,
    session: number(),
    kind: subject === null ? 'train' : 'score',
    contract,
    roster: ['bank', 'tax', 'social'],
    dealer: 'hub',
    plan: { label: 'ChargedOff' },
    model: null,
    subject,
    consent: null,
  });
  return job;
}

function answer(job: string, party: string, { code = 'job.accepted', attempt = 1 } = {}): Promise<string> {
  const isAccepted = code === 'job.accepted';
  const body = { job, attempt, code, reason: said, assumption: '' };
  return put('job_answer', party, { ...body, answer: isAccepted ? 'accepted' : 'refused' });
}

type Used = { readonly party: string; readonly subject: string | null; readonly usedAt?: string };

function use(contract: string, job: string, { party, subject, usedAt = '2026-06-01T00:00:00Z' }: Used) {
  return put('use', party, {
    job,
    contract,
    kind: subject === null ? 'train' : 'score',
    consumer: 'bank',
    uscc: subject,
    fields: ['Revenue'],
    usedAt,
    commitment: 'a'.repeat(64),
    logIndex: serial,
  });
}

test('an empty board is shown as such, to the bureau and the operator and to nobody else', async () => {
  for (const role of ['bureau', 'operator']) {
    const { body } = await as(role).getOversight({});
    assert.deepEqual(
      [body.parties, body.uses, body.contracts.proposed, body.usesByDay.length],
      [3, 0, 0, 30],
    );
    assert.deepEqual((await as(role).listOverseenJobs({ query: {} })).body, {
      items: [],
      total: 0,
      next: null,
    });
  }
  const params = { id: 'c'.repeat(64) };
  const read = [
    (role?: string) => as(role).getOversight({}),
    (role?: string) => as(role).listOverseenContracts({ query: {} }),
    (role?: string) => as(role).getOverseenContract({ params }),
    (role?: string) => as(role).listOverseenJobs({ query: {} }),
    (role?: string) => as(role).getOverseenJob({ params: { id: number() } }),
    (role?: string) => as(role).listOverseenRefusals({ query: {} }),
  ];
  for (const one of read) {
    assert.equal(await one('owner').catch(codeOf), 'access.forbidden');
    assert.equal(await one().catch(codeOf), 'access.unauthenticated');
  }
});

test('a contract is followed from the request through an approval to its end', async () => {
  const body = { ...contractBody('train', 3), contract: number() };
  const id = await put('contract', 'bank', body);
  const seen = async () => {
    const { body: list } = await as('bureau').listOverseenContracts({ query: {} });
    const { body: one } = await as('bureau').getOverseenContract({ params: { id } });
    assert.equal(list.items[0]?.state, one.contract.state);
    return one;
  };
  assert.equal((await seen()).contract.state, 'proposed');
  await put('approval', 'social', { contract: id, decision: 'declined', reason: 'no side of it' });
  assert.deepEqual((await seen()).contract.decisions, []);
  await put('approval', 'tax', { contract: id, decision: 'approved', reason: '' });
  assert.equal((await seen()).contract.state, 'in_force');
  await put('termination', 'bank', { contract: id, reason: 'Done with it.' });
  const { contract, endings, jobs } = await seen();
  assert.deepEqual([contract.state, endings[0]?.reason, jobs], ['ended', 'Done with it.', []]);
  assert.deepEqual(contract.body, body);
  assert.equal((await as('bureau').getOversight({})).body.contracts.ended, 1);
  const missing = as('bureau').getOverseenContract({ params: { id: 'd'.repeat(64) } });
  await assert.rejects(missing, { code: 'contract.not_found' });
});

test('a training that all offices used counts as one use of its contract and of its day', async () => {
  const contract = await agreed('train');
  const id = await ask(contract, null);
  const state = async () => (await as('bureau').getOverseenJob({ params: { id } })).body.state;
  assert.equal(await state(), 'asked');
  for (const party of ['tax', 'social']) await answer(id, party);
  assert.equal(await state(), 'accepted');
  await use(contract, id, { party: 'tax', subject: null });
  assert.equal(await state(), 'partly_used');
  await use(contract, id, { party: 'social', subject: null });
  assert.equal(await state(), 'used');
  const { body: file } = await as('bureau').getOverseenContract({ params: { id: contract } });
  assert.deepEqual([file.contract.usesMade, file.jobs.map((job) => job.id)], [1, [id]]);
  const { body: figures } = await as('bureau').getOversight({});
  assert.deepEqual([figures.uses, figures.jobs.used], [1, 1]);
  assert.deepEqual(figures.usesByDay.at(-1), {
    day: '2026-06-01',
    train: 1,
    score: 0,
    intersect: 0,
    statistics: 0,
    deliver: 0,
  });
});

test('a score that an office refused is seen with its reason, and nothing tells which firm it was about', async () => {
  await put('firm_key', 'tax', { uscc, publicKey: firm.publicKey });
  const contract = await agreed('score');
  const [purpose, nonce] = [{ en: 'My loan', zh: '本企业贷款' }, 'A'.repeat(22)];
  const consent = { contract, uscc, purpose, validUntil: '2027-01-01T00:00:00Z', nonce };
  await put('consent', firmIssuer(uscc), consent);
  await put('withdrawal', firmIssuer(uscc), { uscc, nonce });
  const id = await ask(contract, uscc);
  await answer(id, 'tax');
  await answer(id, 'social', { code: 'consent.withdrawn' });
  const bureau = as('bureau');
  const { body: job } = await bureau.getOverseenJob({ params: { id } });
  assert.deepEqual([job.state, job.subject, job.purpose], ['refused', '91**************8X', said]);
  const { body: refusals } = await bureau.listOverseenRefusals({ query: {} });
  assert.deepEqual(
    refusals.items.map(({ job: refused, party, code, reason }) => [refused, party, code, reason]),
    [[id, 'social', 'consent.withdrawn', said]],
  );
  const { body: figures } = await bureau.getOversight({});
  assert.deepEqual([figures.refusals, figures.consents, figures.withdrawals], [1, 1, 1]);

  await ask(contract, uscc, { attempt: 2, job: id });
  for (const party of ['tax', 'social']) {
    await answer(id, party, { attempt: 2 });
    await use(contract, id, { party, subject: uscc });
  }
  assert.equal((await bureau.getOverseenJob({ params: { id } })).body.state, 'used');
  assert.equal((await bureau.listOverseenRefusals({ query: {} })).body.items.length, 1);
  const paths = ['', '/contracts', `/contracts/${contract}`, '/jobs', `/jobs/${id}`, '/refusals'];
  for (const path of paths) {
    const response = await fetch(`${server.url}/oversight${path}`, { headers: { 'x-role': 'bureau' } });
    const text = await response.text();
    assert.equal(response.status, 200, path);
    for (const secret of [uscc, purpose.zh, nonce, firm.publicKey]) assert.ok(!text.includes(secret), path);
  }
});

test('of a long list the latest are given, how many there are in all, and what is older when it is asked for', async () => {
  const before = (await as('bureau').listOverseenContracts({ query: {} })).body;
  const known = Array.from({ length: overseenMost - before.total }, () =>
    signed(node.keys.bank!, {
      type: 'contract',
      issuer: 'bank',
      body: { ...contractBody('train', 3), contract: number() },
    }),
  );
  // As if they had been admitted long ago: admitting each takes longer than the rest of this file.
  await Promise.all(known.map((doc) => node.ctx.store.documents.put(doc)));
  const last = await agreed('train');
  const { items, total, next } = (await as('bureau').listOverseenContracts({ query: {} })).body;
  assert.deepEqual([items.length, total, items[0]?.id], [overseenMost, overseenMost + 1, last]);
  const older = (await as('bureau').listOverseenContracts({ query: { before: next! } })).body;
  assert.deepEqual(
    [older.items.map(({ id }) => id), older.total, older.next],
    [[before.items.at(-1)!.id], overseenMost + 1, null],
  );
  const bad = as('bureau').listOverseenJobs({ query: { before: 'bm90aGluZw' as typeof next & string } });
  await assert.rejects(bad, { code: 'page.bad_cursor' });
});

test('the exchange shows who holds, who consumes and why uses were refused, each job once', async () => {
  const { body } = await as('bureau').getExchange({});
  assert.equal(body.months.length, 12);
  const nothing = { chargedMinor: '0', paidMinor: '0', disputedMinor: '0', refundedMinor: '0' };
  assert.deepEqual(body.months.at(-1), {
    month: '2026-06',
    uses: 2,
    kinds: { train: 1, score: 1, intersect: 0, statistics: 0, deliver: 0 },
    contracts: 4,
    products: 0,
    ...nothing,
  });
  assert.equal(body.contracts.in_force, 3);
  assert.deepEqual(body.disputes, { open: 0, oldestFiledAtMs: null });
  assert.deepEqual(
    body.holders.map(({ party, uses }) => [party, uses]),
    [
      ['social', 2],
      ['tax', 2],
    ],
  );
  assert.deepEqual(body.consumers, [{ party: 'bank', uses: 2, inForce: 3 }]);
  assert.deepEqual(body.refusals, [{ code: 'consent.withdrawn', count: 1 }]);
  assert.deepEqual(
    body.kinds.filter(({ uses }) => uses > 0),
    [
      { kind: 'train', uses: 1 },
      { kind: 'score', uses: 1 },
    ],
  );
});

test('days are the city’s, a job counts on the day of its first use, and what is older than the window on none', async () => {
  const contract = await agreed('train');
  for (const usedAt of ['2026-05-31T15:59:59Z', '2026-05-31T16:00:00Z', '2026-04-01T00:00:00Z']) {
    const id = await ask(contract, null);
    await use(contract, id, { party: 'tax', subject: null, usedAt });
    await use(contract, id, { party: 'social', subject: null, usedAt: '2026-06-01T12:00:00Z' });
  }
  const { usesByDay } = (await as('bureau').getOversight({})).body;
  const trained = usesByDay.filter(({ train }) => train > 0).map(({ day, train }) => [day, train]);
  assert.deepEqual(trained, [
    ['2026-05-31', 1],
    ['2026-06-01', 2],
  ]);
});

test('rows that are lost or of an older edition are derived from the documents again, as they were', async () => {
  const { overseen } = node.ctx.store;
  const at = { nowMs: node.clock.nowMs(), zone: 'Asia/Shanghai' };
  const all = async () => [
    await overseen.jobs(),
    await overseen.contracts(at),
    await overseen.refusals(),
    await overseen.figures({ ...at, days: 30 }),
    await overseen.exchange(at),
  ];
  const { db } = node.database;
  const before = await all();
  await rebuildProjections(db, { clock: node.clock, registry: 'hub' });
  await db.updateTable('projection').set({ edition: 0 }).execute();
  await db.deleteFrom('overseen_job').execute();
  assert.notDeepEqual(await all(), before);
  await rebuildProjections(db, { clock: node.clock, registry: 'hub' });
  assert.deepEqual(await all(), before);
});
