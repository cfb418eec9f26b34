import type { Bilingual } from '@finharbor/kernel/contract';
import {
  latestAfter,
  latestPage,
  type PublicEntry,
  type PublicPages,
  type PublicSection,
  publicPages,
} from '@finharbor/portal';
import { articles } from '../breach/articles.ts';
import { measures } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { firmView } from '../rating/firms.ts';
import { type KnownFirm, knownFirm, knownFirms } from '../rating/known.ts';
import type { Component, Rating } from '../rating/rate.ts';
import { withRatings } from '../rating/rated.ts';
import { type FirmView, type RatedFirm, ratedFirmSchema } from '../rating/routes.ts';
import { partyOf, usccOf } from '../schemas.ts';
import { heads, keysOf, outcomes, stages } from '../words.ts';

/** Firms with their ratings, for the public site: what `GET /ethics/firms/:uscc` gives, and no more. */
export function publicFirmPages(ctx: EthicsContext): PublicPages {
  return publicPages<RatedFirm>({
    name: 'ethics-firms',
    title: { en: 'Ethics of firms', zh: '企业伦理评价' },
    lead: {
      en: 'Firms of which something was published, how they are rated by the method in force, and what the rating is made of.',
      zh: '已有公开记录的企业、按现行办法作出的伦理评价及其构成。',
    },
    foundBy: { en: 'A part of the name, or the beginning of the code', zh: '企业名称或统一社会信用代码' },
    async list({ text, after, limit }) {
      const before = latestAfter(after);
      if (before === null) return undefined;
      const place = before && { atMs: before.atMs, firm: partyOf(before.number) };
      const found = await knownFirms(ctx, { text, from: { before: place }, limit: limit + 1 });
      const rated = await withRatings(ctx, found);
      return latestPage(
        found.map((known, at) => ({ known, rating: rated[at]! })),
        {
          ...{ limit, entryOf: ({ known, rating }) => entryOf(known, rating) },
          placeOf: ({ known: { publishedAtMs, firm } }) => [publishedAtMs, usccOf(firm)],
        },
      );
    },
    async entry(id) {
      const known = await knownFirm(ctx, partyOf(id));
      if (!known) return undefined;
      const one = await firmView(ctx, known.firm);
      return { ...entryOf(known, one.rating), sections: sectionsOf(one) };
    },
    data: {
      description: {
        en: 'Every firm of which something was published: its code, its name, its points of 1,000 and its band, empty where it is not rated.',
        zh: '全部有公开记录的企业：统一社会信用代码、名称、得分（满分1000）及等级，未评价的为空。',
      },
      record: ratedFirmSchema,
      columns,
      records: async (after, limit) =>
        withRatings(ctx, await knownFirms(ctx, { from: { after: partyOf(after ?? '') }, limit })),
      idOf: ({ uscc }) => uscc,
    },
  });
}

function entryOf(
  { firm, name, publishedAtMs }: KnownFirm,
  rating: Pick<Rating, 'score' | 'band'> | null,
): PublicEntry {
  const { score = null, band = null } = rating ?? {};
  return {
    id: usccOf(firm),
    title: name,
    kind: { en: 'Ethics of a firm', zh: '企业伦理档案' },
    facts: [
      { title: { en: 'Unified social credit code', zh: '统一社会信用代码' }, value: usccOf(firm) },
      { title: { en: 'Band', zh: '等级' }, value: band ?? { en: 'Not rated', zh: '未评价' } },
      ...(score === null
        ? []
        : [{ title: { en: 'Points of 1,000', zh: '得分（满分1000）' }, value: String(score) }]),
    ],
    publishedAtMs,
  };
}

const parts: Readonly<Record<Component, Bilingual>> = {
  reviews: { en: 'Opinions', zh: '审查意见' },
  conditions: { en: 'Conditions met in time', zh: '条件按期落实' },
  breaches: { en: 'No breaches', zh: '无违反行为' },
  disclosure: { en: 'Disclosure', zh: '信息披露' },
  declaration: { en: 'Declaration', zh: '宣言签署' },
};

