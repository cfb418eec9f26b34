import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type SignedDocument, signDocument } from '@finharbor/access';
import {
  codeOf,
  generateSigningKey,
  idSource,
  type Json,
  manualClock,
  systemRandom,
} from '@finharbor/kernel';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { openPress } from '@finharbor/paper';
import { readPdf, tagsOf } from '@finharbor/paper/testing';
import {
  apply,
  type FinancingContext,
  publishLoan,
  type ScoreOutcome,
  scoreAgain,
  settle,
  settleAll,
} from './apply.ts';
import type { FinancingTables } from './database.gen.ts';
import { financingEndpoints } from './http.ts';
import { financingMigrations } from './migrations.ts';
import { postgresFinancing } from './postgres.ts';

const clock = manualClock(Date.parse('2026-06-01T00:00:00Z'));
const uscc = '91000000XQ783ADD8X';
const key = generateSigningKey();
const reasons = [1, 2, 3].map((n) => ({ en: `reason ${n}`, zh: `原因${n}` }));
let database: TestDatabase<FinancingTables>;
let ctx: FinancingContext;
let product: string;
const press = openPress();
const printer = { issuer: { en: 'Harbor Bank', zh: '海港银行' }, clock, press };
// The data harbor's side of the seam: which jobs were started, and how each ended.
const outcomes = new Map<string, ScoreOutcome>();
const started: string[] = [];
let crash = false;

before(async () => {
  database = await testDatabase<FinancingTables>([financingMigrations]);
  ctx = {
    store: postgresFinancing(database.db, clock),
    clock,
    newId: idSource(clock, systemRandom),
    scoring: {
      firmKey: async (code) => (code === uscc ? key.publicKey : undefined),
      async start({ jobId }) {
        if (crash) throw new Error('the process was killed here');
        started.push(jobId);
        outcomes.set(jobId, { kind: 'running' });
      },
      again: async (jobId) => void outcomes.set(jobId, { kind: 'running' }),
      contract: async () => undefined,
      outcome: async (jobId) => outcomes.get(jobId) ?? { kind: 'absent' },
    },
  };
  const rates = [{ fromPoints: 0, rateBp: 700 }];
  const title = { en: 'Loan', zh: '贷款' };
  const terms = {
    title,
    currency: 'CNY' as const,
    mostAmount: '1000.00',
    cutOffPoints: 450,
    rates,
    promisedDays: 3,
  };
  const scoring = { scoringContract: 'c'.repeat(64), model: crypto.randomUUID() };
  product = (await publishLoan(ctx, { ...terms, ...scoring })).id;
});
after(async () => {
  await press.close();
  await database[Symbol.asyncDispose]();
});

function signed(change: { readonly [field: string]: Json } = {}, by: typeof key = key): SignedDocument {
  const consent = 'd'.repeat(64);
  const body = {
    application: crypto.randomUUID(),
    product,
    uscc,
    amount: '1000.00',
    columns: {},
    consent,
    ...change,
  };
  return signDocument(by, { type: 'application', issuer: `firm:${uscc}`, audience: [], body, issuedAtMs: 1 });
}

test('an application is taken once, however often it is sent, and scored by one job', async () => {
  const doc = signed();
  const first = await apply(ctx, doc);
  assert.equal(first.status, 'scoring');
  assert.deepEqual(await apply(ctx, doc), first);
  assert.equal(started.filter((job) => job === first.jobId).length, 1);
});

test('an application that is not the firm’s own, asks too much or is malformed is refused and leaves nothing', async () => {
  const before = (await ctx.store.applications(500)).length;
  const refusals: readonly (readonly [string, SignedDocument])[] = [
    ['application.bad_signature', signed({}, generateSigningKey())],
    ['application.bad_signature', { ...signed(), body: { ...signed().body } }],
    ['application.bad_signature', signed({ uscc: '910000006BUFF6HN7Q' })],
    ['application.amount_too_high', signed({ amount: '1000.01' })],
    ['application.malformed', signed({ amount: '1e3' })],
    ['loan.not_found', signed({ product: crypto.randomUUID() })],
  ];
  for (const [code, doc] of refusals) await assert.rejects(() => apply(ctx, doc), { code });
  assert.equal((await ctx.store.applications(500)).length, before);
});

