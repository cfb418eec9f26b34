import { choiceField, type EffectSpec, type Procedure, procedure, textField } from '@finharbor/cases';
import { z } from 'zod';
import { type PilotEffect, pilotEffectSpec } from './effect.ts';
import { projectField } from './request.ts';

type Forms = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** Tells the register how far a complaint has come; one that was never sent is nobody's concern. */
function comes(course: Extract<PilotEffect, { kind: 'complaint' }>['course']) {
  return ({ forms }: { readonly forms: Forms }): readonly EffectSpec[] => {
    const { complaint, answer } = forms;
    if (!complaint) return [];
    const published = course === 'answered' ? answer?.published : undefined;
    return [pilotEffectSpec({ kind: 'complaint', project: complaint.project!, course, published })];
  };
}

/** A complaint about a project, by anybody: answered within terms, looked at again by the board, published without its story. */
export const pilotComplaint: Procedure = procedure({
  name: 'pilot-complaint',
  version: 1,
  prefix: 'SDT',
  title: { en: 'Complaint about a pilot project', zh: '试点项目投诉' },
  office: 'hub',
  keptYears: 5,
  subject: ({ complaint }) => complaint?.project ?? '',
  actors: {
    person: { side: 'applicant', title: { en: 'Complainant', zh: '投诉人' } },
    secretary: {
      side: 'office',
      title: { en: 'Secretary', zh: '秘书处' },
      roles: ['operator'],
      assigned: true,
    },
    board: { side: 'office', title: { en: 'Board', zh: '试点工作组' }, roles: ['bureau'] },
  },
  forms: {
    complaint: {
      title: { en: 'Complaint', zh: '投诉内容' },
      schema: z.strictObject({
        project: projectField,
        kind: choiceField(
          { en: 'What it is about', zh: '投诉类别' },
          {
            service: { en: 'Service', zh: '服务质量' },
            money: { en: 'Money was lost', zh: '资金损失' },
            data: { en: 'Use of my data', zh: '个人信息使用' },
            untrue: { en: 'It is not as declared', zh: '与声明不符' },
            other: { en: 'Something else', zh: '其他' },
          },
        ),
        story: textField({ en: 'What happened', zh: '事情经过' }),
        wish: textField({ en: 'What you ask for', zh: '诉求' }, 1_000),
      }),
    },
    answer: {
      title: { en: 'Answer', zh: '答复' },
      schema: z.strictObject({
        answer: textField({ en: 'Answer', zh: '答复意见' }),
        published: textField(
          {
            ...{ en: 'What is published of it', zh: '公开摘要' },
            hint: { en: 'Nothing by which the person could be known', zh: '不得包含可识别投诉人的内容' },
          },
          1_000,
        ),
      }),
    },
    review: {
      title: { en: 'Second look', zh: '复核意见' },
      schema: z.strictObject({ answer: textField({ en: 'Answer', zh: '复核答复' }) }),
    },
  },
  documents: {
    proof: {
      title: { en: 'Proof', zh: '证明材料' },
      types: ['application/pdf', 'image/jpeg', 'image/png'],
    },
  },
  states: {
    draft: { title: { en: 'Being written', zh: '填写中' } },
    received: { title: { en: 'Received', zh: '已收到' } },
    answered: { title: { en: 'Answered', zh: '已答复' } },
    reviewing: { title: { en: 'Looked at again', zh: '复核中' } },
    closed: { title: { en: 'Closed', zh: '已办结' }, ends: 'done' },
    dismissed: { title: { en: 'Not taken up', zh: '不予受理' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
  },
  steps: {
    file: {
      ...{ title: { en: 'Send', zh: '提交投诉' }, from: ['draft'], to: 'received', by: ['person'] },
      form: 'complaint',
      effects: comes('filed'),
    },
    dismiss: {
      ...{ title: { en: 'Do not take up', zh: '不予受理' }, from: ['received'], to: 'dismissed' },
      ...{ by: ['secretary'], asksReason: true },
      effects: comes('dismissed'),
      letter: ({ reason }) => ({
        title: { en: 'Your complaint is not taken up', zh: '投诉不予受理告知书' },
        paragraphs: [{ en: `Reason: ${reason}`, zh: `理由：${reason}` }],
      }),
    },
    answer: {
      ...{ title: { en: 'Answer', zh: '答复' }, from: ['received'], to: 'answered', by: ['secretary'] },
      form: 'answer',
      effects: comes('answered'),
      publishes: ({ forms: { complaint, answer } }) => ({
        title: { en: 'A complaint was answered', zh: '投诉处理情况公示' },
        facts: [
          { title: { en: 'Project', zh: '创新应用编号' }, value: complaint!.project },
          { title: { en: 'Summary', zh: '处理情况' }, value: answer!.published },
        ],
      }),
      letter: ({ forms: { answer } }) => ({
        title: { en: 'Answer to a complaint', zh: '投诉答复书' },
        paragraphs: [{ en: answer!.answer, zh: answer!.answer }],
      }),
    },
    object: {
      ...{ title: { en: 'Ask for a second look', zh: '申请复核' }, from: ['answered'], to: 'reviewing' },
      ...{ by: ['person'], asksReason: true },
    },
    review: {
      ...{ title: { en: 'Answer again', zh: '复核答复' }, from: ['reviewing'], to: 'closed' },
      ...{ by: ['board'], form: 'review', notBy: ['answer'] },
      effects: comes('closed'),
      letter: ({ forms: { review } }) => ({
        title: { en: 'Second answer', zh: '投诉复核答复书' },
        paragraphs: [{ en: review!.answer, zh: review!.answer }],
      }),
    },
    content: {
      ...{ title: { en: 'I am content', zh: '满意，办结' }, from: ['answered'], to: 'closed' },
      by: ['person'],
      effects: comes('closed'),
    },
    'close-silent': {
      ...{ title: { en: 'Close', zh: '到期办结' }, from: ['answered'], to: 'closed', by: ['clock'] },
      effects: comes('closed'),
    },
    withdraw: {
      ...{ title: { en: 'Withdraw', zh: '撤回' }, from: ['draft', 'received'], to: 'withdrawn' },
      by: ['person'],
      effects: comes('withdrawn'),
    },
  },
  terms: {
    answer: {
      ...{ title: { en: 'To answer', zh: '答复期限' }, while: ['received'], days: 15, promisedDays: 10 },
      ...{ over: 'tell', extension: { days: 15, by: ['secretary'] } },
    },
    objection: {
      ...{ title: { en: 'To object', zh: '异议期限' }, while: ['answered'], days: 10 },
      over: { step: 'close-silent' },
    },
    review: {
      ...{ title: { en: 'To look again', zh: '复核期限' }, while: ['reviewing'], days: 15, over: 'tell' },
    },
  },
});
