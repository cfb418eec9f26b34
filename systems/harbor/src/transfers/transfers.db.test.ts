import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { SignedDocument } from '@finharbor/access';
import { nodeListener } from '@finharbor/dataspace';
import { until } from '@finharbor/dataspace/testing';
import { endContract } from '../contracts.ts';
import type { Body, Verified } from '../documents.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { cancelJob, rerunJob, startJob } from '../start-job.ts';
import { contractBody, signed } from '../testing.ts';
import { type ConnectedNode, connectedNode, type Neighbours } from '../testing-connected.ts';
import { computationPlane, type JobPlane } from './index.ts';
import { addressFor } from './named.ts';

/** Jobs whose parties compute until the test says that they are done; what they compute is not what is tested here. */
const computing = new Map<string, () => void>();
const held = (party: string, job: string): string => `${party} ${job}`;
const plane: JobPlane = {
  ...computationPlane,
  run: async ({ ctx, job, started, signal }) => {
    await started;
    return new Promise((resolve, reject) => {
      computing.set(held(ctx.party, job.job), () => resolve({}));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  },
};

const patienceMs = 6_000;
const neighbours: Neighbours = new Map();
let isHubDeaf = false;
const wiring = { neighbours, planes: [plane], patienceMs, passes: () => !isHubDeaf };
for (const name of ['tax', 'bank']) neighbours.set(name, await connectedNode(name, wiring));
const [tax, bank] = [neighbours.get('tax')!, neighbours.get('bank')!];
after(async () => {
  for (const one of neighbours.values()) await one[Symbol.asyncDispose]();
});

const said = { en: 'x', zh: '文' };
const fields = [{ name: 'Paid', kind: 'numeric', title: said } as const];
const source = '01937f00-0000-7000-8000-0000000000aa';
const product = signed(tax.node.keys.tax!, {
  type: 'product',
  issuer: 'tax',
  body: {
    ...{ product: source, title: said, description: said },
    ...{ fields, rowsAtLeast: 100, synthetic: true, licence: 'x' },
  },
});
for (const one of neighbours.values()) await one.ctx.store.documents.put(product);

/** A contract that both have signed; its connectors have agreed unless told otherwise. */
async function inForce({ uses = 10, negotiated = true } = {}): Promise<string> {
  const contract = crypto.randomUUID();
  const body = { ...contractBody('train', uses), contract, products: [product.id] };
  const doc = signed(bank.node.keys.bank!, { type: 'contract', issuer: 'bank', body });
  await bank.ctx.store.documents.put(doc);
  await tax.take(doc);
  if (!negotiated) {
    const approval = { contract: doc.id, decision: 'approved', reason: '' } as const;
    await tax.ctx.issue(signed(tax.node.keys.tax!, { type: 'approval', issuer: 'tax', body: approval }));
    return doc.id;
  }
  bank.process().negotiator.wake();
  await tax.process().negotiator.decide(doc.id, { decision: 'approved', reason: '' });
  await until(
    () => bank.ctx.store.documents.find('approval', { contract: doc.id }),
    (found) => found.length > 0,
  );
  return doc.id;
}

async function started(contract: string): Promise<string> {
  const data = {
    ...{ product: source, fields, label: 'Bad', foldKey: 'Firm', foldSeed: 'x', folds: 5 },
    ...{ period: 'Year', outOfTimeFrom: 2006 },
  };
  const draft = { kind: 'train', contract, data } as const;
  return (await startJob(bank.ctx, bank.process().runner, draft)).job;
}

async function bothCompute(job: string): Promise<void> {
  for (const party of ['bank', 'tax'])
    await until(
      async () => computing.has(held(party, job)),
      (isIt) => isIt,
    );
}

/** Lets both parties finish. */
function finish(job: string): void {
  for (const party of ['tax', 'bank']) {
    computing.get(held(party, job))!();
    computing.delete(held(party, job));
  }
}

const jobAt = async ({ ctx }: ConnectedNode, id: string) => (await ctx.store.jobs.get(id))!;
const endedAt = (one: ConnectedNode, id: string) =>
  until(
    () => jobAt(one, id),
    (job) => !['waiting', 'running'].includes(job?.status),
  );
const transfersAt = async (one: ConnectedNode, job: string) =>
  one.process().transfers.ofJob({ job, contract: (await jobAt(one, job)).contractId });
/** The latest transfer of a job, once it is in a state at both sides. */
async function latest(job: string, state: string) {
  const [atBank, atTax] = await Promise.all(
    [bank, tax].map((one) =>
      until(
        async () => (await transfersAt(one, job))[0],
        (found) => found?.state === state,
      ),
    ),
  );
  return { atBank: atBank!, atTax: atTax! };
}

test('a job is a transfer under the contract’s agreement: it starts when the provider has judged, and completes with the job', async () => {
  const contract = await inForce();
  const job = await started(contract);
  await bothCompute(job);
  const { atBank } = await latest(job, 'STARTED');
  const [agreed] = await bank.process().negotiator.ofContract(contract);
  assert.equal(atBank.agreement, agreed!.agreement);
  assert.equal(atBank.party, 'tax');
  assert.equal(atBank.product, product.id);
  finish(job);
  assert.equal((await endedAt(bank, job)).status, 'done');
  const { atTax } = await latest(job, 'COMPLETED');
  assert.equal(atTax.peerPid, atBank.pid);
  assert.deepEqual(
    atTax.steps.map(({ message, by }) => [message, by]),
    [
      ['request', 'consumer'],
      ['start', 'provider'],
      ['completion', 'consumer'],
    ],
  );
});

test('what the judge refuses is terminated with its code and reason in both languages, at both sides', async () => {
  const contract = await inForce({ uses: 1 });
  const first = await started(contract);
  await bothCompute(first);
  finish(first);
  await endedAt(bank, first);
  const second = await started(contract);
  assert.equal((await endedAt(bank, second)).error?.code, 'contract.uses_exhausted');
  const { atBank, atTax } = await latest(second, 'TERMINATED');
  assert.equal(atBank.reason?.code, 'contract.uses_exhausted');
  assert.equal(atBank.reason?.text.length, 2);
  assert.deepEqual(atTax.reason, atBank.reason);
});

test('a contract that ends while a job runs ends it at both sides, by the connectors alone', async () => {
  const contract = await inForce();
  const job = await started(contract);
  await bothCompute(job);
  isHubDeaf = true;
  const ended = await endContract(tax.ctx, contract, 'It is enough.');
  isHubDeaf = false;
  await tax.process().negotiator.end(verifiedOf(ended) as Verified<'termination'>);
  for (const one of [tax, bank]) {
    const { status, error } = await endedAt(one, job);
    assert.equal(status, 'failed');
    assert.equal(error?.code, 'contract.ended');
    assert.equal(error.message, 'tax: It is enough.');
  }
  const { atBank } = await latest(job, 'TERMINATED');
  assert.deepEqual(atBank.reason, { code: 'contract.ended', text: ['tax: It is enough.'] });
});

test('a job document without a transfer is not taken part in and takes no use', async () => {
  const contract = await inForce();
  const known = await started(contract);
  await bothCompute(known);
  finish(known);
  const body = {
    ...((await jobAt(bank, known)).request as unknown as Body<'job'>),
    job: crypto.randomUUID(),
    session: crypto.randomUUID(),
  };
  const doc: SignedDocument = signed(bank.node.keys.bank!, { type: 'job', issuer: 'bank', body });
  await tax.take(doc);
  assert.equal((await endedAt(tax, body.job)).error?.code, 'job.no_transfer');
  assert.equal(computing.has(held('tax', body.job)), false);
  assert.equal(await tax.ctx.store.uses.othersUnder(contract, known), 0);
  const [answer] = await tax.ctx.store.documents.find('job_answer', { job: body.job });
  assert.equal(answer?.body.code, 'job.no_transfer');
});

test('what a killed consumer leaves ends after its restart, and the job runs again as the same use', async () => {
  const contract = await inForce({ uses: 1 });
  const job = await started(contract);
  await bothCompute(job);
  await bank.restart();
  const { atBank } = await latest(job, 'TERMINATED');
  assert.equal(atBank.reason?.code, 'job.interrupted');
  assert.equal((await endedAt(tax, job)).error?.code, 'job.interrupted');
  computing.clear();
  await rerunJob(bank.ctx, bank.process().runner, job);
  await bothCompute(job);
  finish(job);
  assert.equal((await endedAt(bank, job)).status, 'done');
  const { atTax } = await latest(job, 'COMPLETED');
  assert.equal(atTax.attempt, 2);
  assert.deepEqual(
    (await transfersAt(tax, job)).map(({ state, attempt }) => [attempt, state]),
    [
      [2, 'COMPLETED'],
      [1, 'TERMINATED'],
    ],
  );
});

test('a killed provider’s transfers end after its restart, and the consumer’s job with them', async () => {
  const job = await started(await inForce());
  await bothCompute(job);
  await tax.restart();
  await latest(job, 'TERMINATED');
  assert.equal((await endedAt(bank, job)).error?.code, 'job.interrupted');
});

test('a cancelled job is terminated as such at both sides', async () => {
  const job = await started(await inForce());
  await bothCompute(job);
  await cancelJob(bank.ctx, bank.process().runner, job);
  assert.equal((await endedAt(bank, job)).status, 'cancelled');
  const { atTax } = await latest(job, 'TERMINATED');
  assert.equal(atTax.reason?.code, 'job.cancelled');
  assert.equal((await endedAt(tax, job)).error?.code, 'job.cancelled');
});

test('a computation cannot be suspended, and who tries reads why', async () => {
  const job = await started(await inForce());
  await bothCompute(job);
  const [one] = await transfersAt(bank, job);
  const reason = { code: 'x', text: ['A pause.'] };
  await bank.party.connector.actOnTransfer(one!.pid, { kind: 'suspend', reason });
  const { atBank } = await latest(job, 'TERMINATED');
  assert.match(atBank.reason!.text.join(' '), /job\.not_pausable.* cannot be paused/);
});

test('a transfer that names another contract’s job neither starts nor ends it', async () => {
  const job = await started(await inForce());
  await bothCompute(job);
  const { attempt, session } = await jobAt(bank, job);
  const [other] = await bank.process().negotiator.ofContract(await inForce());
  const { pid } = await bank.party.connector.requestTransfer({
    ...{ peer: 'tax', address: tax.party.connector.address, format: plane.format },
    agreementId: other!.agreement!,
    dataAddress: addressFor({ job, attempt, session }),
  });
  const ended = await until(
    () => bank.party.connector.transfer(pid),
    (found) => found?.state === 'TERMINATED',
  );
  assert.equal(ended!.reason?.code, 'job.other_agreement');
  assert.equal((await jobAt(tax, job)).status, 'running');
  assert.equal((await jobAt(bank, job)).status, 'running');
  finish(job);
  await latest(job, 'COMPLETED');
});

test('a job whose provider’s connector is away ends in time and says what to do', async () => {
  const contract = await inForce();
  tax.party.server.listen((_request, response) => response.writeHead(503).end());
  isHubDeaf = true;
  const job = await started(contract);
  const { error } = await endedAt(bank, job);
  assert.equal(error?.code, 'job.peer_away');
  assert.match(error.message, /tax.*Run the job again/);
  isHubDeaf = false;
  tax.party.server.listen(nodeListener(tax.party.connector.serve, tax.party.options.onFault));
  await rerunJob(bank.ctx, bank.process().runner, job);
  await bothCompute(job);
  finish(job);
  assert.equal((await endedAt(bank, job)).status, 'done');
});

test('a contract in force that connectors have not agreed on is agreed on when its first job starts', async () => {
  const contract = await inForce({ negotiated: false });
  assert.deepEqual(await bank.process().negotiator.ofContract(contract), []);
  const job = await started(contract);
  await bothCompute(job);
  const [agreed] = await bank.process().negotiator.ofContract(contract);
  assert.equal(agreed!.state, 'FINALIZED');
  finish(job);
  await latest(job, 'COMPLETED');
});
