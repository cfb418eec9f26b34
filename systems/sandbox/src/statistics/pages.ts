import type { Bilingual } from '@finharbor/kernel/contract';
import { type DataColumn, type PublicEntry, type PublicPages, publicPages } from '@finharbor/portal';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { trackNames, tracks } from '../tracks.ts';
import { type PilotYear, pilotYears } from './year.ts';
import { yearEndMs } from './years.ts';

/** The statistics are counted anew so often at most: whoever reads them many times makes no work. */
const keptMs = 60_000;

/** What each year of the pilot was, for the public site: a page a year, and a record for each track of it. */
export function publicStatisticsPages(ctx: Pick<SandboxContext, 'db' | 'clock' | 'cases'>): PublicPages {
  const counted = keptCount(ctx);
  // A year that is over was published when it was; the one that runs, when it was counted.
  const entryOf = (found: readonly PilotYear[], countedMs: number): PublicEntry => ({
    ...shownOf(found),
    publishedAtMs: Math.min(countedMs, yearEndMs(found[0]!.year, ctx.cases.calendar.zone)),
  });
  return publicPages<PilotYear>({
    name: 'pilot-statistics',
    title: { en: 'Pilot in figures', zh: '试点统计' },
    lead: {
      en: 'What each year of the innovation pilot was. Counts of people under ten are withheld.',
      zh: '创新试点年度统计。人数少于十的数据不予公布。',
    },
    foundBy: { en: 'A year', zh: '年份' },
    async list({ text, after, limit }) {
      if (after !== undefined && !/^[0-9]{4}$/.test(after)) return undefined;
      const { atMs, years } = await counted();
      const entries = Object.values(Object.groupBy(years, ({ year }) => year))
        .map((tracksOfIt) => entryOf(tracksOfIt!, atMs))
        .filter(({ id }) => (after === undefined || id < after) && id.includes(text?.trim() ?? ''))
        .toSorted((a, b) => (a.id < b.id ? 1 : -1));
      const page = entries.slice(0, limit);
      return { entries: page, next: entries.length > limit ? page.at(-1)!.id : null };
    },
    async entry(id) {
      const { atMs, years } = await counted();
      const found = years.filter(({ year }) => String(year) === id);
      return found.length === 0 ? undefined : { ...entryOf(found, atMs), sections: sectionsOf(found) };
    },
    data: {
      description: {
        en: 'Each year of each track: projects declared, admitted, refused, withdrawn, stopped and exited, those in test at its end, complaints and how they ended, comments, compensation, alerts. Null is withheld: fewer than ten people.',
        zh: '各类别各年度：登记、准予、不予、撤回、终止、出盒项目数，期末测试中项目数，投诉及办理结果，公众意见，客户补偿，预警。空值表示人数少于十，不予公布。',
      },
      record: yearSchema,
      columns,
      records: async (after, limit) =>
        (await counted()).years
          .filter(({ id }) => after === undefined || id > after)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit),
      idOf: ({ id }) => id,
    },
  });
}

type Counted = { readonly atMs: number; readonly years: readonly PilotYear[] };

function keptCount(ctx: Pick<SandboxContext, 'db' | 'clock' | 'cases'>): () => Promise<Counted> {
  let kept: { readonly atMs: number; readonly count: Promise<Counted> } | undefined;
  return () => {
    const atMs = ctx.clock.nowMs();
    if (!kept || atMs - kept.atMs >= keptMs) {
      const mine = { atMs, count: pilotYears(ctx).then((years) => ({ atMs, years })) };
      kept = mine;
      // What failed is counted again by whoever asks next.
      mine.count.catch(() => {
        if (kept === mine) kept = undefined;
      });
    }
    return kept.count;
  };
}

const fact = (title: Bilingual, value: string) => ({ title, value });

function shownOf(found: readonly PilotYear[]): Omit<PublicEntry, 'publishedAtMs'> {
  const { year } = found[0]!;
  const sum = (of: 'admitted' | 'exited' | 'running'): string =>
    String(found.reduce((total, one) => total + one[of], 0));
  return {
    id: String(year),
    title: { en: `The pilot in ${year}`, zh: `${year}年试点统计` },
    kind: { en: 'Annual statistics', zh: '年度统计' },
    facts: [
      fact(figures.admitted, sum('admitted')),
      fact(figures.exited, sum('exited')),
      fact(figures.running, sum('running')),
    ],
  };
}

