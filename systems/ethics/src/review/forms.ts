import { choiceField, lineField, textField, verdictField } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type Head, heads, type Stage, stages } from '../words.ts';

type Form<S extends z.ZodRawShape> = {
  readonly title: Bilingual;
  readonly schema: z.ZodObject<S, z.core.$strict>;
};
type Choice<K extends string> = z.ZodEnum<{ [key in K]: key }>;
type ByHead<T> = { readonly [head in Head]: T };
type Finding = 'met' | 'partly' | 'unmet';

const onHead = (head: Head, asked: { readonly en: string; readonly zh: string }): z.ZodString =>
  textField({ ...heads[head], hint: asked }, 2_000);

const assessed = {
  integrity: onHead('integrity', {
    en: 'Licences and business it rests on; what technology does and does not do in it.',
    zh: '依托的牌照与业务；技术在其中承担与不承担的作用。',
  }),
  data: onHead('data', {
    en: 'Which data, with whose consent, how little of it, how it is protected.',
    zh: '使用哪些数据、经谁授权、如何做到最小必要、如何防护。',
  }),
  inclusion: onHead('inclusion', {
    en: 'Whom it reaches and whom it could leave out; what is done for them.',
    zh: '覆盖哪些人群、可能遗漏哪些人群及相应措施。',
  }),
  openness: onHead('openness', {
    en: 'What users are told, and how a decision of an algorithm is explained to them.',
    zh: '向用户披露的内容，算法决策如何向用户解释。',
  }),
  competition: onHead('competition', {
    en: 'Whether it binds users or shuts others out by data, price or interface.',
    zh: '是否以数据、价格或接口捆绑用户、排斥他人。',
  }),
  risk: onHead('risk', {
    en: 'What can go wrong, who notices, and how it is stopped and made good.',
    zh: '可能的风险、如何发现、如何停止和补偿。',
  }),
  green: onHead('green', {
    en: 'Energy it uses, and what it saves.',
    zh: '能耗情况及节约效果。',
  }),
} satisfies ByHead<z.ZodString>;

const findings = {
  met: { en: 'Met', zh: '符合' },
  partly: { en: 'Partly met', zh: '部分符合' },
  unmet: { en: 'Not met', zh: '不符合' },
} as const;

const judged = (head: Head): Choice<Finding> => choiceField(heads[head], findings);

/** How whoever disagrees with the committee wants it published. */
const dissents = {
  named: { en: 'Under my name', zh: '署名公开' },
  unnamed: { en: 'As of "one member"', zh: '以“一名委员”公开' },
} as const;

/** The product and the stage of its life. */
export const application: Form<{
  readonly firm: z.ZodString;
  readonly product: z.ZodString;
  readonly stage: Choice<Stage>;
  readonly summary: z.ZodString;
  readonly technology: z.ZodString;
}> = {
  title: { en: 'The product', zh: '产品情况' },
  schema: z.strictObject({
    firm: lineField({ en: 'Name of the firm', zh: '企业名称' }, 100),
    product: lineField({ en: 'Name of the product', zh: '产品名称' }, 100),
    stage: choiceField({ en: 'Stage of its life', zh: '所处阶段' }, stages),
    summary: textField({ en: 'What it does, for whom', zh: '功能与服务对象' }, 3_000),
    technology: textField({ en: 'Technology it uses', zh: '采用的技术' }, 2_000),
  }),
};

/** The firm's own assessment, by the heads of JR/T 0258-2022. */
export const assessment: Form<ByHead<z.ZodString>> = {
  title: { en: 'Self-assessment by heads', zh: '分项自评' },
  schema: z.strictObject(assessed),
};

/** What each member says. */
export const opinion: Form<
  ByHead<Choice<Finding>> & {
    readonly verdict: typeof verdictField;
    readonly why: z.ZodString;
    readonly dissent: Choice<'named' | 'unnamed'>;
  }
> = {
  title: { en: 'Member’s opinion', zh: '委员意见' },
  schema: z.strictObject({
    verdict: verdictField,
    integrity: judged('integrity'),
    data: judged('data'),
    inclusion: judged('inclusion'),
    openness: judged('openness'),
    competition: judged('competition'),
    risk: judged('risk'),
    green: judged('green'),
    why: textField({ en: 'Why', zh: '理由' }, 2_000),
    dissent: choiceField(
      {
        en: 'Should the committee decide otherwise, my reasons are published',
        zh: '如委员会决定与我不同，我的理由',
        hint: {
          en: 'Your reasons stand with the opinion then. Your name is given only if you say so here.',
          zh: '届时理由随审查意见公开；仅在您同意时署名。',
        },
      },
      dissents,
    ),
  }),
};

/** The committee's opinion where it agrees. */
export const conclusion: Form<{
  readonly text: z.ZodString;
  readonly kind: Choice<'plain' | 'conditions'>;
  readonly conditions: z.ZodString;
}> = {
  title: { en: 'Opinion of the committee', zh: '审查意见' },
  schema: z.strictObject({
    text: textField({ en: 'Opinion', zh: '意见' }, 5_000),
    kind: choiceField(
      { en: 'Agreed', zh: '结论' },
      {
        plain: { en: 'Without conditions', zh: '同意' },
        conditions: { en: 'With conditions', zh: '附条件同意' },
      },
    ),
    conditions: textField(
      {
        en: 'Conditions',
        zh: '条件',
        hint: {
          en: 'One a line, each with its day before it: 2027-03-31 explain refusals. Write "none" where there are none.',
          zh: '每行一项，行首写完成日期：2027-03-31 向用户解释拒绝理由。没有条件请填写“无”。',
        },
      },
      4_000,
    ),
  }),
};

/** The committee's opinion where it does not agree. */
export const refusal: Form<{ readonly text: z.ZodString }> = {
  title: { en: 'Opinion not to agree', zh: '不同意的审查意见' },
  schema: z.strictObject({ text: textField({ en: 'Opinion', zh: '意见' }, 5_000) }),
};
