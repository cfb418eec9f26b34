import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { signDocument } from '@finharbor/access';
import { hubRoutes } from '@finharbor/harbor';
import {
  intersectionResult,
  type ProposalDraft,
  statisticsResult,
  withheldResult,
} from '@finharbor/harbor/contract';
import { signingKeyFromPem } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { type DemoFirm, demoTraining } from '@finharbor/server';
import { type People, signInAll } from '../apps/cli/src/demo/people.ts';
import { until } from '../apps/cli/src/demo/until.ts';
import { type TestHarbor, testHarbor } from './harness/harbor.ts';
import { acceptTrust, answer, approvedBy, contractWith, endedAt, type Job } from './harness/proposals.ts';

// One harbor of real processes serves the whole file.
let harbor: TestHarbor;
let people: People;
let intersect: string;
let statistics: string;
let figures: string;
const product = demoTraining.product;
const title = { en: 'A computation', zh: '一项计算' };

before(async () => {
  harbor = await testHarbor(1500);
  people = await signInAll(harbor.home, harbor.current().urls);
  await acceptTrust(people);
  const products = await until(async () => {
    const { body } = await people.analyst.listProducts({});
    return body.length >= 2 ? body : undefined;
  });
  const of = (...offices: readonly string[]) =>
    products.filter(({ party }) => offices.includes(party)).map(({ id }) => id);
  intersect = await contractWith(people, ['tax'], {
    kind: 'intersect',
    products: of('tax'),
    uses: 4,
    terms: { learns: 'both' },
  });
  figures = await contractWith(people, ['social'], {
    kind: 'intersect',
    products: of('social'),
    uses: 4,
    terms: { learns: 'both', mostLearned: 'figures' },
  });
  statistics = await contractWith(people, ['tax', 'social'], {
    kind: 'statistics',
    products: of('tax', 'social'),
    uses: 20,
    terms: { budget: { epsilonMicro: 1_000_000, delta: 1e-6 } },
  });
});
after(() => harbor[Symbol.asyncDispose]());

async function proposed(draft: ProposalDraft): Promise<string> {
  return (await people.analyst.postProposal({ body: draft })).body.id;
}

const answered = (office: string, id: string, decision: 'approved' | 'declined'): Promise<void> =>
  answer(people, office, { id, decision });
const approved = (draft: ProposalDraft, ...offices: readonly string[]): Promise<string> =>
  approvedBy(people, offices, draft);

/** Runs a proposal to its end at the bank. */
async function run(id: string): Promise<Job> {
  const { body } = await people.analyst.postProposalJob({ params: { id } });
  return endedAt(people.analyst, body.job);
}

const held = (...by: readonly (keyof DemoFirm['heldBy'])[]) =>
  harbor.firms.filter(({ heldBy }) => by.every((party) => heldBy[party]));

const join2 = (result: 'inner' | 'left' | 'anti', providerResult: 'inner' | 'nothing'): ProposalDraft => ({
  kind: 'intersect',
  contract: intersect,
  title,
  product,
  operation: { kind: 'rows', result, providerResult, atLeast: null },
});

test('an intersection gives each side exactly the rows its plan says, with its own columns', async () => {
  const id = await approved(join2('inner', 'inner'), 'tax');
  const job = await run(id);
  assert.equal(job.error, null);
  assert.equal(job.proposal, id);
  const result = intersectionResult.parse(job.result);
  const common = held('bank', 'tax');
  assert.deepEqual(
    [result.rows, result.common, result.written],
    [held('bank').length, common.length, common.length],
  );
  assert.deepEqual(
    result.stages.map(({ stage }) => stage),
    ['agree', 'read', 'intersect', 'write'],
  );
  const { body: page } = await people.analyst.listJobRows({ params: { id: job.id }, query: {} });
  const sorted = common.toSorted((a, b) => (a.uscc < b.uscc ? -1 : 1));
  assert.deepEqual(page.rows.map(({ uscc }) => uscc).toSorted(), sorted.map(({ uscc }) => uscc).toSorted());
  const [row] = page.rows;
  const firm = common.find(({ uscc }) => uscc === row!.uscc)!;
  assert.deepEqual(
    Object.fromEntries(page.columns.map((name, at) => [name, row!.values[at]])),
    firm.columns.bank,
  );
  assert.equal(page.next, null);
  const paper = await people.analyst.getJobPaper({ params: { id: job.id }, query: { language: 'zh' } });
  assert.equal(paper.status, 200);
  const tax = await endedAt(people.approvers.get('tax')!, job.id);
  const theirs = await people.taxSteward.listJobRows({ params: { id: job.id }, query: {} });
  assert.equal(intersectionResult.parse(tax.result).common, common.length);
  assert.equal(theirs.body.rows.length, common.length);
  assert.ok(theirs.body.columns.includes('Industry') && !theirs.body.columns.includes('GrAppv'));
});

