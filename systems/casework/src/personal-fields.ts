import type { PersonalField } from '@finharbor/access';

const basis = {
  en: 'necessary for what the person applied for, and to keep a record of it (Personal Information Protection Law, art. 13(2), (3))',
  zh: '办理当事人申请事项及依法留存所必需（《个人信息保护法》第十三条第二、三项）',
} as const;

const kept = {
  category: 'ordinary',
  basis,
  retention: {
    kind: 'kept',
    until: {
      en: 'for as many years after its end as the procedure says; then contents go, also from jobs that wait or failed, and hashes stay',
      zh: '事项办结后按程序规定年限保存；期满后清除内容（含待处理及失败的任务），仅保留哈希值',
    },
  },
  erasure: {
    kind: 'keep',
    reason: {
      en: 'The record of a procedure is kept as long as its rules say.',
      zh: '办事记录须按规定年限保存。',
    },
  },
  mask: 'hidden',
  reveal: [],
} as const;

const own = {
  category: 'ordinary',
  basis,
  retention: { kind: 'account', days: 30 },
  erasure: { kind: 'delete' },
  mask: 'hidden',
  reveal: [],
} as const;

const half = {
  ...kept,
  retention: {
    kind: 'kept',
    until: {
      en: 'until its step is taken, it is thrown away, or the contents of the case go',
      zh: '至该步骤办理完毕、草稿被删除或事项内容清除时止',
    },
  },
  erasure: {
    kind: 'keep',
    reason: { en: 'Colleagues fill in the same form.', zh: '同事共同填写同一表单。' },
  },
} as const;

/** What cases hold of people, and what people keep of cases. */
export const caseworkPersonalFields: readonly PersonalField[] = [
  {
    ...kept,
    table: 'case_file',
    column: 'snapshot',
    what: { en: 'What was filed in a case', zh: '事项中填报的内容' },
    purpose: { en: 'to decide the case', zh: '办理该事项' },
  },
  {
    ...kept,
    table: 'case_event',
    column: 'body',
    what: { en: 'What happened in a case', zh: '事项的办理经过' },
    purpose: { en: 'to prove how the case was handled', zh: '证明办理过程' },
  },
  {
    ...kept,
    table: 'case_event',
    column: 'by_whom',
    owner: { column: 'by_whom', by: 'account' },
    what: { en: 'Who did it', zh: '办理人' },
    purpose: { en: 'to prove how the case was handled', zh: '证明办理过程' },
  },
  {
    ...kept,
    table: 'case_file',
    column: 'applicant_account',
    owner: { column: 'applicant_account', by: 'account' },
    what: { en: 'Who began a case', zh: '事项申请人' },
    purpose: { en: 'to show people their cases', zh: '供本人查看事项' },
  },
  {
    ...kept,
    table: 'case_file',
    column: 'excluded',
    what: { en: 'Who is kept from a case for a conflict of interest', zh: '事项的回避人员' },
    purpose: { en: 'to keep the decision fair', zh: '保证公正办理' },
  },
  {
    ...kept,
    table: 'case_listed',
    column: 'applicant_account',
    owner: { column: 'applicant_account', by: 'account' },
    what: { en: 'Who began a case, for its lists', zh: '事项列表中的申请人' },
    purpose: { en: 'to show people their cases', zh: '供本人查看事项' },
  },
  {
    ...kept,
    table: 'case_listed',
    column: 'excluded',
    what: { en: 'Who is kept from a case, for its lists', zh: '事项列表中的回避人员' },
    purpose: { en: 'to keep the decision fair', zh: '保证公正办理' },
  },
  {
    ...kept,
    table: 'case_public',
    column: 'facts',
    what: { en: 'What is published of a case', zh: '事项的公示内容' },
    purpose: { en: 'to let everybody read and object', zh: '供公众查阅和提出异议' },
  },
  {
    ...kept,
    table: 'case_outbox',
    column: 'jobs',
    what: { en: 'What a case wants done elsewhere, and who is told of it', zh: '事项触发的后续办理和通知' },
    purpose: { en: 'to carry out what was decided', zh: '落实办理结果' },
  },
  {
    ...kept,
    table: 'case_attachment_piece',
    column: 'piece',
    what: { en: 'Files that were attached to a case', zh: '事项的材料文件' },
    purpose: { en: 'to decide the case', zh: '办理该事项' },
  },
  {
    ...half,
    table: 'case_draft',
    column: 'value',
    what: { en: 'Forms of cases left half filled in', zh: '未完成的事项表单' },
    purpose: { en: 'to go on with a form later', zh: '便于稍后继续填写' },
  },
  {
    ...half,
    table: 'case_draft',
    column: 'saved_by',
    owner: { column: 'saved_by', by: 'account' },
    what: { en: 'Who saved it last', zh: '最后保存人' },
    purpose: { en: 'to tell colleagues who fills it in', zh: '告知同事由谁填写' },
  },
  {
    ...half,
    table: 'case_draft',
    column: 'editors',
    what: { en: 'Who has filled it in lately', zh: '近期填写人' },
    purpose: { en: 'to tell colleagues who fills it in', zh: '告知同事由谁填写' },
  },
  {
    ...own,
    table: 'case_watch',
    column: 'account',
    owner: { column: 'account', by: 'account' },
    what: { en: 'Cases that the person watches', zh: '关注的事项' },
    purpose: { en: 'to find a case again', zh: '便于再次查看' },
  },
];
