import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type SignedDocument, signDocument } from '@finharbor/access';
import { verifyReceipt } from '@finharbor/evidence';
import { type OpenedModel, readTrainingRecord } from '@finharbor/fusion';
import { hubRoutes, type ReceiptBody, receiptCheck, type TrainingOptions } from '@finharbor/harbor';
import { generateSigningKey, type Json, signingKeyFromPem } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { demoTraining } from '@finharbor/server';
import { agree, type Contracts } from '../apps/cli/src/demo/contracts.ts';
import { firmOf } from '../apps/cli/src/demo/firm.ts';
import { type People, signInAll } from '../apps/cli/src/demo/people.ts';
import { until } from '../apps/cli/src/demo/until.ts';
import { type TestHarbor, testHarbor } from './harness/harbor.ts';

// One harbor of five real processes serves the whole file: the tests are the main job's guarantees in the order of its life.
let harbor: TestHarbor;
let people: People;
let contracts: Contracts;
let trained: string;
let model: string;

before(async () => {
  harbor = await testHarbor(3000);
  people = await signInAll(harbor.home, harbor.current().urls);
  contracts = await agree(people, 'consumer');
});
after(async () => {
  await harbor[Symbol.asyncDispose]();
});

const heldByAll = () => harbor.firms.filter(({ heldBy }) => heldBy.bank && heldBy.tax && heldBy.social);

async function startTraining(contract = contracts.train, options: TrainingOptions = {}): Promise<string> {
  const data = { ...demoTraining, options };
  return (await people.analyst.postTraining({ body: { contract, data } })).body.job;
}

async function ended(job: string) {
  const { body: events } = await people.analyst.getJobEvents({ params: { id: job } });
  const stages: string[] = [];
  for await (const { data: event } of events) if (event.kind === 'stage') stages.push(event.stage);
  const { body } = await people.analyst.getJob({ params: { id: job } });
  return { ...body, stages: [...new Set(stages)] };
}

/** How long a killed node may take to come back on a machine at work on other things. */
const backMs = 60_000;

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function uses(contract: string): Promise<number> {
  return (await people.analyst.getContract({ params: { id: contract } })).body.usesMade;
}

test('a training runs over three nodes and a dealer, tells its stages, and uses exactly the firms all three hold', async () => {
  trained = await startTraining(contracts.train, { opened: 'consumer' });
  const job = await ended(trained);

  assert.equal(job.error, null);
  assert.equal(job.status, 'done');
  const result = job.result as { model: string; rows: number; report: { joint: { auc: number } } };
  assert.equal(result.rows, heldByAll().length);
  assert.ok(result.report.joint.auc > 0.5 && result.report.joint.auc < 1);
  for (const stage of ['align', 'count', 'fit', 'evaluate']) assert.ok(job.stages.includes(stage), stage);
  assert.equal(await uses(contracts.train), 1);
  model = result.model;
});

test('a training is a transfer under each office’s agreement, complete at both sides, and its receipt names it', async () => {
  const tax = people.approvers.get('tax')!;
  const id = { params: { id: trained } };
  const completed = (person: People['analyst'], count: number) =>
    until(async () => {
      const { body } = await person.listJobTransfers(id);
      return body.length === count && body.every(({ state }) => state === 'COMPLETED') ? body : undefined;
    });
  const own = await completed(people.analyst, 2);
  assert.deepEqual(own.map(({ party }) => party).toSorted(), ['social', 'tax']);
  const withTax = own.find(({ party }) => party === 'tax')!;
  const [atTax] = await completed(tax, 1);
  assert.equal(atTax!.peerPid, withTax.pid);
  assert.equal(atTax!.agreement, withTax.agreement);
  assert.deepEqual(
    atTax!.steps.map(({ message }) => message),
    ['request', 'start', 'completion'],
  );
  const { body: receipts } = await tax.listReceipts({ query: {} });
  const receipt = receipts.find(({ job }) => job === trained)!;
  assert.deepEqual((receipt.body as unknown as ReceiptBody).transfers, [
    {
      product: atTax!.product,
      agreement: atTax!.agreement,
      consumerPid: withTax.pid,
      providerPid: atTax!.pid,
    },
  ]);
});

test('an office learns of a training that it took place, and none of its figures', async () => {
  // The bank may be done a moment before the office has written down that it is.
  const tax = await until(async () => {
    const [row] = await harbor.sql('tax', 'select result from job order by id limit 1');
    return (row?.result ?? undefined) as { readonly report: unknown } | undefined;
  });
  assert.equal(tax.report, null);
  const [share] = await harbor.sql('tax', 'select report from model');
  assert.equal(share?.report, null);
});