type Figure = Exclude<keyof PilotYear, 'id' | 'year' | 'track'>;

const figures: Readonly<Record<Figure, Bilingual>> = {
  declared: { en: 'Declared and announced', zh: '登记公示' },
  admitted: { en: 'Admitted', zh: '准予测试' },
  refused: { en: 'Not admitted', zh: '不予测试' },
  withdrawn: { en: 'Withdrawn', zh: '撤回' },
  stopped: { en: 'Stopped', zh: '终止' },
  exited: { en: 'Exited, certified', zh: '出盒' },
  running: { en: 'In test at the end', zh: '期末测试中' },
  suspended: { en: 'Suspended at the end', zh: '期末暂停中' },
  alerts: { en: 'Alerts', zh: '预警' },
  complaints: { en: 'Complaints', zh: '投诉' },
  complaintsAnswered: { en: 'Complaints answered', zh: '已答复投诉' },
  complaintsDismissed: { en: 'Complaints not taken up', zh: '不予受理投诉' },
  complaintsWithdrawn: { en: 'Complaints withdrawn', zh: '撤回投诉' },
  medianDaysToAnswer: { en: 'Median days to the answer', zh: '答复天数中位数' },
  comments: { en: 'Comments', zh: '公众意见' },
  compensatedCustomers: { en: 'Customers compensated', zh: '已补偿客户' },
  compensationPaidFen: { en: 'Compensation paid, in fen', zh: '已付补偿（分）' },
};

const names = Object.keys(figures) as Figure[];
const withheld: Bilingual = { en: 'withheld', zh: '不公布' };

function sectionsOf(found: readonly PilotYear[]): NonNullable<PublicEntry['sections']> {
  const caption = { en: 'Figures by track', zh: '各类别统计' };
  return [
    {
      title: { en: 'Where projects stood and what became of them', zh: '项目情况' },
      chart: {
        caption: { en: 'Projects of all tracks', zh: '全部类别项目数' },
        bars: (['declared', 'admitted', 'refused', 'withdrawn', 'stopped', 'exited', 'running'] as const).map(
          (name) => ({
            title: figures[name],
            value: found.reduce((total, one) => total + one[name], 0),
          }),
        ),
      },
    },
    {
      title: caption,
      table: {
        caption,
        columns: [{ en: 'Figure', zh: '指标' }, ...trackNames.map((name) => tracks[name].title)],
        rows: names.map((name) => [
          figures[name],
          ...trackNames.map((track) => {
            const value = found.find((one) => one.track === track)?.[name];
            return value === null || value === undefined ? withheld : String(value);
          }),
        ]),
      },
    },
  ];
}

const count = z.int().min(0);
const few = count.nullable().meta({ description: 'Null where it is withheld: fewer than ten people' });

const yearSchema: z.ZodType<PilotYear> = z.strictObject({
  ...{ id: z.string().regex(/^[0-9]{4}-[a-z-]+$/), year: z.int(), track: z.enum(trackNames) },
  ...{ declared: count, admitted: count, refused: count, withdrawn: count, stopped: count, exited: count },
  ...{ running: count, suspended: count, alerts: count },
  ...{ complaints: few, complaintsAnswered: few, complaintsDismissed: few, complaintsWithdrawn: few },
  medianDaysToAnswer: z.number().min(0).nullable(),
  ...{ comments: few, compensatedCustomers: few, compensationPaidFen: few },
});

const columns: readonly DataColumn<PilotYear>[] = [
  { name: 'year', title: { en: 'Year', zh: '年份' }, of: ({ year }) => String(year) },
  { name: 'track', title: { en: 'Track', zh: '试点类别代码' }, of: ({ track }) => track },
  ...names.map((name) => ({
    name: name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`),
    title: figures[name],
    of: (one: PilotYear) => String(one[name] ?? ''),
  })),
];