test('a score decides by the rule; a refusal by an office stands in its own words and can be tried again', async () => {
  const { id, jobId } = await apply(ctx, signed());
  outcomes.set(jobId!, { kind: 'failed', code: 'consent.withdrawn', message: 'tax refused' });
  await settle(ctx, jobId!);
  const refused = await ctx.store.application(id);
  assert.deepEqual(refused?.decision, {
    kind: 'not_scored',
    code: 'consent.withdrawn',
    message: 'tax refused',
  });
  assert.equal((await scoreAgain(ctx, id)).jobId, jobId);
  outcomes.set(jobId!, { kind: 'scored', score: { points: 445, reasons } });
  await settle(ctx, jobId!);
  await settle(ctx, jobId!);
  const decided = await ctx.store.application(id);
  assert.equal(decided?.status, 'refused');
  assert.deepEqual(decided?.decision?.kind === 'refused' && decided.decision.reasons, reasons);
  await assert.rejects(() => scoreAgain(ctx, id), { code: 'application.not_rerunnable' });
});

test('an application whose process was killed before its job began is taken up at the next start', async () => {
  const doc = signed();
  crash = true;
  await assert.rejects(() => apply(ctx, doc), /killed here/);
  crash = false;
  await settleAll(ctx);
  const taken = await ctx.store.application(String(doc.body.application));
  assert.equal(taken?.status, 'scoring');
  assert.ok(started.includes(taken!.jobId!));
});

test('a firm is given its own applications, newest first, and nobody else’s', async () => {
  const mine = [];
  for (let n = 0; n < 4; n += 1) {
    clock.advance(1000);
    mine.unshift((await apply(ctx, signed())).id);
  }
  const { handler } = financingEndpoints(ctx, printer).find(
    ({ route }) => route.path === '/my/applications',
  )!;
  const seenBy = async (caller: object): Promise<readonly string[]> => {
    const { body } = await handler({ caller } as never);
    return (body as unknown as readonly { readonly id: string }[]).map(({ id }) => id);
  };
  const byKey = (party: string) => ({ kind: 'key', party, key: key.publicKey });
  assert.deepEqual((await seenBy(byKey(`firm:${uscc}`))).slice(0, 4), mine);
  for (const party of ['firm:910000006BUFF6HN7Q', uscc, 'tax', 'firm:'])
    assert.deepEqual(await seenBy(byKey(party)), [], party);
  assert.deepEqual(await seenBy({ kind: 'account', party: `firm:${uscc}` }), []);
});

test('a firm prints the decision on its own application, and another’s looks like one that is not there', async () => {
  const { id } = await apply(ctx, signed());
  const { handler } = financingEndpoints(ctx, printer).find(
    ({ route }) => route.path === '/my/applications/:id/pdf',
  )!;
  const print = (party: string) => {
    const caller = { kind: 'key', party, key: key.publicKey };
    return handler({ caller, params: { id }, query: { language: 'zh' } } as never);
  };
  assert.equal(await print('firm:910000006BUFF6HN7Q').catch(codeOf), 'application.not_found');
  assert.equal(await print(`firm:${uscc}`).catch(codeOf), 'application.undecided');
  const { jobId } = (await ctx.store.application(id))!;
  outcomes.set(jobId!, { kind: 'scored', score: { points: 300, reasons } });
  await settle(ctx, jobId!);
  const { status, body } = await print(`firm:${uscc}`);
  assert.equal(status, 200);
  const pdf = await readPdf(body as unknown as Uint8Array);
  assert.ok(tagsOf(pdf, 'TD').some(({ text }) => text === '未获批准'));
});
