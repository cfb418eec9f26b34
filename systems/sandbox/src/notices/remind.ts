import { dayOf } from '@finharbor/cases';
import type { PilotNotice, SandboxContext } from '../context.ts';
import { type DueReport, dueReports } from './due.ts';

/** So many days before a report is due its applicant is reminded, and no earlier than after half of its rhythm. */
const remindedDays = 3;

/**
 * Reminds of reports that are due soon, and tells firm and board of those that did not come; each once for each day on which one was due. It is told
 * first and written down after: a process that is killed in between tells it again under the same key, which is no second notice.
 */
export async function remindOfReports(ctx: SandboxContext): Promise<void> {
  const { db, clock, cases } = ctx;
  const today = dayOf(cases.calendar, clock.nowMs());
  const due = await dueReports(ctx);
  const notices = due.flatMap((one) => {
    const left = today.until(Temporal.PlainDate.from(one.dueDay), { largestUnit: 'days' }).days;
    if (left > Math.min(remindedDays, Math.floor(one.everyDays / 2))) return [];
    return left < 0 ? missed(one) : [reminder(one)];
  });
  if (notices.length === 0) return;
  const told = new Set(
    (
      await db
        .selectFrom('pilot_told')
        .select('key')
        .where(
          'key',
          'in',
          notices.map(({ key }) => key),
        )
        .execute()
    ).map(({ key }) => key),
  );
  for (const notice of notices) {
    if (told.has(notice.key)) continue;
    await ctx.tell(notice);
    await db
      .insertInto('pilot_told')
      .values({ key: notice.key, at_ms: BigInt(clock.nowMs()) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function reminder({ number, party, what, title, dueDay }: DueReport): PilotNotice {
  return {
    ...{ key: `due/${number}/${what}/${dueDay}/soon`, kind: 'pilot.report', number },
    to: { party, role: 'owner' },
    title: {
      en: `Pilot project ${number}: ${title.en} has to be reported by ${dueDay}`,
      zh: `试点项目${number}：请于${dueDay}前报送${title.zh}`,
    },
  };
}

function missed({ number, party, what, title, dueDay }: DueReport): readonly PilotNotice[] {
  const said = {
    kind: 'pilot.report' as const,
    number,
    title: {
      en: `Pilot project ${number}: ${title.en} was due on ${dueDay} and has not come`,
      zh: `试点项目${number}：${title.zh}应于${dueDay}报送，逾期未报`,
    },
  };
  const key = `due/${number}/${what}/${dueDay}`;
  return [
    { ...said, key: `${key}/firm`, to: { party, role: 'owner' } },
    { ...said, key: `${key}/board`, to: { party: 'hub', role: 'bureau' } },
  ];
}