test('a left join marks every own row; a party that the plan gives nothing learns nothing', async () => {
  const job = await run(await approved(join2('left', 'nothing'), 'tax'));
  const { body: page } = await people.analyst.listJobRows({ params: { id: job.id }, query: {} });
  const taxHolds = new Map(held('bank').map(({ uscc, heldBy }) => [uscc, heldBy.tax]));
  assert.deepEqual(new Map(page.rows.map(({ uscc, common }) => [uscc, common])), taxHolds);
  const tax = await endedAt(people.approvers.get('tax')!, job.id);
  const { common, written } = intersectionResult.parse(tax.result);
  assert.deepEqual([common, written], [null, null]);
  await assert.rejects(() => people.taxSteward.listJobRows({ params: { id: job.id }, query: {} }), {
    code: 'job.no_rows',
  });
});

test('nothing runs that was not approved: not at the own node, and not at the office though the bank has signed it', async () => {
  const id = await proposed(join2('anti', 'nothing'));
  await assert.rejects(() => people.analyst.postProposalJob({ params: { id } }), {
    code: 'proposal.not_approved',
  });
  assert.equal(await refusalAtTax({ proposal: id }), 'proposal.not_approved');
  assert.equal(await isAskedAtTax(id), true);
  await answered('tax', id, 'declined');
  await until(async () => ((await isAskedAtTax(id)) ? undefined : true));
  assert.equal((await people.analyst.getProposal({ params: { id } })).body.state, 'declined');
  assert.equal(await refusalAtTax({ proposal: id }), 'proposal.declined');
  await answered('tax', id, 'approved');
  assert.equal(await refusalAtTax({ proposal: id, more: true }), 'proposal.changed');
  await people.analyst.postProposalWithdrawal({ params: { id }, body: { reason: 'Not needed.' } });
  assert.equal((await people.analyst.getProposal({ params: { id } })).body.state, 'withdrawn');
  // The bank's node hands it over by itself, and the job below goes to the hub at once.
  const tax = people.approvers.get('tax')!;
  await until(async () =>
    (await tax.getProposal({ params: { id } })).body.state === 'withdrawn' ? true : undefined,
  );
  assert.equal(await refusalAtTax({ proposal: id }), 'proposal.withdrawn');
});

test('a plan that the contract does not allow is nobody’s to approve, and does not run', async () => {
  const id = await proposed(join2('anti', 'nothing'));
  const [row] = await harbor.sql('bank', 'select signed from document where id = $1', [id]);
  const { body, audience } = row!.signed as { body: { plan: { sides: object[] } }; audience: string[] };
  const sides = body.plan.sides.map((side) => ({ ...side, fewestRows: 1 }));
  const changed = asBank('proposal', audience, { ...body, plan: { ...body.plan, sides } });
  await toHub(changed);
  assert.equal(await refusalAtTax({ proposal: changed.id }), 'proposal.changed');
  const tax = people.approvers.get('tax')!;
  await assert.rejects(() => tax.getProposal({ params: { id: changed.id } }), { code: 'proposal.not_found' });
  assert.ok((await tax.listProposals({ query: {} })).body.every((one) => one.id !== changed.id));
});

const figure = (operation: Extract<ProposalDraft, { kind: 'intersect' }>['operation']): ProposalDraft => ({
  ...{ kind: 'intersect', contract: figures, title, product, operation },
});
const staff = { party: 'social', field: 'NoEmp', max: 50, decimals: 0 } as const;

