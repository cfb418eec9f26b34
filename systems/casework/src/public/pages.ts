import { instantText } from '@finharbor/kernel';
import { instantSchema } from '@finharbor/kernel/contract';
import {
  latestAfter,
  latestPage,
  type PublicEntry,
  type PublicPages,
  type PublicSection,
  publicPages,
} from '@finharbor/portal';
import { z } from 'zod';
import type { CaseworkContext, WithoutAccount } from '../context.ts';
import { bilingual, numberSchema, publishedFields } from '../schemas.ts';
import { unnamedForms } from '../unnamed/forms.ts';
import { type PublicView, publicCase, publicCases, publicCasesAfter } from './read.ts';

/** The cases that were published, for the public site: the same as `GET /public/cases` gives, and no more; and what anybody may file. */
export function publicCasePages(ctx: CaseworkContext, without?: WithoutAccount): PublicPages {
  const { clock, procedures } = ctx.cases;
  const publishing = procedures.filter(({ steps }) => Object.values(steps).some((step) => step.publishes));
  return publicPages<PublicView>({
    name: 'cases',
    title: { en: 'Published cases', zh: '事项公示' },
    lead: {
      en: 'What was decided in procedures of the cluster and has to be known to everybody. Where it says so, anybody may object.',
      zh: '集群各项办事程序中依规应当公示的结果。注明异议期的，任何人均可提出异议。',
    },
    foundBy: {
      en: 'A number, Chinese words, pinyin or its initials',
      zh: '编号、中文词语、拼音或拼音首字母',
    },
    choices: {
      title: { en: 'Procedure', zh: '事项' },
      options: publishing.map(({ name, title }) => ({ value: name, title })),
    },
    async list({ text, choice, after, limit }) {
      const from = latestAfter(after);
      if (from === null) return undefined;
      const rows = await publicCases(ctx, { procedure: choice, text, after: from, limit: limit + 1 });
      return latestPage(rows, {
        ...{ limit, entryOf },
        placeOf: ({ publishedAtMs, number }) => [publishedAtMs, number],
      });
    },
    async entry(id) {
      const one = await publicCase(ctx, id);
      return one && { ...entryOf(one), sections: sectionsOf(one, clock.nowMs()) };
    },
    ...(without && { forms: unnamedForms(ctx, without) }),
    data: {
      description: {
        en: 'Every published case: its number, procedure, what is said of it, when it was published and until when anybody may object.',
        zh: '全部公示事项：编号、事项、公示内容、公示时间及异议截止时间。',
      },
      record: recordSchema,
      columns,
      records: (after, limit) => publicCasesAfter(ctx, after, limit),
      idOf: ({ number }) => number,
    },
  });
}

function entryOf({ number, procedure, title, facts, publishedAtMs }: PublicView): PublicEntry {
  return {
    id: number,
    title: { en: `${number} ${title.en}`, zh: `${number} ${title.zh}` },
    kind: procedure.title,
    facts,
    publishedAtMs,
  };
}

/** What can be done about it. */
function sectionsOf({ number, objection }: PublicView, nowMs: number): readonly PublicSection[] {
  if (!objection) return [];
  const title = { en: 'Objections', zh: '异议' };
  const until = {
    title: { en: 'Until the end of', zh: '截止日期' },
    value: { dayOfMs: objection.untilMs - 1 },
  };
  if (objection.untilMs <= nowMs)
    return [
      { title, paragraphs: [{ en: 'The time to object is over.', zh: '异议期已届满。' }], facts: [until] },
    ];
  return [
    {
      title,
      paragraphs: [
        {
          en: 'Whoever thinks that this is not right may object, and need not be concerned themselves. An objection is a case of its own with its own number: you sign in, say what is wrong, and follow how it is weighed.',
          zh: '认为公示内容有误的，任何人均可提出异议，不限于利害关系人。异议单独立案编号：登录后说明理由，并可随时查看处理进度。',
        },
        {
          en: 'The office that published this weighs it and says what follows. Until it has, what was decided stands.',
          zh: '由公示机关审查并告知处理结果；在此之前，原决定继续有效。',
        },
      ],
      facts: [until, { title: { en: 'By', zh: '方式' }, value: objection.procedure.title }],
      action: { text: { en: 'Object', zh: '提出异议' }, href: `/app/public-cases/${number}` },
    },
  ];
}

const named = z.strictObject({ name: z.string(), title: bilingual });

const recordSchema: z.ZodType<PublicView> = z.strictObject({
  number: numberSchema,
  procedure: named.meta({ description: 'In which procedure it was decided' }),
  ...publishedFields,
  publishedAtMs: instantSchema.meta({ description: 'When what stands there was published last' }),
  objection: z
    .strictObject({ procedure: named, untilMs: instantSchema })
    .nullable()
    .meta({ description: 'By which procedure anybody may object, and until when' }),
});

const columns: PublicPages<PublicView>['data']['columns'] = [
  { name: 'number', title: { en: 'Number', zh: '编号' }, of: ({ number }) => number },
  {
    ...{ name: 'procedure', title: { en: 'Procedure, by name', zh: '事项代码' } },
    of: ({ procedure }) => procedure.name,
  },
  { name: 'title_en', title: { en: 'Title in English', zh: '英文标题' }, of: ({ title }) => title.en },
  { name: 'title_zh', title: { en: 'Title in Chinese', zh: '中文标题' }, of: ({ title }) => title.zh },
  {
    ...{ name: 'facts_en', title: { en: 'What is said, a line each', zh: '公示内容（英文名称），每行一项' } },
    of: ({ facts }) => facts.map(({ title, value }) => `${title.en}: ${value}`).join('\n'),
  },
  {
    ...{
      name: 'facts_zh',
      title: { en: 'The same with Chinese names', zh: '公示内容（中文名称），每行一项' },
    },
    of: ({ facts }) => facts.map(({ title, value }) => `${title.zh}：${value}`).join('\n'),
  },
  {
    ...{ name: 'published_at', title: { en: 'When it was published (UTC)', zh: '公示时间（UTC）' } },
    of: ({ publishedAtMs }) => instantText(publishedAtMs),
  },
  {
    ...{
      name: 'objection_until',
      title: { en: 'End of the time to object (UTC), if any', zh: '异议截止时间（UTC），如有' },
    },
    of: ({ objection }) => (objection ? instantText(objection.untilMs) : ''),
  },
];
