import {
  type CaseFacts,
  choiceField,
  lineField,
  type Procedure,
  procedure,
  textField,
} from '@finharbor/cases';
import { FinharborError } from '@finharbor/kernel';
import { parseUscc } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { articles } from './articles.ts';
import { measures } from './measures.ts';

/** A breach of the declaration of nine articles, reported by anybody; who reported it is told to nobody but the office. */
export const ethicsBreach: Procedure = procedure({
  name: 'ethics-breach',
  version: 1,
  prefix: 'LW',
  title: { en: 'Report of an ethics breach', zh: '违反伦理宣言举报' },
  office: 'hub',
  keptYears: 5,
  subject: ({ report }) => report?.firmName ?? '',
  actors: {
    person: { side: 'applicant', title: { en: 'Who reports', zh: '举报人' } },
    secretary: {
      side: 'office',
      title: { en: 'Secretary', zh: '秘书处' },
      roles: ['operator'],
      assigned: true,
    },
    bureau: { side: 'office', title: { en: 'Bureau', zh: '主管部门' }, roles: ['bureau'] },
  },
  forms: {
    report: {
      title: { en: 'What happened', zh: '举报内容' },
      schema: z.strictObject({
        firmName: lineField({ en: 'Name of the firm', zh: '企业名称' }, 100),
        uscc: lineField({ en: 'Its unified social credit code', zh: '统一社会信用代码' }, 18),
        article: choiceField({ en: 'Article that was broken', zh: '违反的条款' }, articles),
        story: textField({ en: 'What happened', zh: '事情经过' }),
      }),
    },
    findings: {
      title: { en: 'What was found', zh: '查明情况' },
      schema: z.strictObject({
        heard: textField({ en: 'What the firm says to it', zh: '企业陈述' }, 3_000),
        findings: textField({ en: 'What was found', zh: '查明事实' }, 3_000),
        measure: choiceField({ en: 'Measure', zh: '处理措施' }, measures),
      }),
    },
  },
  documents: {
    proof: { title: { en: 'Proof', zh: '证明材料' }, types: ['application/pdf', 'image/jpeg', 'image/png'] },
  },
  states: {
    draft: { title: { en: 'Being written', zh: '填写中' } },
    received: { title: { en: 'Received', zh: '已收到' } },
    investigating: { title: { en: 'Under investigation', zh: '调查中' } },
    proposed: { title: { en: 'Before the bureau', zh: '待决定' } },
    upheld: { title: { en: 'A breach', zh: '认定违反' }, ends: 'done' },
    dismissed: { title: { en: 'No breach', zh: '不予认定' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
  },
  steps: {
    report: {
      ...{ title: { en: 'Report', zh: '提交举报' }, from: ['draft'], to: 'received', by: ['person'] },
      form: 'report',
      guard: ({ forms: { report } }) => (isCode(report!.uscc) ? undefined : noCode),
    },
    accept: {
      ...{ title: { en: 'Take up', zh: '受理' }, from: ['received'], to: 'investigating', by: ['secretary'] },
    },
    dismiss: {
      ...{ title: { en: 'Do not take up', zh: '不予受理' }, from: ['received', 'proposed'], to: 'dismissed' },
      ...{ by: ['bureau'], asksReason: true },
    },
    propose: {
      ...{ title: { en: 'Pass on to the bureau', zh: '提请决定' }, from: ['investigating'], to: 'proposed' },
      ...{ by: ['secretary'], form: 'findings' },
    },
    return: {
      ...{ title: { en: 'Look again', zh: '退回补充调查' }, from: ['proposed'], to: 'investigating' },
      ...{ by: ['bureau'], asksReason: true },
    },
    uphold: {
      ...{
        title: { en: 'It is a breach', zh: '认定违反' },
        from: ['proposed'],
        to: 'upheld',
        by: ['bureau'],
      },
      notBy: ['propose'],
      effects: ({ forms: { report, findings }, atMs }: CaseFacts<Forms>) => [
        {
          port: 'ethics',
          body: {
            ...{ kind: 'breach', firm: `firm:${report!.uscc.toUpperCase()}`, firmName: report!.firmName },
            ...{ article: Number(report!.article), measure: findings!.measure, atMs },
          },
        },
      ],
      publishes: ({ forms: { report, findings } }) => ({
        title: { en: 'Breach of the ethics declaration', zh: '违反金融科技伦理宣言' },
        facts: [
          { title: { en: 'Firm', zh: '企业' }, value: report!.firmName },
          {
            title: { en: 'Article', zh: '条款' },
            value: `${articles[report!.article].zh} ${articles[report!.article].en}`,
          },
          {
            title: { en: 'Measure', zh: '处理措施' },
            value: `${measures[findings!.measure].zh} ${measures[findings!.measure].en}`,
          },
        ],
      }),
      objection: { procedure: 'objection', days: 5 },
      letter: ({ forms: { report, findings } }) => ({
        title: { en: 'Answer to a report', zh: '举报处理结果' },
        paragraphs: [
          {
            en: `What you reported of ${report!.firmName} was found to be a breach.`,
            zh: `您举报的${report!.firmName}的行为经认定违反伦理宣言。`,
          },
          {
            en: `Measure: ${measures[findings!.measure].en}.`,
            zh: `处理措施：${measures[findings!.measure].zh}。`,
          },
        ],
      }),
    },
    withdraw: {
      ...{
        title: { en: 'Withdraw', zh: '撤回' },
        from: ['draft', 'received'],
        to: 'withdrawn',
        by: ['person'],
      },
    },
  },
  terms: {
    acceptance: {
      ...{ title: { en: 'To take it up', zh: '受理期限' }, while: ['received'], days: 5, promisedDays: 3 },
      over: 'tell',
    },
    decision: {
      ...{ title: { en: 'To decide', zh: '办结期限' }, while: ['investigating', 'proposed'], days: 30 },
      ...{ promisedDays: 20, over: 'tell', extension: { days: 15, by: ['bureau'] } },
    },
  },
});

type Forms = {
  readonly report: {
    readonly firmName: string;
    readonly uscc: string;
    readonly article: keyof typeof articles;
  };
  readonly findings: { readonly measure: keyof typeof measures };
};

const noCode = {
  code: 'ethics.no_code',
  text: {
    en: 'This is no unified social credit code: is one mistyped?',
    zh: '统一社会信用代码有误，请核对。',
  },
} as const;

function isCode(text: string): boolean {
  try {
    parseUscc(text);
    return true;
  } catch (error) {
    if (error instanceof FinharborError) return false;
    throw error;
  }
}
