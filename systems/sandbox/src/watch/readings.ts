import { dayOf } from '@finharbor/cases';
import { type FieldError, FinharborError, fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { SandboxContext, Tx } from '../context.ts';
import { isOf } from '../people/reach.ts';
import { liveStages, type Stage } from '../project/domain.ts';
import { hasHappened, lockedProject, move, noProject } from '../project/history.ts';
import { millionths } from './decimal.ts';

/** What is measured of a project, and from where on somebody is told. */
export type Indicator = {
  readonly indicator: string;
  readonly title: Bilingual;
  readonly unit: string;
  readonly bound: 'at_most' | 'at_least';
  readonly warn: string;
  readonly hard: string;
  readonly everyDays: number;
  readonly halts: boolean;
};

/** One value of a day; a decimal text. */
export type Reading = { readonly indicator: string; readonly day: string; readonly value: string };

/** Which bound a value is beyond; undefined where none. */
function levelOf(
  { bound, warn, hard }: Pick<Indicator, 'bound' | 'warn' | 'hard'>,
  value: string,
): 'warn' | 'hard' | undefined {
  const isBeyond = (limit: string): boolean =>
    bound === 'at_most' ? millionths(value) > millionths(limit) : millionths(value) < millionths(limit);
  if (isBeyond(hard)) return 'hard';
  return isBeyond(warn) ? 'warn' : undefined;
}

/** Agrees on an indicator, or changes it from now on. Errors: `pilot.not_found`, `pilot.bounds_crossed`. */
export async function putIndicator(
  { db, clock }: SandboxContext,
  number: string,
  { indicator, title, unit, bound, warn, hard, everyDays, halts }: Indicator,
): Promise<void> {
  const [softer, harder] = [millionths(warn), millionths(hard)];
  if (bound === 'at_most' ? softer > harder : softer < harder)
    fail('pilot.bounds_crossed', 'The warning comes before the hard bound. 预警值应先于限值触发。');
  const set = { title: JSON.stringify(title), unit, bound, warn, hard, every_days: everyDays, halts };
  await db.transaction().execute(async (tx) => {
    if (!(await lockedProject(tx, number))) noProject();
    await tx
      .insertInto('pilot_indicator')
      .values({ number, indicator, ...set, since_ms: BigInt(clock.nowMs()) })
      .onConflict((conflict) => conflict.columns(['number', 'indicator']).doUpdateSet(set))
      .execute();
  });
}

type Report = { readonly number: string; readonly party: string; readonly readings: readonly Reading[] };
type Passed = Reading & { readonly level: 'warn' | 'hard'; readonly title: Bilingual };

/**
 * Takes what is reported, all of it or nothing: a day that is reported again has the later value. A value beyond a bound is an alert, of which
 * the board is told; beyond the hard one the project may be suspended at once. Errors: `pilot.not_found`, `pilot.not_now`,
 * `pilot.readings_wrong` with a pointer for each.
 */
export async function report(ctx: SandboxContext, { number, party, readings }: Report): Promise<number> {
  const { db, clock, cases, tell } = ctx;
  const atMs = clock.nowMs();
  const today = dayOf(cases.calendar, atMs).toString();
  const passed = await db.transaction().execute(async (tx) => {
    const project = await lockedProject(tx, number);
    if (!project || !(await isOf(tx, project, party))) return noProject();
    if (!liveStages.includes(project.stage as Stage))
      return fail('pilot.not_now', 'The project does not run. 项目不在测试期内。');
    const agreed = await agreedOn(tx, number);
    const faults = readings.flatMap(({ indicator, day }, at): readonly FieldError[] => {
      if (!agreed.has(indicator))
        return [{ pointer: `/readings/${at}/indicator`, detail: 'is not agreed on. 未约定该指标。' }];
      return day > today
        ? [{ pointer: `/readings/${at}/day`, detail: 'is still to come. 日期尚未到来。' }]
        : [];
    });
    if (faults.length > 0)
      throw new FinharborError({
        code: 'pilot.readings_wrong',
        publicMessage: 'Nothing was taken: some of the values cannot be. 部分数据有误，未写入。',
        fields: faults,
      });
    // A day that stands in one report twice has the later value.
    const kept = [...new Map(readings.map((one) => [`${one.indicator}/${one.day}`, one])).values()];
    const judged = kept.map((one) => {
      const { title, ...limits } = agreed.get(one.indicator)!;
      return { ...one, title, level: levelOf(limits, one.value) };
    });
    const beyond = judged.flatMap(({ level, ...one }): readonly Passed[] =>
      level ? [{ ...one, level }] : [],
    );
    await keep(tx, { number, readings: kept, atMs });
    await settle(tx, { number, readings: judged.filter(({ level }) => level === undefined), atMs });
    await alert(tx, { number, readings: beyond, atMs });
    const halting = beyond.find((one) => one.level === 'hard' && agreed.get(one.indicator)!.halts);
    const key = halting ? `halt/${number}/${halting.indicator}/${halting.day}` : '';
    if (halting && !(await hasHappened(tx, key)))
      await move(tx, project, {
        ...{ move: 'suspend', key, atMs },
        reason: `${halting.title.zh}超出限值：${halting.value}。 Beyond its hard bound: ${halting.title.en}.`,
      });
    return beyond;
  });
  for (const { indicator, day, level, title } of passed)
    await tell({
      ...{ key: `alert/${number}/${indicator}/${day}/${level}`, kind: 'pilot.alert', number },
      to: { party: 'hub', role: 'bureau' },
      title: {
        en: `Pilot project ${number}: ${title.en} is beyond its ${level === 'hard' ? 'hard bound' : 'warning'}`,
        zh: `试点项目${number}：${title.zh}${level === 'hard' ? '超出限值' : '达到预警值'}`,
      },
    });
  return readings.length;
}

async function agreedOn(tx: Tx, number: string): Promise<ReadonlyMap<string, Indicator>> {
  const rows = await tx.selectFrom('pilot_indicator').selectAll().where('number', '=', number).execute();
  return new Map(
    rows.map(({ indicator, title, unit, bound, warn, hard, every_days, halts }) => [
      indicator,
      {
        ...{ indicator, unit, warn, hard, halts, everyDays: every_days },
        ...{ title: title as Bilingual, bound: bound as Indicator['bound'] },
      },
    ]),
  );
}

type Keeping<T = Reading> = {
  readonly number: string;
  readonly readings: readonly T[];
  readonly atMs: number;
};

async function keep(tx: Tx, { number, readings, atMs }: Keeping): Promise<void> {
  await tx
    .insertInto('pilot_reading')
    .values(
      readings.map(({ indicator, day, value }) => ({ number, indicator, day, value, at_ms: BigInt(atMs) })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['number', 'indicator', 'day'])
        .doUpdateSet(({ ref }) => ({ value: ref('excluded.value'), at_ms: ref('excluded.at_ms') })),
    )
    .execute();
}

/** An alert that nobody has answered goes where the later value is within bounds. */
async function settle(tx: Tx, { number, readings }: Keeping): Promise<void> {
  if (readings.length === 0) return;
  await tx
    .deleteFrom('pilot_alert')
    .where('number', '=', number)
    .where('answered_at_ms', 'is', null)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('indicator', 'day'),
        'in',
        readings.map(({ indicator, day }) => tuple(indicator, day)),
      ),
    )
    .execute();
}

/** An alert that was answered stays as it is. */
async function alert(tx: Tx, { number, readings, atMs }: Keeping<Passed>): Promise<void> {
  if (readings.length === 0) return;
  await tx
    .insertInto('pilot_alert')
    .values(
      readings.map(({ indicator, day, level }) => ({
        ...{ number, indicator, day, level, at_ms: BigInt(atMs) },
        ...{ answer: null, answered_at_ms: null },
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['number', 'indicator', 'day'])
        .doUpdateSet(({ ref }) => ({ level: ref('excluded.level') }))
        .where('pilot_alert.answered_at_ms', 'is', null),
    )
    .execute();
}

/** What was done about an alert; said again, the later answer stands. Errors: `pilot.not_found`. */
export async function answerAlert(
  { db, clock }: SandboxContext,
  { number, indicator, day }: { readonly number: string; readonly indicator: string; readonly day: string },
  answer: string,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('pilot_alert')
    .set({ answer, answered_at_ms: BigInt(clock.nowMs()) })
    .where('number', '=', number)
    .where('indicator', '=', indicator)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) noProject();
}
