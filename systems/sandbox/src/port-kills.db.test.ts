import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  act,
  type CasesContext,
  type CasesTables,
  type Command,
  caseStore,
  casesMigrations,
  chinaCalendar,
  type Job,
  openCase,
  type Person,
} from '@finharbor/cases';
import { noting } from '@finharbor/cases/testing';
import type { CaseEffect } from '@finharbor/cases/work';
import { idSource, manualClock, syntheticUscc, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { Kysely, KyselyPlugin } from 'kysely';
import type { Db, SandboxContext } from './context.ts';
import type { SandboxTables } from './database.gen.ts';
import { sandboxMigrations } from './migrations.ts';
import { pilotPort } from './port.ts';
import { sandboxProcedures } from './procedures/index.ts';
import { takeMeasure } from './watch/measure.ts';

// Whatever the register is asked for, its process dies before and after each of its statements; the next one goes on.
const database = await testDatabase<CasesTables & SandboxTables>([casesMigrations, sandboxMigrations]);
after(() => database[Symbol.asyncDispose]());
const db = database.db as unknown as Kysely<CasesTables & SandboxTables>;
const clock = manualClock(Date.UTC(2026, 2, 2, 4));
const newId = idSource(clock, systemRandom);
const jobs: Job[] = [];

function contextOn(on: Kysely<CasesTables & SandboxTables>, noted?: Job[]): SandboxContext {
  const store = caseStore(on as unknown as Kysely<CasesTables>);
  const cases: CasesContext = {
    ...{
      store: noted ? noting(store, noted) : store,
      procedures: sandboxProcedures,
      calendar: chinaCalendar,
    },
    ...{ clock, random: systemRandom, newId: () => newId() },
  };
  return {
    ...{ db: on as unknown as Db, cases, clock, random: systemRandom },
    ...{
      tell: async () => {},
      contractOnFile: async () => undefined,
      rates: { write: () => {}, follow: () => {} },
    },
  };
}
const well = contextOn(db, jobs);

/** Lets so many things happen, of which each statement is two: that it is sent, and that its answer is heard. Nothing happens from then on. */
function dyingAfter(most: number): { readonly plugin: KyselyPlugin; readonly isDead: () => boolean } {
  let happened = 0;
  const live = (): void => {
    if (++happened > most) throw new Error('The process is dead.');
  };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      live();
      return node;
    },
    transformResult: async ({ result }) => {
      live();
      return result;
    },
  };
  return { plugin, isDead: () => happened > most };
}

/** Has an effect done by processes of which each dies a moment later than the one before, until one is through; then once more. Says how many died. */
async function done(job: Job, also: Job[] = jobs): Promise<number> {
  const effect = { ...(job.payload as unknown as CaseEffect), key: job.key };
  const run = async (ctx: SandboxContext): Promise<void> => {
    const port = pilotPort(ctx);
    assert.ok(port.kind === 'outside');
    await port.run(effect, new AbortController().signal);
  };
  for (let dead = 0; ; dead++) {
    const { plugin, isDead } = dyingAfter(dead);
    const ended = await run(contextOn(db.withPlugin(plugin), also)).then(
      () => 'through',
      (error: unknown) => error,
    );
    if (ended !== 'through') {
      assert.ok(isDead(), `It failed by itself: ${ended}`);
      continue;
    }
    assert.ok(!isDead());
    // Its mark was not kept: the queue begins it again.
    await run(well);
    return dead;
  }
}

const firm: Person = {
  account: crypto.randomUUID(),
  party: `firm:${syntheticUscc('bank')}`,
  roles: ['owner'],
};
const hub = (role: string): Person => ({ account: crypto.randomUUID(), party: 'hub', roles: [role] });
const [secretary, board, other] = [hub('operator'), hub('bureau'), hub('bureau')];
const seats = ['a', 'b', 'c'].map(
  (name): Person => ({ account: crypto.randomUUID(), party: `person:${name}`, roles: [] }),
);

async function does(id: string, by: Person, command: Command): Promise<string> {
  const result = await act(well.cases, { id, by, command });
  assert.ok(result.kind === 'done', JSON.stringify([command, result]));
  return result.case.state.state;
}
/** Somebody's steps of a case; each says why, where it is asked or not. */
const at = (id: string, by: Person) => (name: string, form?: object) =>
  does(id, by, { type: 'step', step: name, form: form ?? {}, reason: said });