test('a training opens its scorecard to whom the contract allows, and each party keeps a record of what it knows of it', async () => {
  const id = { params: { id: trained } };
  const { body: job } = await people.analyst.getJob(id);
  const { points, coefficients } = (job.result as unknown as { readonly opened: Required<OpenedModel> })
    .opened;
  const holders = new Set(points.features.map(({ party }) => party));
  assert.deepEqual(holders, new Set(['bank', 'tax', 'social']));
  assert.ok(
    coefficients.every(
      ({ standardError, z, p }) => standardError > 0 && p >= 0 && p <= 1 && Number.isFinite(z),
    ),
  );
  assert.match(job.training!.leakage[0]!.en, /- bank: The points of every bin/);
  const pmml = new TextDecoder().decode((await people.analyst.getScorecardPmml(id)).body);
  assert.equal(pmml.match(/<Characteristic /g)?.length, points.features.length);
  const { body: record } = await people.analyst.getTrainingRecord(id);
  assert.deepEqual(readTrainingRecord(record), record);
  assert.equal(record.model, model);
  const tax = people.approvers.get('tax')!;
  const { entries } = (await tax.getTrainingRecord(id)).body;
  assert.deepEqual(
    record.entries
      .map(({ subject }) => subject)
      .filter((subject) => !entries.some((one) => one.subject === subject)),
    ['accuracy'],
  );
  await assert.rejects(() => tax.getScorecardPmml(id), { code: 'fusion.points_closed' });
  await assert.rejects(() => startTraining(contracts.train, { opened: 'all' }), {
    code: 'plan.points_closed',
  });
});

test('the hub holds no rows, no shares, no receipts and no documents with rows', async () => {
  for (const table of ['dataset_row', 'model', 'receipt'])
    assert.deepEqual(await harbor.sql('hub', `select count(*)::int as n from ${table}`), [{ n: 0 }], table);
  const rows = await harbor.sql('hub', 'select signed::text as text from document');
  const { uscc } = heldByAll()[0]!;
  assert.ok(rows.every(({ text }) => !String(text).includes(uscc)));
});

test('approvals, contracts and jobs forged in the hub’s own database are refused by name and change nothing', async () => {
  const products = (await people.analyst.listProducts({})).body.map(({ id }) => id);
  const text = { en: 'A test.', zh: '测试。' };
  const { body: proposed } = await people.bankApprover.postContract({
    body: {
      kind: 'train',
      products,
      purpose: text,
      legalBasis: text,
      uses: 1,
      smallestGroup: 50,
      validDays: 1,
    },
  });
  const forger = generateSigningKey();
  const forge = (type: string, issuer: string, body: { [key: string]: Json }): SignedDocument =>
    signDocument(forger, { type, issuer, audience: ['bank', 'tax', 'social', 'hub'], body, issuedAtMs: 1 });
  const approval = { contract: proposed.id, decision: 'approved', reason: '' };
  const [genuine] = await harbor.sql(
    'tax',
    "select signed from document where type = 'approval' and issuer = 'tax' limit 1",
  );
  const altered = { ...(genuine!.signed as SignedDocument), body: approval };
  const contract = await harbor.sql('hub', "select signed from document where type = 'contract' limit 1");
  const body = (contract[0]!.signed as SignedDocument).body;
  const forged = [
    forge('approval', 'tax', approval),
    forge('approval', 'social', approval),
    altered,
    forge('contract', 'bank', { ...body, contract: crypto.randomUUID() }),
  ];
  for (const doc of forged) await slipIn(doc);
  // Nothing tells a waiting node of rows that were slipped in: an ordinary document makes it look.
  await people.taxSteward.putFirmKey({
    params: { uscc: heldByAll()[0]!.uscc },
    body: { publicKey: generateSigningKey().publicKey },
  });
  const refused = await until(async () => {
    const { body: list } = await people.analyst.listRefusals({});
    return forged.every(({ id }) => list.some((one) => one.id === id)) ? list : undefined;
  });
  const codeOf = (doc: SignedDocument) => refused.find(({ id }) => id === doc.id)?.code;
  assert.equal(codeOf(forged[0]!), 'document.wrong_key');
  assert.equal(codeOf(forged[3]!), 'document.wrong_key');
  assert.equal((await people.analyst.getContract({ params: { id: proposed.id } })).body.state, 'proposed');
  await assert.rejects(() => startTraining(proposed.id), { code: 'contract.not_in_force' });
});

test('a job that asks for a column, or opens points, beyond the contract is refused by the office, even when the bank has signed it', async () => {
  const [row] = await harbor.sql(
    'bank',
    "select signed from document where type = 'job' order by seq limit 1",
  );
  const { body } = row!.signed as unknown as {
    readonly body: { readonly plan: { readonly features: object } };
  };
  const features = {
    ...body.plan.features,
    tax: [{ name: 'TaxPaid', kind: 'numeric', title: { en: 'x', zh: 'x' } }],
  };
  const settings = { pointsTo: 'everyone' };
  for (const [code, change] of [
    ['plan.other_data', { features }],
    ['plan.points_closed', { settings }],
  ] as const)
    assert.equal(await refusedByTax({ ...body, plan: { ...body.plan, ...change } }), code);
});

