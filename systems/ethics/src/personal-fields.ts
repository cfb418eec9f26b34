import type { PersonalField } from '@finharbor/access';

const kept = {
  category: 'ordinary',
  basis: {
    en: 'necessary for an office held in public, and to show that interests were kept out (Personal Information Protection Law, art. 13(2), (6))',
    zh: '公开履职及利害关系回避所必需（《个人信息保护法》第十三条第二、六项）',
  },
  retention: {
    kind: 'kept',
    until: { en: 'as long as opinions given in their terms are', zh: '与其任期内出具的审查意见同期保存' },
  },
  erasure: {
    kind: 'keep',
    reason: {
      en: 'Who sat on the committee when is part of what it published.',
      zh: '委员任职情况是公开审查意见的组成部分。',
    },
  },
  mask: 'hidden',
  reveal: [],
} as const;

/** What the committee's books hold of people: its members. */
export const ethicsPersonalFields: readonly PersonalField[] = [
  {
    ...kept,
    table: 'ethics_member',
    column: 'name',
    what: { en: 'Name of a member of the ethics committee', zh: '伦理委员会委员姓名' },
    purpose: { en: 'to publish who sits on it', zh: '公开委员名单' },
  },
  {
    ...kept,
    table: 'ethics_member',
    column: 'employer_name',
    what: { en: 'Employer of a member of the ethics committee', zh: '伦理委员会委员所在单位' },
    purpose: { en: 'to keep interests out', zh: '利害关系回避' },
  },
  {
    ...kept,
    table: 'ethics_conflict',
    column: 'note',
    what: { en: 'Interest of a member in a firm', zh: '委员与企业的利害关系' },
    purpose: { en: 'to keep interests out', zh: '利害关系回避' },
  },
  {
    ...kept,
    table: 'ethics_voice',
    column: 'dissent',
    what: { en: 'Why a member did not agree', zh: '委员不同意见的理由' },
    purpose: { en: 'to publish dissent, under a name by consent alone', zh: '公开不同意见，仅经同意署名' },
  },
];
