import type { PersonalField } from '@finharbor/access';

const basis = {
  en: 'a legal duty of who keeps accounts and answers authorities (Personal Information Protection Law, art. 13(3))',
  zh: '履行账户管理与依法协助义务所必需（《个人信息保护法》第十三条第三项）',
};
const kept = {
  kind: 'kept',
  until: {
    en: 'as long as the records of the wallet (Anti-Money Laundering Law: at least ten years)',
    zh: '与钱包记录同期保存（《反洗钱法》：不少于十年）',
  },
} as const;
const byStaff = {
  category: 'ordinary',
  purpose: { en: 'to say later who decided it, and why', zh: '说明由谁决定及原因' },
  basis,
  retention: kept,
  erasure: {
    kind: 'keep',
    reason: { en: 'It stands with the record of the decision.', zh: '随决定记录一并留存。' },
  },
  mask: 'hidden',
  reveal: [],
} as const;

/** What the digital yuan keeps of people: who at a bank or an authority decided what. Of whom wallets are, access knows. */
export const yuanPersonalFields: readonly PersonalField[] = [
  {
    ...byStaff,
    table: 'yuan_tier_change',
    column: 'decided_by',
    owner: { column: 'decided_by', by: 'account' },
    what: { en: 'Teller who decided on a tier', zh: '审核钱包升级的柜员' },
  },
  {
    ...byStaff,
    table: 'yuan_tier_change',
    column: 'document_index',
    what: { en: 'Keyed index of the document a tier rests on', zh: '钱包类别所依据证件的密钥索引' },
    category: 'sensitive',
    purpose: { en: 'to notice that the document was changed', zh: '发现证件信息变更' },
    withheld: true,
  },
  {
    ...byStaff,
    table: 'yuan_inquiry',
    column: 'asked_by',
    owner: { column: 'asked_by', by: 'account' },
    what: { en: 'Who asked by law', zh: '提出依法查询的人员' },
  },
  {
    ...byStaff,
    table: 'yuan_inquiry',
    column: 'checked_by',
    owner: { column: 'checked_by', by: 'account' },
    what: { en: 'Teller who checked a lawful request', zh: '初审依法查询的柜员' },
  },
  {
    ...byStaff,
    table: 'yuan_inquiry',
    column: 'decided_by',
    owner: { column: 'decided_by', by: 'account' },
    what: { en: 'Who confirmed or refused a lawful request', zh: '复核依法查询的人员' },
  },
  {
    ...byStaff,
    table: 'yuan_inquiry',
    column: 'reason',
    owner: { column: 'asked_by', by: 'account' },
    what: { en: 'Reason of a lawful request', zh: '依法查询的事由' },
  },
  {
    ...byStaff,
    table: 'yuan_freeze',
    column: 'ordered_by',
    owner: { column: 'ordered_by', by: 'account' },
    what: { en: 'Teller who carried out an order to freeze', zh: '执行冻结令的柜员' },
  },
  {
    ...byStaff,
    table: 'yuan_freeze',
    column: 'ended_by',
    owner: { column: 'ended_by', by: 'account' },
    what: { en: 'Teller who ended an order to freeze', zh: '解除冻结的柜员' },
  },
  {
    ...byStaff,
    table: 'yuan_freeze',
    column: 'end_reason',
    owner: { column: 'ended_by', by: 'account' },
    what: { en: 'Reason why an order was ended', zh: '解除冻结的原因' },
  },
];
