import { choiceField, lineField, type Procedure, procedure, textField, verdictField } from '@finharbor/cases';
import { z } from 'zod';

/** A complaint about a financial service: filed by anybody, answered by the bureau, and looked at again by three who have not seen it. */
export const complaint: Procedure = procedure({
  name: 'complaint',
  version: 1,
  prefix: 'TS',
  title: { en: 'Complaint', zh: '公众投诉' },
  office: 'hub',
  keptYears: 5,
  subject: ({ complaint: said }) => said?.about ?? '',
  actors: {
    person: { side: 'applicant', title: { en: 'Complainant', zh: '投诉人' } },
    officer: { side: 'office', title: { en: 'Officer', zh: '承办人' }, roles: ['bureau'], assigned: true },
    reviewer: { side: 'seat', title: { en: 'Reviewer', zh: '复核人' } },
  },
  forms: {
    complaint: {
      title: { en: 'Complaint', zh: '投诉内容' },
      schema: z.strictObject({
        about: lineField({ en: 'Whom it is about', zh: '被投诉方' }),
        kind: choiceField(
          { en: 'What it is about', zh: '投诉类别' },
          {
            service: { en: 'Service', zh: '服务质量' },
            charges: { en: 'Charges', zh: '收费' },
            data: { en: 'Use of my data', zh: '个人信息使用' },
            fraud: { en: 'Suspected fraud', zh: '涉嫌诈骗' },
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
        findings: textField({ en: 'What was found', zh: '查明情况' }),
        answer: textField({ en: 'Answer', zh: '答复意见' }),
      }),
    },
    opinion: {
      title: { en: 'Review', zh: '复核意见' },
      schema: z.strictObject({ verdict: verdictField, why: textField({ en: 'Why', zh: '理由' }, 2_000) }),
    },
  },
  documents: {
    proof: {
      title: { en: 'Proof', zh: '证明材料' },
      types: ['application/pdf', 'image/jpeg', 'image/png'],
      most: 20,
    },
  },
  states: {
    draft: { title: { en: 'Being written', zh: '填写中' } },
    received: { title: { en: 'Received', zh: '已收到' } },
    investigating: { title: { en: 'Under investigation', zh: '调查中' } },
    answered: { title: { en: 'Answered', zh: '已答复' } },
    reviewing: {
      title: { en: 'Looked at again', zh: '复核中' },
      panel: {
        ...{ by: 'reviewer', form: 'opinion', seats: 3, quorum: 2, passesAt: 501, isBlind: true },
        ...{ passed: 'uphold', failed: 'reopen' },
      },
    },
    closed: { title: { en: 'Closed', zh: '已办结' }, ends: 'done' },
    dismissed: { title: { en: 'Not taken up', zh: '不予受理' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
  },
  steps: {
    file: {
      ...{ title: { en: 'Send', zh: '提交投诉' }, from: ['draft'], to: 'received', by: ['person'] },
      form: 'complaint',
    },
    accept: {
      ...{ title: { en: 'Take up', zh: '受理' }, from: ['received'], to: 'investigating' },
      by: ['officer'],
    },
    dismiss: {
      ...{ title: { en: 'Do not take up', zh: '不予受理' }, from: ['received'], to: 'dismissed' },
      ...{ by: ['officer'], asksReason: true },
    },
    answer: {
      ...{ title: { en: 'Answer', zh: '答复' }, from: ['investigating'], to: 'answered', by: ['officer'] },
      form: 'answer',
      letter: ({ forms: { complaint: said, answer } }) => ({
        title: { en: 'Answer to a complaint', zh: '投诉答复书' },
        paragraphs: [
          { en: `Your complaint is about: ${said!.about}.`, zh: `您投诉的对象：${said!.about}。` },
          { en: answer!.findings, zh: answer!.findings },
          { en: answer!.answer, zh: answer!.answer },
        ],
      }),
    },
    object: {
      ...{ title: { en: 'Ask for a second look', zh: '申请复核' }, from: ['answered'], to: 'reviewing' },
      ...{ by: ['person'], asksReason: true },
    },
    content: {
      ...{ title: { en: 'I am content', zh: '满意，办结' }, from: ['answered'], to: 'closed' },
      by: ['person'],
    },
    uphold: {
      ...{ title: { en: 'The answer stands', zh: '维持答复' }, from: ['reviewing'], to: 'closed' },
      by: ['clock'],
    },
    reopen: {
      ...{ title: { en: 'Investigate again', zh: '重新调查' }, from: ['reviewing'], to: 'investigating' },
      by: ['clock'],
    },
    'close-silent': {
      ...{ title: { en: 'Close', zh: '到期办结' }, from: ['answered'], to: 'closed', by: ['clock'] },
    },
    withdraw: {
      ...{ title: { en: 'Withdraw', zh: '撤回' }, from: ['draft', 'received', 'investigating'] },
      ...{ to: 'withdrawn', by: ['person'] },
    },
  },
  terms: {
    acceptance: {
      ...{ title: { en: 'To take it up', zh: '受理期限' }, while: ['received'], days: 5, promisedDays: 2 },
      over: 'tell',
    },
    answer: {
      ...{ title: { en: 'To answer', zh: '答复期限' }, while: ['investigating'], days: 15, promisedDays: 10 },
      ...{ over: 'tell', extension: { days: 15, by: ['officer'] } },
    },
    objection: {
      ...{ title: { en: 'To object', zh: '异议期限' }, while: ['answered'], days: 10 },
      over: { step: 'close-silent' },
    },
    review: {
      ...{ title: { en: 'To look again', zh: '复核期限' }, while: ['reviewing'], days: 15 },
      over: { step: 'uphold' },
    },
  },
});
