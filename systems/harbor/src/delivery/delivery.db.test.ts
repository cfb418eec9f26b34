import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { syntheticUscc } from '@finharbor/kernel';
import { publishProduct } from '../catalogue.ts';
import { viewContract } from '../contract-views.ts';
import { requestContract } from '../contracts.ts';
import type { Constraint } from '../documents.ts';
import { issueDocument } from '../issue-document.ts';
import type { PricePlan } from '../pricing/plan.ts';
import { startJob } from '../start-job.ts';
import type { Job, Row } from '../store.ts';
import { signed } from '../testing.ts';
import { type DeliverySide, type DeliveryStage, deliveryStage } from './testing.ts';
import type { Delivery, DeliveryWay } from './ways.ts';

const said = { en: 'Said', zh: '文本' };
const dataset = '01937f00-0000-7000-8000-0000000000aa';
const perUse: PricePlan = { plan: 'each', kind: 'per_use', amountMinor: '2500', currency: 'CNY' };
const count = 20_000;
const firms = Array.from({ length: count }, (_, at) => syntheticUscc(String(at)));
const gone = firms[17]!;
const note = 'x'.repeat(80);

let stage: DeliveryStage;
let product: string;

before(async () => {
  stage = await deliveryStage();
  const { tax, bank, hub } = stage;
  const rows = new Map<string, Row>(firms.map((uscc, at) => [uscc, { Paid: at, Note: `${note}"${at}` }]));
  await tax.ctx.store.data.load(dataset, rows, 'taxes');
  product = await publish(['computation', 'pull', 'push']);
  const withdrawal = signed(tax.node.keys.tax!, {
    type: 'withdrawal',
    issuer: `firm:${gone}`,
    body: { uscc: gone, nonce: 'A'.repeat(22) },
  });
  for (const { ctx } of [tax, bank]) await ctx.store.documents.put(withdrawal);
  await hub.topUp('bank', 1_000_000n);
});
after(() => stage[Symbol.asyncDispose]());

async function publish(deliveries: readonly Delivery[]): Promise<string> {
  const { id } = await publishProduct(stage.tax.ctx, dataset, {
    ...{ title: said, description: said, synthetic: true, licence: 'x', plans: [perUse], deliveries },
    fields: [
      { name: 'Paid', title: said, kind: 'numeric' },
      { name: 'Note', title: said, kind: 'category' },
    ],
  });
  return id;
}

const draft = {
  kind: 'deliver',
  purpose: said,
  legalBasis: said,
  uses: 3,
  smallestGroup: 50,
  validDays: 30,
} as const;

/** Waits for a value; a loaded machine takes its time. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let left = 2_400; ; left -= 1) {
    const value = await read();
    if (value !== undefined) return value;
    if (left === 0) throw new Error('waited in vain');
    await delay(50);
  }
}

/** A contract on the delivery of the product that both sides have agreed on. */
async function inForce(uses = 3): Promise<string> {
  const { bank, tax } = stage;
  const { id } = await requestContract(bank.ctx, { ...draft, uses, products: [product] });
  await approve(id);
  await until(async () => ((await viewContract(tax.ctx, id)).state === 'in_force' ? true : undefined));
  return id;
}

async function approve(id: string): Promise<void> {
  const { bank, tax } = stage;
  bank.negotiator.wake();
  await until(async () => (await tax.negotiator.ofContract(id).catch(() => []))[0]);
  await tax.negotiator.decide(id, { decision: 'approved', reason: '' });
  await until(async () => ((await viewContract(bank.ctx, id)).state === 'in_force' ? true : undefined));
}

const begin = async (contract: string, way: DeliveryWay = 'pull'): Promise<string> =>
  (await startJob(stage.bank.ctx, stage.bank.runner, { kind: 'deliver', contract, plan: { way } })).job;

const ended = ({ ctx }: DeliverySide, job: string): Promise<Job> =>
  until(async () => {
    const found = await ctx.store.jobs.get(job);
    return found && ['done', 'failed', 'cancelled'].includes(found.status) ? found : undefined;
  });

