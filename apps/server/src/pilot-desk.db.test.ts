import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, idSource, systemRandom } from '@finharbor/kernel';
import { pilot, type Someone } from './pilot-testing.ts';

// What applicants and the office work from: what is missing, what is under way, what waits for somebody.
const { clock, anybody, bank, technology, stranger, secretary, board, experts, at, filed, running } = pilot;
after(() => pilot.stop());
const dayMs = 24 * 60 * 60 * 1_000;
const newId = idSource(clock, systemRandom);
const today = () => Temporal.Instant.fromEpochMilliseconds(clock.nowMs()).toString().slice(0, 10);
const code = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
const scores = { inclusion: 4, innovation: 5, control: 4, need: 3, verdict: 'for', why: 'A hidden reason.' };

/** Waits for what the register answers. */
async function until(id: string, state: string): Promise<void> {
  const isSo = async () => (await board.client.getCase({ params: { id } })).body.state.name === state;
  for (let tries = 0; !(await isSo()); tries++) {
    assert.ok(tries < 200, `The case does not come to ${state}.`);
    await delay(50);
  }
}

test('what is missing of a project, what comes next and by when is told to whoever applied and to the office, and to nobody else', async () => {
  const number = await running();
  const params = { number };
  const next = async (who: Someone) => (await who.client.getPilotNext({ params })).body;
  const wants = async () => (await next(bank)).wants.map(({ kind, isLate }) => `${kind} ${isLate}`);
  assert.equal(await code(stranger.client.getPilotNext({ params })), 'pilot.not_found');
  assert.deepEqual(
    await wants(),
    ['disclosure', 'indicators', 'data', 'model'].map((one) => `${one} false`),
  );
  const body = {
    ...({ title: { en: 'Faults', zh: '故障' }, unit: '次', bound: 'at_most', warn: '1' } as const),
    ...{ hard: '9', everyDays: 10, halts: false },
  };
  await secretary.client.putIndicator({ params: { number, indicator: 'faults' }, body });
  await bank.client.putRecord({
    params: { number, id: newId() },
    body: { kind: 'disclosure', title: '季报', text: '运行平稳' },
  });
  const readings = [{ indicator: 'faults', day: today(), value: '2' }];
  await bank.client.postReadings({ params, body: { readings } });
  assert.deepEqual(await wants(), [
    ...['reading false', 'disclosure false', 'alert false', 'data false', 'model false'],
  ]);
  clock.advance(11 * dayMs);
  assert.equal((await wants())[0], 'reading true');
  const state = async () =>
    Object.fromEntries((await next(board)).line.map(({ part, state: is }) => [part, is]));
  const { declaration: declared, admission, risk, exit } = await state();
  assert.deepEqual([declared, admission, risk, exit], ['done', 'done', 'running', 'waiting']);
  const { id } = (await bank.client.postCase({ body: { procedure: 'pilot-exit' } })).body;
  const asked = (await next(bank)).may;
  assert.deepEqual([asked.ask, asked.measure, asked.report], [['exit', 'extension', 'change'], [], true]);
  assert.deepEqual((await next(board)).may.measure, ['suspend', 'stop']);
  await at(bank, id)('ask', { project: number, name: '甲', summary: '乙', users: 1, next: 'end' });
  await until(id, 'testing');
  assert.equal((await state()).exit, 'running');
  const held = await next(bank);
  assert.deepEqual([held.held, held.may.ask], [id, []]);
  assert.deepEqual(
    held.cases.map(({ state: is, isEnded, dueMs }) => [is.en, isEnded, dueMs !== null]),
    [
      ['Self-test', false, true],
      ['Admitted', true, false],
    ],
  );
  // Whoever applied together with it follows the declaration; what the other has asked for since is the other's.
  const seenByOther = await next(technology);
  assert.deepEqual([seenByOther.cases.map(({ state: is }) => is.en), seenByOther.held], [['Admitted'], null]);
});

test('the office has declarations by where they stand, comments that wait and what is late; who reviews, and what they say, is not among it', async () => {
  const id = await filed();
  const find = async () =>
    (await secretary.client.listDeclarations({})).body.items.find((one) => one.id === id)!;
  const stands = async () => {
    const { column, isChecked, panel, batch } = await find();
    return [column, isChecked, panel, batch];
  };
  assert.deepEqual(await stands(), ['check', false, 'none', null]);
  const own = async (who: Someone) =>
    (await who.client.listOwnDeclarations({})).body.items.filter((one) => one.id === id);
  const [mine] = await own(bank);
  assert.deepEqual(
    [mine!.name, mine!.state.en, mine!.promisedMs! < mine!.dueMs!],
    ['多方安全计算小微融资', 'Formal check', true],
  );
  assert.deepEqual(await own(technology), [mine]);
  assert.deepEqual(await own(stranger), []);
  const { days } = await find();
  clock.advance(21 * dayMs);
  const later = (await find()).days!;
  assert.deepEqual([days!.used, days!.left > 0, later.used > 10, later.left < 0], [0, true, true, true]);
  await at(secretary, id)('accept', { findings: '齐备', batch: '2026-2' });
  assert.deepEqual(await stands(), ['experts', true, 'unnamed', '2026-2']);
  const seats = experts.map((one) => ({ account: one.id }));
  await secretary.client.postSeats({ params: { id }, body: { seats } });
  await experts[0]!.client.postOpinion({ params: { id }, body: { form: scores } });
  assert.deepEqual(await stands(), ['experts', true, 'awaited', '2026-2']);
  const all = JSON.stringify((await secretary.client.listDeclarations({})).body);
  for (const hidden of [...experts.map((one) => one.id), 'hidden reason', 'expert-1'])
    assert.ok(!all.includes(hidden), hidden);
  await board.client.postExclusion({ params: { id }, body: { account: 'me', reason: '利益冲突' } });
  const others = (await board.client.listDeclarations({})).body.items;
  assert.ok(!others.some((one) => one.id === id), 'who has a conflict does not find it');
  assert.equal(await code(bank.client.listDeclarations({})), 'access.forbidden');
});

test('comments of all projects are seen to by the office, the longest waiting first; figures count what waits', async () => {
  const number = await running();
  const before = (await board.client.getPilotFigures({})).body;
  const said = ['甲', '乙', '丙'].map((body) => ({ id: newId(), body }));
  for (const body of said) await anybody.postPilotComment({ params: { number }, body });
  const waiting = async (limit: number) =>
    (await secretary.client.listAllComments({ query: { limit } })).body;
  const first = await waiting(before.waitingComments + 2);
  assert.ok(first.next !== null);
  const { items } = (await secretary.client.listAllComments({ query: { limit: 2, cursor: first.next } }))
    .body;
  const ids = said.map(({ id }) => id).toSorted();
  assert.deepEqual([first.items.at(-1)!.id, items[0]!.id], ids.slice(1));
  const counted = (await board.client.getPilotFigures({})).body;
  assert.equal(counted.waitingComments, before.waitingComments + 3);
  assert.ok(counted.projects.some(({ stage, count }) => stage === 'running' && count > 0));
  assert.equal(await code(bank.client.listAllComments({ query: {} })), 'access.forbidden');
});