/** The one thing that the register is asked for by what was just done. */
function asked(): Job {
  const wanted = jobs.filter(({ payload }) => (payload as { readonly port?: string }).port === 'pilot');
  jobs.length = 0;
  assert.equal(wanted.length, 1, JSON.stringify(wanted));
  return wanted[0]!;
}

async function opened(procedure: string): Promise<string> {
  jobs.length = 0;
  const result = await openCase(well.cases, procedure, firm);
  assert.ok(result.kind === 'done');
  return result.case.id;
}

async function sat(id: string, people: readonly Person[], form: object): Promise<void> {
  await does(id, board!, { type: 'seat', seats: people.map(({ account }) => ({ account, weight: 1 })) });
  for (const one of people) await does(id, one, { type: 'opine', form });
}

async function attach(id: string, document: string): Promise<void> {
  const file = { sha256: 'aa'.repeat(32), name: 'a.pdf', type: 'application/pdf', bytes: 10 };
  await does(id, firm, { type: 'attach', document, file });
}

const stateOf = async (id: string) => (await well.cases.store.read(id))!.state.state;
const project = (number: string) =>
  db.selectFrom('pilot_project').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
const happened = async (number: string) =>
  (
    await db.selectFrom('pilot_event').select('kind').where('number', '=', number).orderBy('seq').execute()
  ).map(({ kind }) => kind);
/** How often a case was moved by a step. */
const times = async (id: string, name: string) =>
  (await db.selectFrom('case_event').select('body').where('case_id', '=', id).execute()).filter(
    ({ body }) => (body as { readonly step?: string }).step === name,
  ).length;

const said = 'said';
const safeguards = ['compliance', 'security', 'risks', 'compensation', 'exit', 'emergency', 'complaints'];