/** The file that a job has brought to the bank. */
async function landed(job: string): Promise<string> {
  const { bytes } = await stage.bank.deliveries.files.open(job);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function charges(job: string) {
  const { hub } = stage;
  await hub.settle();
  return hub.node.database.db
    .selectFrom('charge')
    .select(['reason', 'price_minor', 'state'])
    .where('job_id', '=', job)
    .orderBy('no')
    .execute();
}

const transcript = async ({ ctx }: DeliverySide, job: string): Promise<unknown> => {
  const [receipt] = await ctx.store.results.receipts({ limit: 1, jobId: job });
  return (receipt?.body as { readonly transcript: string } | undefined)?.transcript;
};

for (const way of ['pull', 'push'] as const)
  test(`rows are delivered whole by ${way}, without firms that have withdrawn, counted and charged once`, async () => {
    const { bank, tax } = stage;
    const contract = await inForce();
    const job = await begin(contract, way);
    const [mine, theirs] = [await ended(bank, job), await ended(tax, job)];
    assert.equal(mine.error, null);
    assert.equal(theirs.error, null);
    assert.deepEqual(mine.result, theirs.result);
    const text = await landed(job);
    const { rows, bytes } = mine.result as { rows: number; bytes: number };
    assert.equal(rows, count - 1);
    assert.equal(bytes, Buffer.byteLength(text));
    const lines = text.split('\r\n');
    assert.equal(lines[0], 'uscc,Paid,Note');
    assert.ok(lines.includes(`${firms[3]},3,"${note}""3"`));
    assert.ok(!text.includes(gone));
    assert.equal((await viewContract(tax.ctx, contract)).usesMade, 1);
    assert.deepEqual(await charges(job), [{ reason: 'per_use', price_minor: 2500n, state: 'paid' }]);
    assert.equal(await transcript(bank, job), await transcript(tax, job));
    const states = await Promise.all(
      [bank, tax].map(async ({ transfers }) => (await transfers.ofJob({ job, contract }))[0]?.state),
    );
    assert.deepEqual(states, ['COMPLETED', 'COMPLETED']);
  });

test('a file that has been kept for as long as the contract says is deleted', async () => {
  const { bank } = stage;
  const job = await begin(await inForce());
  await ended(bank, job);
  const { keepUntilMs } = await bank.deliveries.files.view(job);
  assert.ok(keepUntilMs! > Date.now() + 364 * 86_400_000);
  const { db } = bank.node.database;
  await db.updateTable('delivery').set({ keep_until_ms: 1n }).where('job_id', '=', job).execute();
  const stopping = new AbortController();
  const working = bank.deliveries.work(stopping.signal);
  await until(async () => (await bank.deliveries.files.view(job)).deletedAtMs ?? undefined);
  stopping.abort();
  await working;
  await assert.rejects(bank.deliveries.files.open(job), { code: 'delivery.deleted' });
});

test('a broken line is gone on with where it broke, as the same use', async () => {
  const { bank, tax } = stage;
  const contract = await inForce();
  const [answered, broken] = [tax.line.answers(), tax.line.breaks()];
  tax.line.pass(1_200_000, 'breaks');
  const job = await begin(contract);
  await until(async () => (tax.line.breaks() > broken ? true : undefined));
  tax.line.pass(Number.POSITIVE_INFINITY, 'breaks');
  const { error, attempt } = await ended(bank, job);
  assert.equal(error, null);
  assert.equal(attempt, 1);
  assert.ok(tax.line.answers() - answered > 1, 'it was asked for again');
  assert.equal((await landed(job)).split('\r\n').length, count + 1);
  assert.equal((await charges(job)).length, 1);
});

test('a contract that is ended while rows flow stops them, and both sides read why', async () => {
  const { bank, tax } = stage;
  const contract = await inForce();
  tax.line.pass(1_200_000, 'waits');
  const job = await begin(contract);
  const transfer = await until(async () => (await bank.transfers.ofJob({ job, contract }))[0]);
  await until(async () => {
    const moved = await bank.node.ctx.store.jobs.events(job, 0);
    return moved.some(({ event }) => event.kind === 'stage' && event.stage === 'deliver') ? true : undefined;
  });
  await issueDocument(tax.ctx, {
    type: 'termination',
    audience: ['bank', 'hub'],
    body: { contract, reason: 'No longer.' },
  });
  // The holder's own connector hears of it as it issues it.
  const [ending] = await tax.ctx.store.documents.find('termination', { contract });
  await tax.negotiator.end(ending!);
  await tax.transfers.endUnder(ending!);
  // Whether rows still may leave is asked every second.
  await delay(1_200);
  tax.line.pass(Number.POSITIVE_INFINITY, 'breaks');
  const [mine, theirs] = [await ended(bank, job), await ended(tax, job)];
  for (const { status, error } of [mine, theirs]) {
    assert.equal(status, 'failed');
    assert.equal(error!.code, 'contract.ended');
    assert.match(error!.message, /No longer/);
  }
  const left = await until(async () => {
    const { bytes } = await tax.deliveries.files.view(job);
    return bytes > 0 ? bytes : undefined;
  });
  assert.ok(left < 2_000_000, `${left} bytes had left`);
  await assert.rejects(bank.deliveries.files.open(job), { code: 'job.not_done' });
  const state = async (side: DeliverySide) =>
    (await side.transfers.ofJob({ job, contract })).find(({ pid }) => pid)?.state;
  assert.equal(
    await until(async () => ((await state(bank)) === 'TERMINATED' ? 'ended' : undefined)),
    'ended',
  );
  assert.ok(transfer);
});

test('a contract that nobody tells the planes has ended is found out at the next request', async () => {
  const { bank, tax } = stage;
  const contract = await inForce();
  const before = tax.line.breaks();
  tax.line.pass(1_200_000, 'breaks');
  const job = await begin(contract);
  await until(async () => (tax.line.breaks() > before ? true : undefined));
  const doc = signed(tax.node.keys.tax!, {
    type: 'termination',
    issuer: 'tax',
    body: { contract, reason: 'Over.' },
  });
  await tax.ctx.store.documents.put(doc);
  tax.line.pass(Number.POSITIVE_INFINITY, 'breaks');
  const { status, error } = await ended(bank, job);
  assert.equal(status, 'failed');
  assert.equal(error!.code, 'planes.use_refused');
  assert.match(error!.message, /not in force \(ended\)/);
});

test('what is not offered, or could not be held to, is refused with a reason', async () => {
  const { bank, tax } = stage;
  const closed = await publish(['computation']);
  await assert.rejects(requestContract(bank.ctx, { ...draft, products: [closed] }), {
    code: 'product.not_delivered',
  });
  product = await publish(['pull']);
  await assert.rejects(requestContract(bank.ctx, { ...draft, kind: 'train', products: [product] }), {
    code: 'product.not_computed',
  });
  const contract = await inForce();
  await assert.rejects(begin(contract, 'push'), { code: 'product.not_delivered' });
  const { body } = await viewContract(bank.ctx, contract);
  const group: Constraint = { name: 'smallest_group', operator: 'gteq', value: 50, enforcement: 'enforced' };
  const { id } = await issueDocument(bank.ctx, {
    type: 'contract',
    audience: ['tax', 'hub'],
    body: { ...body, contract: crypto.randomUUID(), constraints: [group, ...body.constraints] },
  });
  await assert.rejects(tax.negotiator.decide(id, { decision: 'approved', reason: '' }), {
    code: 'contract.needs_computation',
  });
  await assert.rejects(
    publishProduct(tax.ctx, dataset, {
      ...{ title: said, description: said, synthetic: true, licence: 'x', deliveries: ['pull'] as const },
      fields: [{ name: 'Paid', title: said, kind: 'numeric' }],
      classed: { personal: true, update: 'once', terms: [] },
    }),
    { code: 'product.not_deliverable' },
  );
});

test('no more deliveries than the contract allows', async () => {
  const { bank } = stage;
  const contract = await inForce(1);
  assert.equal((await ended(bank, await begin(contract))).error, null);
  const { status, error } = await ended(bank, await begin(contract));
  assert.equal(status, 'failed');
  assert.equal(error!.code, 'contract.uses_exhausted');
});
