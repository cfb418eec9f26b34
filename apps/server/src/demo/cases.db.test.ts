import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { objection } from '@finharbor/community';
import { systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { startHub } from '../hub.ts';
import { type CasePeople, setUpCases } from './cases.ts';
import { type YuanClient, yuanAs } from './clients.ts';

const dayMs = 86_400_000;
const home = mkdtempSync(join(tmpdir(), 'finharbor-cases-'));
mkdirSync(join(home, 'hub'));
const database = await testDatabase<Record<never, never>>([]);
let aheadMs = 0;
const hub = await startHub(
  {
    ...{
      role: 'hub',
      party: 'hub',
      name: { en: 'Hub', zh: '枢纽' },
      demo: true,
      quorum: 1,
      logLevel: 'fatal',
    },
    ...{ host: '127.0.0.1', port: 0, linkHost: '127.0.0.1', linkPort: 0 },
    ...{ directory: join(home, 'hub'), databaseUrl: database.url },
  },
  { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs },
);
after(async () => {
  await hub.stop();
  await database[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});
const as = (login: string): Promise<YuanClient> => yuanAs(home, hub.url, login);

async function people(): Promise<CasePeople> {
  return {
    ...{ bureau: await as('bureau'), operator: await as('operator'), databaseUrl: database.url },
    firms: [await as('owner-a'), await as('owner-b')],
    residents: [await as('resident-a'), await as('resident-b')],
    reviewers: [await as('teller'), await as('operator'), await as('owner-c')],
  };
}

const [today, before] = ['ca05', 'ca06'].map((last) => `01937f00-0000-7000-8000-00000000${last}`) as [
  string,
  string,
];

test('the demonstration announces a registration, and has one that takes effect by the clock; an objection is heard first', async () => {
  const all = await people();
  await setUpCases(all);
  await setUpCases(all);
  const { operator } = all;
  const stateOf = async (by: YuanClient, id: string) =>
    (await by.getCase({ params: { id } })).body.state.name;
  const said = { body: { text: '已办妥。 Done.' } };
  // The clock looks each minute, and before whatever is done.
  await operator.postComment({ params: { id: before }, ...said });
  assert.equal(await stateOf(operator, before), 'registered');
  assert.equal(await stateOf(operator, today), 'announced');
  const { body } = await operator.getCase({ params: { id: today } });
  const publicly = async () => (await operator.getPublicCase({ params: { number: body.number } })).body;
  const { untilMs, procedure } = (await publicly()).objection!;
  assert.equal(procedure.name, objection.name);
  const [resident] = all.residents;
  const begun = (await resident.postCase({ body: { procedure: objection.name, objectsTo: body.number } }))
    .body;
  const form = {
    about: body.number,
    ground: 'untrue',
    facts: '该地址已由他人使用。 Somebody else is there.',
  };
  await resident.postStep({ params: { id: begun.id, step: 'object' }, body: { form } });
  aheadMs = untilMs - systemClock.nowMs() + dayMs;
  const [officer, clerk] = [await as('bureau'), await as('operator')];
  await clerk.postComment({ params: { id: today }, ...said });
  const { state, objections } = (await officer.getCase({ params: { id: today } })).body;
  assert.deepEqual([state.name, objections.map(({ id }) => id)], ['objected', [begun.id]]);
  const answer = { form: { findings: '地址空置。 Nobody is there.' } };
  await officer.postStep({ params: { id: begun.id, step: 'reject' }, body: answer });
  const reason = '异议不成立。 The objection is not upheld.';
  await officer.postStep({ params: { id: today, step: 'register' }, body: { reason } });
  assert.equal(await stateOf(officer, today), 'registered');
  const { title, objection: over } = await publicly();
  assert.deepEqual([title.en, over], ['Registered in the park', null]);
});
