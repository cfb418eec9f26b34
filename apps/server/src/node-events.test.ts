import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { DocumentType, JobRunner, NodeContext, Verified } from '@finharbor/harbor';
import { onAdmitted } from './node-events.ts';

const roster = ['bank', 'tax', 'social'];
const ctx = {
  party: 'bank',
  store: { jobs: { get: async (id: string) => (id === 'known' ? { request: { roster } } : undefined) } },
  note: () => {},
} as unknown as NodeContext;

/** The jobs that end when `issuer` refuses one. */
async function endedBy(issuer: string, job: string): Promise<readonly string[]> {
  const ended: string[] = [];
  const runner = { end: (id: string) => ended.push(id) } as unknown as JobRunner;
  const body = { job, attempt: 1, answer: 'refused', code: 'contract.ended', reason: { en: 'x', zh: 'x' } };
  const negotiator = { end: async () => {}, replace: async () => {} };
  onAdmitted({ ctx, runner, negotiator }, {
    ...{ type: 'job_answer', issuer, body },
  } as unknown as Verified<DocumentType>);
  await setImmediate();
  return ended;
}

test('a refusal ends a job only where its issuer stands in the job’s roster', async () => {
  assert.deepEqual(await endedBy('tax', 'known'), ['known']);
  assert.deepEqual(await endedBy('stranger', 'known'), []);
  assert.deepEqual(await endedBy('tax', 'unknown'), []);
  assert.deepEqual(await endedBy('bank', 'known'), []);
});