async function announced(): Promise<{ readonly id: string; readonly number: string; readonly dead: number }> {
  const id = await opened('pilot-banking');
  const uscc = firm.party.slice('firm:'.length);
  await at(id, firm)('lead', { name: 'Bank', uscc, kind: 'licensed', licence: 'L', licenceNumber: '1' });
  await at(id, firm)('declare', {
    ...{ name: 'Project', kind: 'service', launch: '2026-06-01', users: 1, yuan: 1 },
    ...{ technology: said, function: said, innovation: said, effect: said },
  });
  await at(id, firm)('secure', Object.fromEntries(safeguards.map((name) => [name, said])));
  for (const document of ['licence', 'assessment']) await attach(id, document);
  await at(id, firm)('file');
  await at(id, secretary!)('accept', { findings: said, batch: '2026-1' });
  await sat(id, seats.slice(0, 2), {
    ...{ inclusion: 4, innovation: 4, control: 4, need: 4, verdict: 'for', why: said },
  });
  await at(id, board!)('meet', { heldOn: '2026-03-02', present: said, discussed: said, conclusion: said });
  await sat(id, seats.slice(2), { verdict: 'for', reference: '1', why: said });
  await at(id, board!)('announce');
  const dead = await done(asked());
  assert.deepEqual([await stateOf(id), await times(id, 'number')], ['announced', 1]);
  const { number } = await db
    .selectFrom('pilot_project')
    .select('number')
    .where('case_id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, number, dead };
}

async function running(): Promise<string> {
  const { id, number } = await announced();
  clock.advance(30 * 86_400_000);
  await at(id, board!)('admit', { months: 12, comments: 'none' });
  assert.ok((await done(asked())) > 4);
  assert.equal((await project(number)).stage, 'running');
  return number;
}

/** A request about a project that the register has looked up. */
async function requested(procedure: string, form: object): Promise<string> {
  const id = await opened(procedure);
  await at(id, firm)('ask', form);
  assert.ok((await done(asked())) > 4);
  return id;
}

test('an announcement gives one number, an admission runs once, whenever the process dies', async () => {
  const before = await announced();
  assert.ok(before.dead > 14, `every statement was one to die at, but only ${before.dead} did`);
  const number = await running();
  const [first, second] = [before.number, number].map((one) => Number(one.slice(-4)));
  assert.equal(second, first! + 1, 'no number is lost');
  assert.deepEqual(await happened(number), ['announce', 'admit']);
});

test('an announced project is refused or withdrawn once', async () => {
  for (const [name, kind] of [
    ['refuse', 'refused'],
    ['withdraw', 'withdrawn'],
  ] as const) {
    const { id, number } = await announced();
    clock.advance(30 * 86_400_000);
    await (name === 'refuse' ? at(id, board!)(name) : at(id, firm)(name));
    await done(asked());
    assert.deepEqual([(await project(number)).stage, await happened(number)], [kind, ['announce', name]]);
  }
});

test('a longer time is longer by what was granted, once; a change is one version more', async () => {
  const number = await running();
  const before = (await project(number)).until!;
  const longer = await requested('pilot-extension', { project: number, months: 3, why: said });
  await at(longer, board!)('grant', { findings: said });
  await done(asked());
  const { until, holder_case } = await project(number);
  assert.deepEqual(
    [until, holder_case],
    [Temporal.PlainDate.from(before).add({ months: 3 }).toString(), null],
  );
  const other = await requested('pilot-change', {
    project: number,
    kind: 'safeguards',
    risks: 'Others',
    why: said,
  });
  await at(other, board!)('grant', { findings: said });
  await done(asked());
  const versions = await db
    .selectFrom('pilot_declaration')
    .select('version')
    .where('number', '=', number)
    .execute();
  assert.equal(versions.length, 2);
  assert.deepEqual(await happened(number), [
    'announce',
    'admit',
    'ask-extension',
    'extend',
    'ask-change',
    'change',
  ]);
});

test('an exit is recorded once, and one certificate is asked for; one that is given up leaves the project running', async () => {
  const number = await running();
  const request = { project: number, name: 'Project', summary: said, users: 1, next: 'end' };
  const given = await requested('pilot-exit', request);
  await at(given, firm)('withdraw');
  await done(asked());
  assert.equal((await project(number)).stage, 'running');
  const id = await requested('pilot-exit', request);
  await attach(id, 'report');
  const heads = 'value quality satisfaction continuity legality transactions data risks'.split(' ');
  await at(id, firm)('self-test', Object.fromEntries(heads.map((head) => [head, said])));
  await sat(id, seats.slice(2), { verdict: 'for', report: '1', findings: said });
  await at(id, secretary!)('pass-on');
  const scores = Object.fromEntries(heads.map((head) => [head, 4]));
  await sat(id, seats.slice(0, 2), { ...scores, verdict: 'for', why: said });
  await at(id, board!)('confirm', { conclusion: said });
  await done(asked());
  // Whether a dead process heard that it was kept or not, it is kept once.
  const rows = await db.selectFrom('case_outbox').select('jobs').execute();
  const certificates = rows
    .flatMap((row) => row.jobs as unknown as readonly Job[])
    .filter(({ payload }) => (payload as { readonly port?: string }).port === 'credential');
  assert.equal(certificates.length, 1);
  assert.deepEqual([await stateOf(id), await times(id, 'record')], ['exited', 1]);
  assert.deepEqual(await happened(number), [
    ...['announce', 'admit', 'ask-exit', 'give-up-exit', 'ask-exit', 'exit'],
  ]);
});

test('an appeal is kept from who decided before anybody can look at it, and restores a project once; an alien’s comes back once', async () => {
  const number = await running();
  const by = { account: board!.account, party: 'hub' };
  await takeMeasure(well, { id: newId(), number, kind: 'stop', reason: said, by });
  const id = await requested('pilot-appeal', { project: number, why: said });
  assert.deepEqual((await well.cases.store.read(id))!.state.excluded, [board!.account]);
  await at(id, other!)('grant', { findings: said });
  await done(asked());
  assert.equal((await project(number)).stage, 'running');
  assert.deepEqual(await happened(number), ['announce', 'admit', 'stop', 'ask-appeal', 'restore']);
  const alien = await requested('pilot-extension', {
    project: `${number.slice(0, -4)}9999`,
    months: 1,
    why: said,
  });
  assert.deepEqual([await stateOf(alien), await times(alien, 'not-found')], ['draft', 1]);
});
