import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testRegister } from '../testing.ts';
import type { Indicator } from '../watch/readings.ts';
import { putIndicator, report } from '../watch/readings.ts';
import { putRecord } from '../watch/records.ts';
import { remindOfReports } from './remind.ts';

const dayMs = 24 * 3_600_000;
const register = await testRegister(Date.UTC(2026, 2, 2, 4));
const { ctx, clock, told, moved, newId } = register;
after(() => register[Symbol.asyncDispose]());

const faults: Indicator = {
  ...{ indicator: 'faults', title: { en: 'Faults', zh: '故障' }, unit: '次', bound: 'at_most' },
  ...{ warn: '5', hard: '9', everyDays: 30, halts: false },
};
const partyOf = (number: string): string => `firm:${number.slice(0, 18)}`;
const day = (): string =>
  Temporal.Instant.fromEpochMilliseconds(clock.nowMs() + 8 * 3_600_000)
    .toString()
    .slice(0, 10);

/** Lets a day pass so many times, as the chore does its round each day, and gives what was told of a project meanwhile. */
async function days(count: number, number: string): Promise<readonly string[]> {
  const before = told.length;
  for (let passed = 0; passed < count; passed++) {
    clock.advance(dayMs);
    await remindOfReports(ctx);
    await remindOfReports(ctx);
  }
  return told
    .slice(before)
    .filter((one) => one.number === number)
    .map(
      ({ to, title }) => `${'party' in to ? to.party.split(':')[0] : 'person'} ${title.en.split(': ')[1]}`,
    );
}

test('a reminder comes before an indicator is due, firm and board hear of it when it is missing, each once; what is reported is owed no more', async () => {
  const number = await register.running();
  await putIndicator(ctx, number, faults);
  assert.deepEqual(await days(26, number), []);
  assert.deepEqual(await days(4, number), ['firm Faults has to be reported by 2026-04-01']);
  assert.deepEqual(await days(3, number), [
    'firm Faults was due on 2026-04-01 and has not come',
    'hub Faults was due on 2026-04-01 and has not come',
  ]);
  const party = partyOf(number);
  await report(ctx, { number, party, readings: [{ indicator: 'faults', day: day(), value: '1' }] });
  assert.deepEqual(await days(26, number), []);
  assert.deepEqual(await days(1, number), ['firm Faults has to be reported by 2026-05-04']);
  await moved(number, 'withdraw');
  assert.deepEqual(await days(20, number), [], 'what is over owes nothing');
});

test('a disclosure is due after the days of the track, counted from the last one', async () => {
  const number = await register.running();
  assert.deepEqual(await days(86, number), []);
  assert.equal((await days(1, number)).length, 1);
  await putRecord(ctx, {
    ...{ id: newId(), number, party: partyOf(number) },
    body: { kind: 'disclosure', title: '季报', text: '运行平稳' },
  });
  assert.deepEqual(await days(86, number), []);
  assert.equal((await days(5, number)).length, 3);
});

test('a process that ends between telling and writing it down tells nobody a second time; two that do it at once neither', async () => {
  const number = await register.running();
  await putIndicator(ctx, number, { ...faults, everyDays: 10 });
  clock.advance(11 * dayMs);
  const dying = {
    ...ctx,
    tell: async (notice: Parameters<typeof ctx.tell>[0]) => {
      await ctx.tell(notice);
      throw new Error('killed');
    },
  };
  await assert.rejects(remindOfReports(dying), /killed/);
  await Promise.all([remindOfReports(ctx), remindOfReports(ctx)]);
  const heard = told.filter((one) => one.number === number).map(({ key }) => key);
  assert.equal(heard.length, 2);
  assert.equal(new Set(heard).size, 2);
  // The desk deletes old notices: the mark stays, and nothing is told anew.
  told.length = 0;
  await remindOfReports(ctx);
  assert.deepEqual(
    told.filter((one) => one.number === number),
    [],
  );
});
