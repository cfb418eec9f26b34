import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Procedure, procedure, ring } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { type Someone, testCasework } from '../testing.ts';

const { passed, filed, waiting, paid, lapsed, draft, refused } = grant.states;
const { file, ask, answer, lapse, pay } = grant.steps;
const { handling, answering } = grant.terms!;
const { application } = grant.forms;
const { firm: owner, clerk: officer, chief: head } = grant.actors;
const title = { en: 'Step', zh: '步骤' };

/** A grant that is announced before it is paid; objections are such cases themselves, upheld or dropped by the clerk. */
const announced: Procedure = procedure({
  ...({ ...grant, name: 'grant' } as unknown as Parameters<typeof procedure>[0]),
  actors: { firm: owner!, clerk: officer!, chief: head! },
  forms: { application: application! },
  states: {
    ...{ draft: draft!, filed: filed!, waiting: waiting!, announced: passed!, weighed: passed! },
    ...{ paid: paid!, lapsed: lapsed!, refused: refused! },
  },
  steps: {
    ...{ file: { ...file!, needs: [] }, ask: ask!, answer: answer!, lapse: lapse! },
    announce: {
      ...{ ...pay!, notBy: [], from: ['filed'], to: 'announced', by: ['chief'] },
      effects: () => [],
    },
    pay: { ...{ title, from: ['announced'], to: 'paid', by: ['clock'] }, effects: pay!.effects! },
    weigh: { title, from: ['announced'], to: 'weighed', by: ['clock'] },
    confirm: { title, from: ['weighed'], to: 'paid', by: ['chief'] },
    uphold: { title, from: ['filed'], to: 'paid', by: ['clerk'] },
    drop: { title, from: ['filed'], to: 'refused', by: ['clerk'] },
  },
  terms: {
    ...{ handling: handling!, answering: answering! },
    objecting: { title, while: ['announced'], days: 5, over: { step: 'pay', objected: 'weigh' } },
  },
} as unknown as Parameters<typeof procedure>[0]);

const cases = await testCasework([announced]);
const firm = await cases.someone('firm:1', 'owner');
const rival = await cases.someone('firm:2', 'owner');
const clerk = await cases.someone('hub', 'clerk');
const chief = await cases.someone('hub', 'chief');

type Taking = { readonly id: string; readonly step: string; readonly body?: object };

async function take({ client }: Someone, { id, step, body = {} }: Taking): Promise<void> {
  await client.postStep({ params: { id, step }, body });
}

async function begun(by: Someone, objectsTo?: string): Promise<string> {
  const body = { procedure: 'grant', ...(objectsTo === undefined ? {} : { objectsTo }) };
  return (await by.client.postCase({ body })).body.id;
}

const form = { name: '公示公司', yuan: 900, kind: 'new' };
const stateOf = async (id: string) => (await chief.client.getCase({ params: { id } })).body;

test('what was announced takes effect by the clock, unless somebody objected who is not refuted', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => begun(firm)));
  for (const id of ids) {
    await take(firm, { id: id, step: 'file', body: { form } });
    await take(chief, { id: id, step: 'announce' });
  }
  const [quiet, threatened, dropped, open, upheld] = ids as [string, string, string, string, string];
  const number = async (id: string) => (await stateOf(id)).number;
  await begun(rival, await number(threatened));
  const objections = await Promise.all(
    [dropped, open, upheld].map(async (id) => begun(rival, await number(id))),
  );
  for (const id of objections) await take(rival, { id: id, step: 'file', body: { form } });
  await take(clerk, { id: objections[0]!, step: 'drop' });
  await take(clerk, { id: objections[2]!, step: 'uphold' });
  const { untilMs } = (await stateOf(quiet)).published!.objection!;
  cases.clock.advance(untilMs - 1 - cases.clock.nowMs());
  await ring(cases.ctx.cases);
  assert.deepEqual(
    (await Promise.all(ids.map(stateOf))).map(({ state }) => state.name),
    Array.from({ length: 5 }, () => 'announced'),
  );
  cases.clock.advance(1);
  const late = begun(rival, await number(quiet)).catch(codeOf);
  assert.equal(await late, 'case.objection_over');
  await Promise.all([ring(cases.ctx.cases), ring(cases.ctx.cases)]);
  assert.deepEqual(
    (await Promise.all(ids.map(stateOf))).map(({ state }) => state.name),
    ['paid', 'paid', 'paid', 'weighed', 'weighed'],
  );
  const { objections: heard, steps } = await stateOf(open);
  assert.deepEqual([heard.map(({ id }) => id), steps.map((one) => one.name)], [[objections[1]], ['confirm']]);
  await take(chief, { id: open, step: 'confirm' });
  assert.equal((await stateOf(open)).ended!.outcome, 'granted');
  const effects = cases.jobs.filter(({ task }) => task === 'case-effect').map(({ key }) => key.slice(0, 36));
  assert.deepEqual(
    effects.toSorted(),
    [quiet, threatened, dropped].toSorted(),
    'each once, when it took effect',
  );
});