test('figures over the firms two sides have are those of the clear rows, told to whom the plan says', async () => {
  const firms = held('bank', 'social');
  const values = firms.map(({ columns }) => Math.min(50, columns.social.NoEmp as number));
  const total = values.reduce((sum, value) => sum + value, 0);
  const plan = { kind: 'sum', to: 'consumer', column: staff, edges: [5, 20], atLeast: 20 } as const;
  const job = await run(await approved(figure(plan), 'social'));
  assert.equal(job.error, null);
  const told = intersectionResult.parse(job.result);
  assert.deepEqual([told.common, told.written, told.sum?.total], [firms.length, null, total]);
  assert.ok(Math.abs(told.sum!.mean - total / firms.length) < 1e-9);
  assert.deepEqual(told.sum?.bins, [
    values.filter((value) => value < 5).length,
    values.filter((value) => value >= 5 && value < 20).length,
    values.filter((value) => value >= 20).length,
  ]);
  const office = people.approvers.get('social')!;
  const served = intersectionResult.parse((await endedAt(office, job.id)).result);
  assert.deepEqual([served.common, served.sum], [null, null]);
  const counted = await run(await approved(figure({ kind: 'count', to: 'all' }), 'social'));
  for (const node of [people.analyst, office])
    assert.equal(intersectionResult.parse((await endedAt(node, counted.id)).result).common, firms.length);
});

test('a sum of own numbers is told to both sides, and one over too few firms to nobody, without their number', async () => {
  const office = people.approvers.get('social')!;
  const firms = held('bank', 'social');
  const loans = { party: 'bank', field: 'GrAppv', max: 1_000_000, decimals: 1 };
  const both = { kind: 'sum', to: 'all', column: loans, edges: [], atLeast: 20 } as const;
  const job = await run(await approved(figure(both), 'social'));
  const total = firms.reduce((sum, { columns }) => sum + Math.min(1e6, columns.bank.GrAppv as number), 0);
  for (const node of [people.analyst, office]) {
    const { sum } = intersectionResult.parse((await endedAt(node, job.id)).result);
    assert.ok(Math.abs(sum!.total - total) < 0.01);
  }
  const few = await run(
    await approved(figure({ ...both, column: staff, atLeast: firms.length + 1 }), 'social'),
  );
  for (const node of [people.analyst, office]) {
    const { status, result } = await endedAt(node, few.id);
    assert.deepEqual(
      [status, withheldResult.parse(result).withheld],
      ['done', { atLeast: firms.length + 1 }],
    );
    assert.ok(!JSON.stringify({ ...(result as object), stages: [] }).includes(String(firms.length)));
  }
  const rows = { kind: 'rows', result: 'inner', providerResult: 'nothing', atLeast: null } as const;
  await assert.rejects(() => proposed(figure(rows)), { code: 'fusion.bad_plan' });
});

const column = {
  urban: { party: 'tax', field: 'UrbanRural' },
  staff: { party: 'social', field: 'NoEmp' },
  loan: { party: 'bank', field: 'GrAppv' },
  bad: { party: 'bank', field: 'ChargedOff' },
} as const;
const urbanGroups = ['0', '1', '2'];

const asked = (...wanted: Extract<ProposalDraft, { kind: 'statistics' }>['statistics']): ProposalDraft => ({
  kind: 'statistics',
  contract: statistics,
  title,
  product,
  columns: [
    { kind: 'category', ...column.urban, groups: urbanGroups },
    { kind: 'category', ...column.bad, groups: ['0', '1'] },
    { kind: 'number', ...column.staff, min: 0, max: 50, decimals: 0 },
    { kind: 'number', ...column.loan, min: 0, max: 1_000_000, decimals: 1 },
  ],
  statistics: wanted,
});

test('exact statistics over three parties are those of the clear rows, and small cells are withheld', async () => {
  const draft = asked(
    {
      kind: 'groups',
      name: 'loans',
      by: [column.urban],
      value: column.loan,
      upTo: 'sum',
      protection: { kind: 'threshold' },
      to: 'consumer',
    },
    {
      kind: 'correlation',
      name: 'size',
      x: column.staff,
      y: column.loan,
      protection: { kind: 'threshold' },
      to: 'all',
    },
  );
  const id = await approved(draft, 'tax', 'social');
  const job = await run(id);
  assert.equal(job.error, null);
  const result = statisticsResult.parse(job.result);
  const firms = held('bank', 'tax', 'social');
  assert.equal(result.rows, firms.length);
  const [groups, correlation] = result.results;
  assert.ok(groups?.kind === 'groups' && correlation?.kind === 'correlation');
  for (const { groups: places, rows, sum } of groups.cells) {
    const inCell = firms.filter(({ columns }) => columns.tax.UrbanRural === urbanGroups[places[0]!]);
    assert.ok(inCell.length >= 20 || rows === undefined, 'a small cell is withheld');
    if (rows === undefined) continue;
    assert.equal(rows, inCell.length);
    assert.equal(
      Number(sum),
      inCell.reduce((all, { columns }) => all + 10 * Math.min(1e6, columns.bank.GrAppv as number), 0),
    );
  }
  assert.ok(groups.cells.some(({ rows }) => rows !== undefined));
  const pairs = firms.map(
    ({ columns: { social, bank } }) =>
      [Math.min(50, social.NoEmp as number), Math.min(1e6, bank.GrAppv as number)] as const,
  );
  assert.ok(Math.abs(correlation.r! - pearson(pairs)) < 1e-9);
  const tax = await endedAt(people.approvers.get('tax')!, job.id);
  assert.deepEqual(
    statisticsResult.parse(tax.result).results.map(({ name }) => name),
    ['size'],
  );
});