function sectionsOf(one: FirmView): readonly PublicSection[] {
  return [
    ...ratingIn(one),
    opinionsIn(one),
    tableOr({ en: 'Breaches', zh: '违反宣言行为' }, breachColumns, breachRows(one)),
    ...one.disclosures.map(({ year, heads: told }) => ({
      title: { en: `Disclosure for ${year}`, zh: `${year}年度信息披露` },
      facts: keysOf(heads).map((head) => ({ title: heads[head], value: told[head] })),
    })),
    tableOr(
      { en: 'Signatures of the declaration', zh: '宣言签署记录' },
      signatureColumns,
      signatureRows(one),
    ),
  ];
}

function ratingIn({ rating, method }: FirmView): readonly PublicSection[] {
  if (rating === null || rating.score === null) return [];
  const caption = { en: `By version ${method} of the method`, zh: `依据评价办法第${method}版` };
  return [
    {
      title: { en: 'What the rating is made of', zh: '评价构成' },
      table: {
        caption,
        columns: [
          { en: 'What counts', zh: '评价项目' },
          { en: 'Points of 1,000', zh: '得分（满分1000）' },
          { en: 'Weight', zh: '权重' },
        ],
        rows: rating.parts.map(({ component, points, weight }) => [
          parts[component],
          points === null ? { en: 'nothing on file', zh: '无记录' } : String(points),
          String(weight),
        ]),
      },
    },
  ];
}

function opinionsIn({ opinions, conditions }: FirmView): PublicSection {
  const { met, late, overdue, open } = conditions;
  const table = tableOr(
    { en: 'Opinions', zh: '审查意见' },
    [
      { en: 'Number', zh: '编号' },
      { en: 'Product', zh: '产品' },
      { en: 'Stage', zh: '阶段' },
      { en: 'Outcome', zh: '结论' },
      { en: 'Issued on', zh: '公布日期' },
    ],
    opinions.map(({ number, product, stage, outcome, issuedAtMs }) => [
      ...[number, product, stages[stage], outcomes[outcome]],
      { dayOfMs: issuedAtMs },
    ]),
  );
  return {
    ...table,
    facts: [
      { title: { en: 'Conditions met in time', zh: '按期落实的条件' }, value: String(met) },
      { title: { en: 'Met late', zh: '逾期落实' }, value: String(late) },
      { title: { en: 'Overdue', zh: '逾期未落实' }, value: String(overdue) },
      { title: { en: 'Open', zh: '待落实' }, value: String(open) },
    ],
  };
}

type Rows = NonNullable<PublicSection['table']>['rows'];

const breachColumns: readonly Bilingual[] = [
  { en: 'Number', zh: '编号' },
  { en: 'Article', zh: '条款' },
  { en: 'Measure', zh: '处理措施' },
  { en: 'On', zh: '日期' },
];

function breachRows({ breaches }: FirmView): Rows {
  return breaches.map(({ number, article, measure, on }) => [
    ...[number, articles[String(article) as keyof typeof articles], measures[measure], on],
  ]);
}

const signatureColumns: readonly Bilingual[] = [
  { en: 'Version', zh: '版本' },
  { en: 'Signed on', zh: '签署日期' },
  { en: 'How it stands', zh: '状态' },
];

const endings: Readonly<Record<'withdrawn' | 'removed', Bilingual>> = {
  withdrawn: { en: 'Withdrawn by the firm', zh: '企业已撤回' },
  removed: { en: 'Removed by the committee', zh: '已被取消' },
};

function signatureRows({ signatures }: FirmView): Rows {
  return signatures.map(({ version, signedAtMs, ending }) => [
    ...[String(version), { dayOfMs: signedAtMs }],
    ending === null ? { en: 'In force', zh: '有效' } : endings[ending],
  ]);
}

function tableOr(title: Bilingual, heads: readonly Bilingual[], rows: Rows): PublicSection {
  if (rows.length === 0) return { title, paragraphs: [{ en: 'None.', zh: '无。' }] };
  return { title, table: { caption: title, columns: heads, rows } };
}

const columns: PublicPages<RatedFirm>['data']['columns'] = [
  {
    name: 'uscc',
    title: { en: 'Unified social credit code', zh: '统一社会信用代码' },
    of: ({ uscc }) => uscc,
  },
  { name: 'firm', title: { en: 'Firm', zh: '企业' }, of: ({ name }) => name ?? '' },
  {
    name: 'score',
    title: { en: 'Points of 1,000', zh: '得分（满分1000）' },
    of: ({ score }) => String(score ?? ''),
  },
  { name: 'band', title: { en: 'Band', zh: '等级' }, of: ({ band }) => band ?? '' },
];
