import { instantText } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import {
  latestAfter,
  latestPage,
  type PublicEntry,
  type PublicPages,
  type PublicSection,
  publicPages,
} from '@finharbor/portal';
import type { EthicsContext } from '../context.ts';
import { opinion } from '../review/opinions.ts';
import { type OpinionLine, type OpinionView, opinionLineSchema, type Standing } from '../review/routes.ts';
import { keysOf, outcomes, type Stage, stages } from '../words.ts';
import { publishedOpinions } from './read.ts';

/** The committee's opinions, for the public site: what `GET /ethics/opinions` gives, and no more. */
export function publicOpinionPages(ctx: EthicsContext): PublicPages {
  return publicPages<OpinionLine>({
    name: 'ethics',
    title: { en: 'Ethics opinions', zh: '科技伦理审查意见' },
    lead: {
      en: 'What the ethics committee thinks of products at each stage of their life, with the conditions it set and the reasons of members who did not agree.',
      zh: '科技伦理委员会对产品各阶段的审查意见，含所附条件及不同意见。',
    },
    foundBy: {
      en: 'A number, a code, or a part of the name of a firm or product',
      zh: '编号、统一社会信用代码、企业或产品名称',
    },
    choices: {
      title: { en: 'Stage', zh: '阶段' },
      options: keysOf(stages).map((name) => ({ value: name, title: stages[name] })),
    },
    async list({ text, choice, after, limit }) {
      const from = latestAfter(after);
      if (from === null) return undefined;
      const stage = choice as Stage | undefined;
      const found = await publishedOpinions(ctx, { text, stage, before: from, limit: limit + 1 });
      return latestPage(found, {
        ...{ limit, entryOf },
        placeOf: ({ issuedAtMs, number }) => [issuedAtMs, number],
      });
    },
    async entry(id) {
      const [one] = await publishedOpinions(ctx, { number: id, limit: 1 });
      return one && { ...entryOf(one), sections: sectionsOf(await opinion(ctx, id)) };
    },
    data: {
      description: {
        en: 'Every published opinion: its number, the firm, the product, its stage, what the opinion comes to and when it was issued.',
        zh: '全部已公布的审查意见：编号、企业、产品、阶段、结论及公布时间。',
      },
      record: opinionLineSchema,
      columns,
      records: (after, limit) => publishedOpinions(ctx, { afterNumber: after ?? '', limit }),
      idOf: ({ number }) => number,
    },
  });
}

function entryOf({ number, uscc, firm, product, stage, outcome, issuedAtMs }: OpinionLine): PublicEntry {
  return {
    id: number,
    title: product,
    kind: { en: 'Ethics opinion', zh: '科技伦理审查意见' },
    facts: [
      { title: { en: 'Number', zh: '编号' }, value: number },
      { title: { en: 'Firm', zh: '企业' }, value: firm },
      { title: { en: 'Unified social credit code', zh: '统一社会信用代码' }, value: uscc },
      { title: { en: 'Stage', zh: '阶段' }, value: stages[stage] },
      { title: { en: 'Outcome', zh: '结论' }, value: outcomes[outcome] },
    ],
    publishedAtMs: issuedAtMs,
  };
}

const standings: Readonly<Record<Standing, Bilingual>> = {
  open: { en: 'To be met', zh: '待落实' },
  overdue: { en: 'Overdue', zh: '已逾期' },
  reported: { en: 'Reported, being checked', zh: '已报告，待核查' },
  met: { en: 'Met in time', zh: '按期落实' },
  late: { en: 'Met late', zh: '逾期落实' },
};

function sectionsOf({ text, votes, hearings, dissents, conditions }: OpinionView): readonly PublicSection[] {
  return [
    {
      title: { en: 'Opinion', zh: '审查意见' },
      paragraphs: [text],
      facts: [
        { title: { en: 'For', zh: '同意' }, value: String(votes.for) },
        { title: { en: 'Against', zh: '不同意' }, value: String(votes.against) },
        { title: { en: 'Abstained', zh: '弃权' }, value: String(votes.abstain) },
        { title: { en: 'Hearings', zh: '评审次数' }, value: String(hearings) },
      ],
    },
    ...(conditions.length === 0 ? [] : [conditionsIn(conditions)]),
    ...(dissents.length === 0
      ? []
      : [
          {
            title: { en: 'Members who did not agree', zh: '不同意见' },
            facts: dissents.map(({ member, text: why }) => ({
              title: member === null ? { en: 'One member', zh: '一名委员' } : { en: member, zh: member },
              value: why,
            })),
          },
        ]),
  ];
}

function conditionsIn(conditions: OpinionView['conditions']): PublicSection {
  return {
    title: { en: 'Conditions', zh: '所附条件' },
    table: {
      caption: { en: 'Conditions and how they stand', zh: '所附条件及落实情况' },
      columns: [
        { en: 'Condition', zh: '条件' },
        { en: 'Due on', zh: '期限' },
        { en: 'How it stands', zh: '落实情况' },
        { en: 'Met on', zh: '落实日期' },
      ],
      rows: conditions.map(({ what, dueOn, standing, metOn }) => [
        what,
        dueOn,
        standings[standing],
        metOn ?? '',
      ]),
    },
  };
}

const columns: PublicPages<OpinionLine>['data']['columns'] = [
  { name: 'number', title: { en: 'Number', zh: '编号' }, of: ({ number }) => number },
  {
    name: 'uscc',
    title: { en: 'Unified social credit code', zh: '统一社会信用代码' },
    of: ({ uscc }) => uscc,
  },
  { name: 'firm', title: { en: 'Firm', zh: '企业' }, of: ({ firm }) => firm },
  { name: 'product', title: { en: 'Product', zh: '产品' }, of: ({ product }) => product },
  { name: 'stage', title: { en: 'Stage', zh: '阶段代码' }, of: ({ stage }) => stage },
  { name: 'outcome', title: { en: 'Outcome', zh: '结论代码' }, of: ({ outcome }) => outcome },
  {
    ...{ name: 'issued_at', title: { en: 'When it was issued (UTC)', zh: '公布时间（UTC）' } },
    of: ({ issuedAtMs }) => instantText(issuedAtMs),
  },
];