test('noise is paid for from the contract’s budget, once for each computation, and refused when it is spent', async () => {
  const noisy = (epsilonMicro: number): ProposalDraft =>
    asked({
      kind: 'groups',
      name: 'firms',
      by: [column.urban],
      value: null,
      upTo: 'sum',
      protection: { kind: 'laplace', epsilonMicro },
      to: 'consumer',
    });
  const first = await approved(noisy(600_000), 'tax', 'social');
  for (let times = 0; times < 2; times++) {
    const result = statisticsResult.parse((await run(first)).result);
    assert.deepEqual(result.budget, { spentMicro: 600_000, leftMicro: 400_000 });
  }
  const { body: preview } = await people.analyst.previewProposal({ body: noisy(500_000) });
  assert.deepEqual(preview.budget, { costMicro: 500_000, leftMicro: 400_000 });
  const second = statisticsResult.parse((await run(await approved(noisy(500_000), 'tax', 'social'))).result);
  assert.equal(second.refused?.code, 'fusion.budget_spent');
  assert.deepEqual(second.results, []);
  for (const node of [people.analyst, people.approvers.get('tax')!]) {
    const { body } = await node.getContractBudget({ params: { id: statistics } });
    assert.deepEqual(
      [body.limitMicro, body.leftMicro, body.queries.map(({ proposal }) => proposal)],
      [1_000_000, 400_000, [first]],
    );
  }
});

function pearson(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [x, y] = [mean(([a]) => a), mean(([, b]) => b)];
  const along = (of: (pair: readonly [number, number]) => number): number => Math.sqrt(mean(of));
  return (
    mean(([a, b]) => (a - x) * (b - y)) / (along(([a]) => (a - x) ** 2) * along(([, b]) => (b - y) ** 2))
  );
}

/** A document as whoever holds the bank's key could sign it, past the bank's own node. */
function asBank(type: string, audience: readonly string[], body: object) {
  const key = signingKeyFromPem(readFileSync(join(harbor.home, 'bank', 'party.key.pem'), 'utf8'));
  return signDocument(key, { type, issuer: 'bank', audience, body: body as never, issuedAtMs: Date.now() });
}

async function toHub(body: ReturnType<typeof asBank>): Promise<void> {
  await typedClient({ postDocument: hubRoutes.postDocument }, harbor.current().url).postDocument({ body });
}

/** Whether a notice at the tax office asks its approver to decide. */
async function isAskedAtTax(id: string): Promise<boolean> {
  const found = await harbor.sql(
    'tax',
    "select 1 from desk_notice where kind = 'proposal.asked' and href = $1 and settled_at_ms is null",
    [`/app/proposals/${id}`],
  );
  return found.length > 0;
}

/** Why the tax office takes no part in a job with this plan under the intersection's contract. */
async function refusalAtTax(plan: object): Promise<string> {
  const job = crypto.randomUUID();
  const roster = ['bank', 'tax'];
  await toHub(
    asBank('job', [...roster, 'hub'], {
      job,
      attempt: 1,
      session: crypto.randomUUID(),
      kind: 'intersect',
      contract: intersect,
      roster,
      dealer: 'hub',
      plan,
      model: null,
      subject: null,
      consent: null,
    }),
  );
  const error = await until(async () => {
    const [found] = await harbor.sql('tax', "select error from job where id = $1 and status = 'failed'", [
      job,
    ]);
    return found?.error as { code: string } | undefined;
  });
  return error.code;
}