/** What the tax office's node says to a job that the bank has signed. */
async function refusedByTax(body: object): Promise<string> {
  const bankKey = signingKeyFromPem(readFileSync(join(harbor.home, 'bank', 'party.key.pem'), 'utf8'));
  const job = crypto.randomUUID();
  const doc = signDocument(bankKey, {
    type: 'job',
    issuer: 'bank',
    audience: ['bank', 'tax', 'social', 'hub'],
    body: { ...body, job, session: crypto.randomUUID() } as never,
    issuedAtMs: Date.now(),
  });
  await typedClient({ postDocument: hubRoutes.postDocument }, harbor.current().url).postDocument({
    body: doc,
  });
  const error = await until(async () => {
    const [found] = await harbor.sql('tax', "select error from job where id = $1 and status = 'failed'", [
      job,
    ]);
    return found?.error as { code: string } | undefined;
  });
  return error.code;
}

test('a consent forged in the hub’s database does not let a firm be scored', async () => {
  const firm = heldByAll()[1]!;
  const forger = generateSigningKey();
  const consent = signDocument(forger, {
    type: 'consent',
    issuer: `firm:${firm.uscc}`,
    audience: ['bank', 'tax', 'social', 'hub'],
    body: {
      contract: contracts.score,
      uscc: firm.uscc,
      purpose: { en: 'Forged.', zh: '伪造。' },
      validUntil: '2099-01-01T00:00:00Z',
      nonce: 'A'.repeat(22),
    },
    issuedAtMs: 1,
  });
  await slipIn(consent);
  const loan = await publishLoan();
  const applicant = firmOf(firm, places());
  await people.taxSteward.putFirmKey({
    params: { uscc: firm.uscc },
    body: { publicKey: applicant.publicKey },
  });
  await until(async () => ((await keyKnown(firm.uscc)) ? true : undefined));
  const { decision } = await applicant.apply({ product: loan, amount: '1000.00', consent: consent.id });
  assert.equal(decision?.kind, 'not_scored');
  assert.equal(decision?.kind === 'not_scored' && decision.code, 'consent.missing');
});

test('a firm that consents is scored and decided with three reasons, sees each use, and withdraws with effect', async () => {
  const firm = heldByAll()[2]!;
  const loan = await publishLoan();
  const applicant = firmOf(firm, places());
  await people.taxSteward.putFirmKey({
    params: { uscc: firm.uscc },
    body: { publicKey: applicant.publicKey },
  });
  const consent = await applicant.consent(contracts.score);
  const {
    id: application,
    decision,
    jobId,
  } = await applicant.apply({
    product: loan,
    amount: '1000.00',
    consent,
  });
  assert.ok(decision?.kind === 'offered' || decision?.kind === 'refused', JSON.stringify(decision));
  assert.equal(decision.points % 5, 0);
  assert.equal(decision.reasons.length, 3);
  const seen = await until(async () => {
    const own = (await applicant.uses()).filter(({ body }) => body.uscc === firm.uscc);
    return own.length === 2 ? own : undefined;
  });
  assert.deepEqual(new Set(seen.map(({ issuer }) => issuer)), new Set(['tax', 'social']));
  assert.ok(seen.every(({ body }) => body.job === jobId && body.contract === contracts.score));
  await applicant.withdraw();
  const again = await applicant.apply({ product: loan, amount: '1000.00', consent });
  assert.equal(again.decision?.kind === 'not_scored' && again.decision.code, 'consent.withdrawn');
  assert.deepEqual(await told({ party: `firm:${firm.uscc}`, role: 'owner', count: 4 }), [
    ['application.decided', `/app/decisions/bank/${application}`],
    ['data.used', '/app/my-uses'],
    ['organization.verified', '/app/firm'],
    ['withdrawal.effective', '/app/my-uses'],
  ]);
});

test('the bureau is told of each contract that came into force', async () => {
  const heard = await told({ party: 'hub', role: 'bureau', count: 2 });
  for (const id of [contracts.train, contracts.score])
    assert.ok(
      heard.some(([kind, href]) => kind === 'contract.in_force' && href === `/app/oversight/contracts/${id}`),
    );
});

