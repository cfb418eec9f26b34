import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bodies, Verified } from './documents.ts';
import { maskUscc, overseenContractFile, overseenJobs, refusalsIn } from './oversight.ts';
import { contractBody, uscc } from './testing.ts';

const id = '01937f00-0000-7000-8000-00000000000a';
const contract = 'c'.repeat(64);
const said = { en: 'Said', zh: '文本' };

function doc<T extends 'job' | 'job_answer' | 'use' | 'approval' | 'termination' | 'contract'>(
  type: T,
  { issuer, body, atMs = 1 }: { issuer: string; body: Bodies[T]; atMs?: number },
): Verified<T> {
  return { id: contract, type, issuer, audience: ['*'], issuedAtMs: atMs, body };
}

function asked(change: Partial<Bodies['job']> = {}, issuer = 'bank'): Verified<'job'> {
  const body: Bodies['job'] = {
    job: id,
    attempt: 1,
    session: id,
    kind: 'score',
    contract,
    roster: ['bank', 'tax', 'social'],
    dealer: 'hub',
    plan: {},
    model: null,
    subject: uscc,
    consent: null,
    ...change,
  };
  return doc('job', { issuer, body, atMs: body.attempt });
}

function says(issuer: string, answer: 'accepted' | 'refused', change: Partial<Bodies['job_answer']> = {}) {
  const code = answer === 'refused' ? 'consent.withdrawn' : 'job.accepted';
  const body = { job: id, attempt: 1, answer, code, reason: said, assumption: '', ...change };
  return doc('job_answer', { issuer, body, atMs: 2 });
}

function uses(issuer: string, change: Partial<Bodies['use']> = {}): Verified<'use'> {
  const body: Bodies['use'] = {
    job: id,
    contract,
    kind: 'score',
    consumer: 'bank',
    uscc,
    fields: ['Revenue'],
    usedAt: '2026-06-01T00:00:00Z',
    commitment: 'a'.repeat(64),
    logIndex: 4,
    ...change,
  };
  return doc('use', { issuer, body });
}

type Given = Partial<Omit<Parameters<typeof overseenJobs>[0], 'contracts'>>;
const jobsOf = (given: Given) =>
  overseenJobs({ contracts: [], jobs: [asked()], answers: [], uses: [], ...given });
const stateOf = (given: Given) => jobsOf(given)[0]!.state;

test('a job stands where its roster’s answers and uses put it', () => {
  const both = [says('tax', 'accepted'), says('social', 'accepted')];
  assert.equal(stateOf({}), 'asked');
  assert.equal(stateOf({ answers: both.slice(1) }), 'asked');
  assert.equal(stateOf({ answers: both }), 'accepted');
  assert.equal(stateOf({ answers: [says('tax', 'refused'), both[1]!] }), 'refused');
  assert.equal(stateOf({ answers: both, uses: [uses('tax')] }), 'partly_used');
  assert.equal(stateOf({ answers: both, uses: [uses('tax'), uses('tax')] }), 'partly_used');
  assert.equal(stateOf({ answers: both, uses: [uses('tax'), uses('social')] }), 'used');
});

test('the latest attempt counts; a use made in an earlier one stays a use', () => {
  const jobs = [asked(), asked({ attempt: 2 })];
  const answers = [
    says('tax', 'refused'),
    says('tax', 'accepted', { attempt: 2 }),
    says('social', 'accepted', { attempt: 2 }),
  ];
  assert.equal(stateOf({ jobs, answers: answers.slice(0, 1) }), 'asked');
  assert.equal(stateOf({ jobs, answers }), 'accepted');
  assert.equal(
    stateOf({ jobs, answers: [says('tax', 'refused', { attempt: 2 })], uses: [uses('tax')] }),
    'partly_used',
  );
  const [job] = jobsOf({ jobs, answers });
  assert.deepEqual(
    job!.attempts.map(({ attempt }) => attempt),
    [1, 2],
  );
  assert.equal(refusalsIn([job!]).length, 1);
});

test('nobody outside of the roster, no other contract and no borrowed number changes a job', () => {
  const stranger = [says('court', 'refused'), says('bank', 'refused')];
  assert.equal(stateOf({ answers: stranger }), 'asked');
  assert.deepEqual(refusalsIn(jobsOf({ answers: stranger })), []);
  assert.equal(stateOf({ uses: [uses('court'), uses('bank')] }), 'asked');
  assert.equal(stateOf({ uses: [uses('tax', { contract: 'd'.repeat(64) })] }), 'asked');
  const borrowed = asked({ roster: ['rival', 'tax', 'social'], attempt: 9 }, 'rival');
  const [job, ...others] = jobsOf({ jobs: [asked(), borrowed] });
  assert.deepEqual([job!.consumer, job!.attempts.length, others.length], ['bank', 1, 0]);
  const genuine = [says('tax', 'accepted'), says('social', 'accepted')];
  const changed = says('tax', 'refused', { code: 'job.changed' });
  const answers = [...genuine, { ...changed, issuedAtMs: 3 }];
  assert.equal(stateOf({ answers }), 'accepted');
  assert.equal(refusalsIn(jobsOf({ answers }))[0]?.code, 'job.changed');
});

test('a firm’s code leaves the hub masked, also where somebody wrote it into a text', () => {
  assert.equal(maskUscc(uscc), '91**************8X');
  const reason = { en: `No consent of ${uscc}.`, zh: `未取得${uscc.toLowerCase()}的授权。` };
  const answers = [says('tax', 'refused', { reason, code: uscc })];
  const found = jobsOf({ answers, uses: [uses('tax')] });
  const reasons = refusalsIn(found).map(({ code, reason: { en, zh } }) => [code, en, zh]);
  assert.deepEqual(reasons, [
    ['91**************8X', 'No consent of 91**************8X.', '未取得91**************8x的授权。'],
  ]);
  assert.ok(!JSON.stringify(found).toUpperCase().includes(uscc));
  const commitment = 'a'.repeat(64);
  assert.equal(found[0]!.uses[0]!.commitment, commitment);
});

test('a contract tells what its sides decided and who ended it, and leaves out what others say', () => {
  const body = contractBody('score', 1);
  const approval = (issuer: string, reason: string) =>
    doc('approval', { issuer, body: { contract, decision: 'approved', reason } });
  const termination = (issuer: string) =>
    doc('termination', { issuer, body: { contract, reason: `over ${uscc}` }, atMs: 7 });
  const file = {
    contract: doc('contract', { issuer: 'bank', body }),
    approvals: [approval('court', ''), approval('tax', `for ${uscc}`)],
    terminations: [termination('court'), termination('bank')],
    replacements: [],
    countered: [],
  };
  const nowMs = Date.parse('2026-06-01T00:00:00Z');
  const seen = overseenContractFile(file, jobsOf({ uses: [uses('tax')] }), nowMs);
  assert.deepEqual(
    seen.contract.decisions.map(({ party, reason }) => [party, reason]),
    [['tax', 'for 91**************8X']],
  );
  assert.deepEqual(seen.endings, [{ party: 'bank', reason: 'over 91**************8X', atMs: 7 }]);
  assert.deepEqual([seen.contract.state, seen.contract.usesMade], ['ended', 1]);
});
