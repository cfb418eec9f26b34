import {
  caseNumberField,
  choiceField,
  type Letter,
  type Procedure,
  procedure,
  textField,
} from '@finharbor/cases';
import { z } from 'zod';

/** An objection to what was published of another case: made by anybody within its term, weighed by the office that published it. */
export const objection: Procedure = procedure({
  name: 'objection',
  version: 1,
  prefix: 'YY',
  title: { en: 'Objection to a publication', zh: '公示异议' },
  office: 'hub',
  keptYears: 5,
  subject: ({ objection: said }) => said?.about ?? '',
  actors: {
    person: { side: 'applicant', title: { en: 'Objector', zh: '异议人' } },
    officer: { side: 'office', title: { en: 'Officer', zh: '承办人' }, roles: ['bureau'], assigned: true },
  },
  forms: {
    objection: {
      title: { en: 'Objection', zh: '异议内容' },
      schema: z.strictObject({
        about: caseNumberField({ en: 'Number of the published case', zh: '公示事项编号' }),
        ground: choiceField(
          { en: 'Ground', zh: '异议理由' },
          {
            untrue: { en: 'What is published is not true', zh: '公示内容不实' },
            unfit: { en: 'The conditions are not met', zh: '不符合条件' },
            right: { en: 'A right of mine is touched', zh: '损害本人权益' },
            other: { en: 'Something else', zh: '其他' },
          },
        ),
        facts: textField({ en: 'What you know, and from where', zh: '事实与依据' }),
      }),
    },
    answer: {
      title: { en: 'Answer', zh: '答复' },
      schema: z.strictObject({ findings: textField({ en: 'What was found', zh: '核查情况' }) }),
    },
  },
  states: {
    draft: { title: { en: 'Being written', zh: '填写中' } },
    weighing: { title: { en: 'Being looked into', zh: '核查中' } },
    upheld: { title: { en: 'Upheld', zh: '异议成立' }, ends: 'granted' },
    rejected: { title: { en: 'Not upheld', zh: '异议不成立' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
  },
  steps: {
    object: {
      ...{ title: { en: 'Object', zh: '提交异议' }, from: ['draft'], to: 'weighing', by: ['person'] },
      form: 'objection',
    },
    uphold: {
      ...{ title: { en: 'Uphold', zh: '异议成立' }, from: ['weighing'], to: 'upheld', by: ['officer'] },
      form: 'answer',
      letter: ({ forms: { objection: said, answer } }) => answered(said!.about, answer!.findings, true),
    },
    reject: {
      ...{ title: { en: 'Reject', zh: '异议不成立' }, from: ['weighing'], to: 'rejected', by: ['officer'] },
      form: 'answer',
      letter: ({ forms: { objection: said, answer } }) => answered(said!.about, answer!.findings, false),
    },
    withdraw: {
      ...{ title: { en: 'Withdraw', zh: '撤回' }, from: ['draft', 'weighing'], to: 'withdrawn' },
      by: ['person'],
    },
  },
  terms: {
    answer: {
      ...{ title: { en: 'To answer', zh: '答复期限' }, while: ['weighing'], days: 15, promisedDays: 7 },
      over: 'tell',
    },
  },
});

function answered(about: string, findings: string, isUpheld: boolean): Letter {
  return {
    title: { en: 'Answer to an objection', zh: '异议答复书' },
    paragraphs: [
      {
        en: `Your objection to case ${about} is ${isUpheld ? 'upheld' : 'not upheld'}.`,
        zh: `您对事项${about}提出的异议${isUpheld ? '成立' : '不成立'}。`,
      },
      { en: findings, zh: findings },
    ],
  };
}