test('a node killed in mid-job fails the job with a reason; it runs again as the same use, without the firm that withdrew', async () => {
  const before = await uses(contracts.train);
  const job = await startTraining();
  const { body: events } = await people.analyst.getJobEvents({ params: { id: job } });
  for await (const { data: event } of events) if (event.kind === 'stage' && event.stage === 'fit') break;
  const { supervisor, urls } = harbor.current();
  process.kill(supervisor.pids().get('tax')!, 'SIGKILL');
  const failed = await ended(job);
  assert.equal(failed.status, 'failed');
  // The line is gone at once; a node that is back in time says itself what became of its part.
  assert.match(String(failed.error?.code), /^((fusion|link)\.peer_gone|job\.interrupted)$/);
  await until(async () => (await isReady(urls.get('tax')!)) || undefined, backMs);
  await people.analyst.postAttempt({ params: { id: job } });
  const done = await ended(job);
  assert.equal(done.error, null);
  assert.equal(done.status, 'done');
  assert.equal((done.result as { rows: number }).rows, heldByAll().length - 1);
  assert.equal(await uses(contracts.train), before + 1);
});

test('a job can be cancelled, and the others learn it', async () => {
  const job = await startTraining();
  const { body: events } = await people.analyst.getJobEvents({ params: { id: job } });
  for await (const { data: event } of events) if (event.kind === 'stage') break;
  await people.analyst.postCancellation({ params: { id: job } });
  assert.equal((await ended(job)).status, 'cancelled');
  const status = await until(async () => {
    const [row] = await harbor.sql('social', 'select status from job where id = $1', [job]);
    return row?.status === 'running' || row?.status === 'waiting' ? undefined : row?.status;
  });
  assert.equal(status, 'cancelled');
});

test('every receipt checks against the co-signed log, and none does once a word of it is changed', async () => {
  const { body: receipts } = await people.analyst.listReceipts({ query: {} });
  assert.ok(receipts.length >= 2);
  for (const receipt of receipts) {
    const verdict = await verifyReceipt(await receiptCheck(receipt, receipt.trust));
    assert.equal(verdict.kind, 'valid');
    assert.ok(
      verdict.kind === 'valid' && verdict.cosigners.every(({ name }) => name !== 'finharbor.node/bank'),
    );
    const changed = { ...receipt, body: { ...(receipt.body as object), contract: '0'.repeat(64) } };
    assert.equal((await verifyReceipt(await receiptCheck(changed, receipt.trust))).kind, 'invalid');
  }
});

test('after an orderly restart and after kill -9 of every process everything is still there and works', async () => {
  for (const how of ['stop', 'kill'] as const) {
    const contractsBefore = (await people.analyst.listContracts({})).body;
    const receiptsBefore = (await people.analyst.listReceipts({ query: {} })).body.length;
    await harbor.restart(how);
    people = await signInAll(harbor.home, harbor.current().urls);
    assert.deepEqual((await people.analyst.listContracts({})).body, contractsBefore);
    assert.equal((await people.analyst.listReceipts({ query: {} })).body.length, receiptsBefore);
  }
  const job = await ended(await startTraining());
  assert.equal(job.status, 'done');
});

type Reader = { readonly party: string; readonly role: string; readonly count: number };

/** What somebody at the hub was told, once it is so many things: kind and link of each. */
async function told({ party, role, count }: Reader): Promise<readonly (readonly [string, string])[]> {
  return until(async () => {
    const rows = await harbor.sql(
      'hub',
      'select kind, href from desk_notice where party = $1 and role = $2 order by kind',
      [party, role],
    );
    return rows.length >= count
      ? rows.map(({ kind, href }) => [String(kind), String(href)] as const)
      : undefined;
  });
}

async function slipIn(doc: SignedDocument): Promise<void> {
  await harbor.sql(
    'hub',
    `insert into document (id, type, issuer, audience, issued_at_ms, recorded_at_ms, signed) values ($1, $2, $3, $4, 1, 1, $5)
     on conflict (id) do update set signed = excluded.signed, seq = default`,
    [doc.id === '' ? crypto.randomUUID() : doc.id, doc.type, doc.issuer, doc.audience, JSON.stringify(doc)],
  );
}

function places() {
  const { url, urls } = harbor.current();
  return { hubUrl: url, bankUrl: urls.get('bank')!, home: harbor.home };
}

async function keyKnown(uscc: string): Promise<boolean> {
  const found = await harbor.sql('bank', "select 1 from document where type = 'firm_key' and uscc = $1", [
    uscc,
  ]);
  return found.length > 0;
}

async function publishLoan(): Promise<string> {
  const { body } = await people.bankApprover.postLoan({
    body: {
      title: { en: 'A loan', zh: '贷款' },
      currency: 'USD',
      mostAmount: '500000.00',
      cutOffPoints: 460,
      rates: [{ fromPoints: 0, rateBp: 700 }],
      promisedDays: 3,
      scoringContract: contracts.score,
      model,
    },
  });
  return body.id;
}
