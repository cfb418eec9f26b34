import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import { sql } from 'kysely';
import { act, openCase } from '../cases.ts';
import type { Command } from '../machine/command.ts';
import type { Person } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';
import { grant, testCases } from '../testing/index.ts';
import { person } from '../testing/test-cases.ts';
import { migrateQueue, retryJob, runCases, stuckJobs } from './index.ts';
import type { CaseEffect, CaseNotice } from './port.ts';

const cases = await testCases([grant]);
const { ctx, clock, database } = cases;
const { db, url } = database;
await migrateQueue(url);
await sql`create table told (key text not null)`.execute(db);
const children: ChildProcess[] = [];
const unexpected = (error: unknown): never => assert.fail(String(error));
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await cases[Symbol.asyncDispose]();
});

const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const chief = person('wang', 'hub', 'chief');
const experts = ['e1', 'e2', 'e3'].map((account) => person(account, 'hub', 'guest'));

async function done(id: string, by: Person, command: Command): Promise<StoredCase> {
  const result = await act(ctx, { id, by, command });
  assert.equal(result.kind, 'done', JSON.stringify(result));
  return (result as { case: StoredCase }).case;
}

async function filed(): Promise<string> {
  const opened = await openCase(ctx, 'grant', firm);
  const { id } = (opened as { case: StoredCase }).case;
  const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
  await done(id, firm, { type: 'attach', document: 'plan', file: plan });
  await done(id, firm, { type: 'step', step: 'file', form: { name: '海港', yuan: 900, kind: 'new' } });
  return id;
}

/** A grant that is paid: one effect. */
async function paid(): Promise<string> {
  const id = await filed();
  await done(id, clerk, { type: 'seat', seats: experts.map(({ account }) => ({ account, weight: 1 })) });
  await done(id, clerk, { type: 'step', step: 'judge' });
  for (const expert of experts)
    await act(ctx, { id, by: expert, command: { type: 'opine', form: { verdict: 'for', why: 'x' } } });
  const { state } = await done(id, chief, { type: 'step', step: 'pay' });
  assert.equal(state.state, 'paid');
  return id;
}

const toldOf = async (id: string): Promise<number> =>
  (await sql`select from told where key like ${`${id}/%`}`.execute(db)).rows.length;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + 60_000; !(await isSo()); await delay(50))
    if (performance.now() > endMs) assert.fail(`never came: ${what}`);
}

function worker(...args: readonly string[]): ChildProcess {
  const child = fork(join(import.meta.dirname, '../testing/worker-process.ts'), [url, ...args], {
    ...{ execArgv: process.execArgv, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  });
  children.push(child);
  return child;
}

test('an effect inside is done exactly once, whether its process is killed in the middle of it or two share the work', async () => {
  const id = await paid();
  const first = worker('hangs');
  await once(first.stdout!, 'data');
  assert.equal(await toldOf(id), 0, 'it is not done before its mark is kept');
  first.kill('SIGKILL');
  await once(first, 'exit');
  const both = [worker(), worker()];
  await until('the effect', async () => (await toldOf(id)) === 1);
  const more = await Promise.all([paid(), paid(), paid(), paid(), paid()]);
  await until('all effects', async () => (await Promise.all(more.map(toldOf))).every((count) => count > 0));
  for (const child of both) {
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null], 'it ends by itself when it is told to');
  }
  assert.deepEqual(await Promise.all([id, ...more].map(toldOf)), [1, 1, 1, 1, 1, 1]);
});

test('a port that fails is tried again, and seen by its code alone; one outside is given the key and a signal', async () => {
  const stop = new AbortController();
  const effects: CaseEffect[] = [];
  const notices: CaseNotice[] = [];
  let isBroken = true;
  const working = runCases(
    ctx,
    {
      ...{ url, db, onFault: unexpected },
      ports: {
        ledger: {
          kind: 'outside',
          run: async (effect, signal) => {
            assert.ok(signal instanceof AbortSignal);
            effects.push(effect);
            if (isBroken) fail('ledger.away', `No ledger for ${JSON.stringify(effect.body)}.`);
          },
        },
      },
      tell: { kind: 'outside', run: async (notice) => void notices.push(notice) },
    },
    stop.signal,
  );
  const id = await paid();
  const stuck = async () => await stuckJobs(db);
  await until('a failure', async () => (await stuck()).length === 1);
  const [job] = await stuck();
  assert.deepEqual([job!.task, job!.code, job!.isGivenUp], ['case-effect', 'ledger.away', false]);
  isBroken = false;
  await retryJob(db, job!.id);
  await until('another try', async () => (await stuck()).length === 0);
  const keys = new Set(effects.filter((one) => one.case === id).map(({ key }) => key));
  assert.equal(keys.size, 1);
  assert.deepEqual((effects.at(-1)!.body as { yuan: number }).yuan, 900);
  const own = notices.filter((notice) => notice.case === id);
  assert.equal(new Set(own.map(({ key }) => key)).size, own.length, 'nobody is told twice');
  assert.ok(own.some(({ event, to }) => event.type === 'stepped' && event.to === 'filed' && to.length > 0));
  stop.abort();
  await working;
});

test('of the notices of a case one that cannot be told holds up no other, and only it is tried again', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  let isBroken = true;
  const id = await filed();
  for (const text of ['One.', 'Two.', 'Three.']) await done(id, clerk, { type: 'comment', text });
  const keysOf = async (): Promise<number> => new Set(told).size;
  const tell = async ({ key, case: about, seq }: CaseNotice): Promise<void> => {
    if (about !== id) return;
    if (isBroken && seq === 5) fail('mail.away', 'No mail.');
    told.push(key);
  };
  const working = runCases(
    ctx,
    { ...{ url, db, onFault: unexpected, ports: {} }, tell: { kind: 'outside', run: tell } },
    stop.signal,
  );
  await until('the others', async () => (await keysOf()) === 3);
  await until('a failure', async () => (await stuckJobs(db)).length === 1);
  const [job] = await stuckJobs(db);
  assert.deepEqual([job!.task, job!.code], ['case-notices', 'mail.away']);
  isBroken = false;
  await retryJob(db, job!.id);
  await until('the last', async () => (await keysOf()) === 4);
  await until('the end of the job', async () => (await stuckJobs(db)).length === 0);
  assert.equal(told.length, 4, 'nobody is told twice');
  stop.abort();
  await working;
});

test('what came due while nobody was there is done when somebody is', async () => {
  const id = await filed();
  await done(id, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  clock.advance(60 * 86_400_000);
  const stop = new AbortController();
  const working = runCases(
    ctx,
    {
      ...{ url, db, onFault: unexpected, ports: {} },
      tell: { kind: 'outside', run: async () => {} },
    },
    stop.signal,
  );
  await until('the end of the term', async () => (await ctx.store.read(id))!.state.state === 'lapsed');
  stop.abort();
  await working;
});
