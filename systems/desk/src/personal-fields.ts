import type { PersonalField } from '@finharbor/access';

const own = {
  owner: { column: 'account', by: 'account' },
  category: 'ordinary',
  basis: {
    en: 'necessary for the service the person asked for (Personal Information Protection Law, art. 13(2))',
    zh: '为订立、履行合同所必需（《个人信息保护法》第十三条第二项）',
  },
  retention: { kind: 'account', days: 30 },
  erasure: { kind: 'delete' },
  mask: 'hidden',
  reveal: [],
} as const;

/** What the desk keeps of people: where they want to be told, what they marked, saved and left half written. */
export const deskPersonalFields: readonly PersonalField[] = [
  {
    ...own,
    table: 'desk_channel',
    column: 'target',
    what: { en: 'Address that notices are sent to', zh: '接收通知的地址' },
    purpose: { en: 'to tell the person what waits for them', zh: '向本人发送待办通知' },
    mask: 'email',
  },
  {
    ...own,
    table: 'desk_notice',
    column: 'title',
    what: { en: 'Notices to the person alone', zh: '发给本人的通知' },
    purpose: { en: 'to tell the person what waits for them', zh: '向本人发送待办通知' },
  },
  {
    ...own,
    table: 'desk_notice',
    column: 'body',
    what: { en: 'What notices say', zh: '通知内容' },
    purpose: { en: 'to tell the person what waits for them', zh: '向本人发送待办通知' },
    retention: { kind: 'row', column: 'at_ms', days: 365 },
  },
  {
    ...own,
    table: 'desk_mark',
    column: 'read_at_ms',
    what: { en: 'When the person read a notice', zh: '阅读通知的时间' },
    purpose: { en: 'to count what is unread', zh: '统计未读通知' },
  },
  {
    ...own,
    table: 'desk_view',
    column: 'name',
    what: { en: 'Names of saved views', zh: '已保存视图的名称' },
    purpose: { en: 'to find a view again', zh: '便于再次使用视图' },
  },
  {
    ...own,
    table: 'desk_draft',
    column: 'value',
    what: { en: 'Forms left half written', zh: '未完成的表单草稿' },
    purpose: { en: 'to go on with a form later', zh: '便于稍后继续填写' },
  },
];
