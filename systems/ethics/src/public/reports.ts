import type { Bilingual } from '@finharbor/kernel/contract';
import {
  latestAfter,
  latestPage,
  type PublicEntry,
  type PublicPages,
  type PublicSection,
  publicPages,
} from '@finharbor/portal';
import { measures } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { figuresOf, type YearFigures } from '../report/figures.ts';
import { figuresSchema } from '../report/routes.ts';
import { yearsOn } from '../report/years.ts';
import { fields, keysOf, outcomes, stages } from '../words.ts';
import { lately } from './lately.ts';

/** As long as whoever has read a page may keep it: all firms are rated for the figures of a year. */
const keptMs = 60_000;

type Year = { readonly year: number; readonly countedAtMs: number };

/** What each year of the committee comes to, for the public site: what `GET /ethics/reports/:year` gives, and no more. */
export function publicReportPages(ctx: EthicsContext): PublicPages {
  const keep = { clock: ctx.clock, forMs: keptMs };
  const years = lately(keep, (_all: 'years') => yearsOn(ctx));
  const figures = lately(keep, (year: number) => figuresOf(ctx, year));
  return publicPages<YearFigures>({
    name: 'ethics-reports',
    title: { en: 'Ethics: annual reports', zh: '伦理年度报告' },
    lead: {
      en: 'Reviews, conditions, breaches, disclosures and ratings of each year, counted from the committee’s books.',
      zh: '历年审查、条件落实、违反行为、披露与评价情况，由系统依据委员会记录统计。',
    },
    foundBy: { en: 'A year', zh: '年度' },
    async list({ text, after, limit }) {
      const from = latestAfter(after);
      if (from === null) return undefined;
      const fitting = (await years('years')).filter(
        ({ year }) =>
          (text === undefined || String(year).includes(text.trim())) &&
          (from === undefined || year < Number(from.number)),
      );
      return latestPage(fitting.slice(0, limit + 1), {
        ...{ limit, entryOf },
        placeOf: ({ countedAtMs, year }) => [countedAtMs, String(year)],
      });
    },
    async entry(id) {
      const one = (await years('years')).find(({ year }) => String(year) === id);
      return one && { ...entryOf(one), sections: sectionsOf(await figures(one.year)) };
    },
    data: {
      description: {
        en: 'The figures of each year, as the annual report has them. Those of a year that is not over still change.',
        zh: '各年度数据，与年度报告一致。未结束年度的数据仍会变化。',
      },
      record: figuresSchema,
      columns,
      records: async (after, limit) => {
        const known = (await years('years')).map(({ year }) => year).toReversed();
        const asked = known.filter((year) => after === undefined || year > Number(after)).slice(0, limit);
        return Promise.all(asked.map(figures));
      },
      idOf: ({ year }) => String(year),
    },
  });
}

function entryOf({ year, countedAtMs }: Year): PublicEntry {
  return {
    id: String(year),
    title: { en: `Annual report ${year}`, zh: `${year}年度报告` },
    kind: { en: 'Annual report of the ethics committee', zh: '金融科技伦理委员会年度报告' },
    facts: [{ title: { en: 'Year', zh: '年度' }, value: String(year) }],
    publishedAtMs: countedAtMs,
  };
}

function sectionsOf(figures: YearFigures): readonly PublicSection[] {
  const { filed, appealed, dissents, disclosures, signatories, sessions } = figures;
  const issued = Object.values(figures.byOutcome).reduce((sum, one) => sum + one, 0);
  return [
    {
      title: { en: 'The year', zh: '年度概况' },
      facts: [
        { title: { en: 'Reviews filed', zh: '提交审查' }, value: String(filed) },
        { title: { en: 'Opinions issued', zh: '出具意见' }, value: String(issued) },
        { title: { en: 'Heard again on appeal', zh: '经申诉再审' }, value: String(appealed) },
        { title: { en: 'Opinions of members who did not agree', zh: '不同意见' }, value: String(dissents) },
        { title: { en: 'Sessions held', zh: '召开会议' }, value: String(sessions) },
        {
          title: { en: 'Firms that disclosed for the year', zh: '提交年度披露的企业' },
          value: String(disclosures),
        },
        { title: { en: 'Signatories of the declaration', zh: '宣言签署企业' }, value: String(signatories) },
      ],
    },
    tableOf(
      { en: 'Reviews filed, by stage of the product', zh: '按产品阶段统计的审查' },
      stages,
      figures.byStage,
    ),
    tableOf({ en: 'Opinions, by outcome', zh: '按结论统计的意见' }, outcomes, figures.byOutcome),
    tableOf({ en: 'Conditions due in the year', zh: '本年度到期条件' }, standings, figures.conditions),
    tableOf({ en: 'Breaches, by measure', zh: '按处理措施统计的违反行为' }, measures, figures.breaches),
    tableOf({ en: 'Members in office, by field', zh: '按领域统计的在任委员' }, fields, figures.members),
    tableOf(
      { en: 'Firms, by band of their rating now', zh: '按当前评价等级统计的企业' },
      Object.fromEntries(figures.bands.map(({ band }) => [band, { en: band, zh: band }])),
      Object.fromEntries(figures.bands.map(({ band, firms }) => [band, firms])),
    ),
  ];
}

/** How conditions stand, as the annual report says it. */
const standings: Readonly<Record<keyof YearFigures['conditions'], Bilingual>> = {
  open: { en: 'Not due yet', zh: '未到期' },
  overdue: { en: 'Overdue', zh: '逾期' },
  reported: { en: 'Reported, to be checked', zh: '已报告待核查' },
  met: { en: 'Met in time', zh: '按期落实' },
  late: { en: 'Met late', zh: '逾期落实' },
};

function tableOf(
  title: Bilingual,
  names: Readonly<Record<string, Bilingual>>,
  counts: Readonly<Record<string, number>>,
): PublicSection {
  const rows = keysOf(names).map((key) => [names[key]!, String(counts[key] ?? 0)]);
  if (rows.length === 0) return { title, paragraphs: [{ en: 'None.', zh: '无。' }] };
  const heads = [
    { en: 'What', zh: '项目' },
    { en: 'Number', zh: '数量' },
  ];
  return { title, table: { caption: title, columns: heads, rows } };
}

const columns: PublicPages<YearFigures>['data']['columns'] = [
  { name: 'year', title: { en: 'Year', zh: '年度' }, of: ({ year }) => String(year) },
  { name: 'filed', title: { en: 'Reviews filed', zh: '提交审查' }, of: ({ filed }) => String(filed) },
  {
    ...{ name: 'issued', title: { en: 'Opinions issued', zh: '出具意见' } },
    of: ({ byOutcome }) => String(Object.values(byOutcome).reduce((sum, one) => sum + one, 0)),
  },
  {
    ...{ name: 'breaches', title: { en: 'Breaches found', zh: '认定违反行为' } },
    of: ({ breaches }) => String(Object.values(breaches).reduce((sum, one) => sum + one, 0)),
  },
  {
    ...{ name: 'disclosures', title: { en: 'Firms that disclosed', zh: '披露企业' } },
    of: ({ disclosures }) => String(disclosures),
  },
  {
    name: 'signatories',
    title: { en: 'Signatories', zh: '签署企业' },
    of: ({ signatories }) => String(signatories),
  },
  {
    name: 'sessions',
    title: { en: 'Sessions held', zh: '召开会议' },
    of: ({ sessions }) => String(sessions),
  },
];
