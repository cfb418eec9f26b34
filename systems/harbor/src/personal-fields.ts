import type { PersonalField } from '@finharbor/access';

/** What the harbor keeps of people: who answers for a party's assumption. Everything else in it is about firms and parties. */
export const harborPersonalFields: readonly PersonalField[] = [
  {
    table: 'assumption_acceptance',
    column: 'accepted_by',
    what: { en: 'Account that accepted the sentence on trust', zh: '接受信任声明的账号' },
    category: 'ordinary',
    purpose: {
      en: 'to show who accepted for the party that computing rests on trust',
      zh: '留存代表机构接受信任声明的责任人',
    },
    basis: {
      en: 'necessary for the contract between the parties (Personal Information Protection Law, art. 13(2))',
      zh: '为订立、履行合同所必需（《个人信息保护法》第十三条第二项）',
    },
    owner: { column: 'accepted_by', by: 'caller' },
    retention: {
      kind: 'kept',
      until: { en: 'as long as the contracts that rest on it', zh: '与相关合同的保存期限一致' },
    },
    erasure: {
      kind: 'keep',
      reason: {
        en: 'The party’s contracts rest on it. It is an account’s number, which no longer leads to a person.',
        zh: '机构合同以此为据；仅为账号编号，已无法指向个人。',
      },
    },
    mask: 'hidden',
    reveal: [],
  },
  {
    table: 'catalogue_follow',
    column: 'search',
    what: { en: 'Products and searches that the person follows', zh: '本人关注的产品与检索' },
    category: 'ordinary',
    purpose: { en: 'to tell the person what changed in the catalogue', zh: '向本人通知数据目录的变化' },
    basis: {
      en: 'necessary for the service the person asked for (Personal Information Protection Law, art. 13(2))',
      zh: '为订立、履行合同所必需（《个人信息保护法》第十三条第二项）',
    },
    owner: { column: 'account', by: 'account' },
    retention: { kind: 'account', days: 30 },
    erasure: { kind: 'delete' },
    mask: 'hidden',
    reveal: [],
  },
];
