import type { PaperLanguage } from '@finharbor/kernel';
import type { Origin, RegistrationKind, Right } from './rights/kinds.ts';
import type { EntryState } from './rights/register.ts';

type Texts = {
  readonly and: string;
  readonly title: string;
  readonly facts: string;
  readonly number: string;
  readonly holder: string;
  readonly product: string;
  readonly productNumber: string;
  readonly kind: string;
  readonly rights: string;
  readonly origin: string;
  readonly basis: string;
  readonly scope: string;
  readonly noticeUntil: string;
  readonly validUntil: string;
  readonly state: string;
  readonly evidence: string;
  readonly noEvidence: string;
  readonly file: string;
  readonly check: string;
  readonly how: string;
  readonly attached: string;
  readonly kinds: Readonly<Record<RegistrationKind, string>>;
  readonly rightNames: Readonly<Record<Right, string>>;
  readonly origins: Readonly<Record<Origin, string>>;
  readonly states: Readonly<Record<EntryState, string>>;
};

/** What a certificate of rights says besides its data. */
export const certificateTexts: Readonly<Record<PaperLanguage, Texts>> = {
  en: {
    and: ', ',
    title: 'Certificate of data rights',
    facts: 'What is registered',
    number: 'Number',
    holder: 'Holder',
    product: 'Product',
    productNumber: 'Number of the product',
    kind: 'Kind of registration',
    rights: 'Rights',
    origin: 'Source of the data',
    basis: 'Basis',
    scope: 'Scope of use',
    noticeUntil: 'Public notice until',
    validUntil: 'Valid until',
    state: 'State when printed',
    evidence: 'Evidence',
    noEvidence: 'None was given.',
    file: 'File',
    check: 'How it stands now',
    how: 'This paper is as old as its date. The page behind the code shows how the certificate stands now; the signed documents are in this file as an attachment.',
    attached: 'The signed registration and certificate',
    kinds: {
      initial: 'Initial registration',
      licence: 'Licence',
      transfer: 'Transfer',
      change: 'Change',
      deregistration: 'Deregistration',
      revocation: 'Revocation',
      objection: 'Objection',
    },
    rightNames: {
      hold: 'to hold the data resource',
      process: 'to process and use the data',
      operate: 'to operate the data product',
    },
    origins: {
      collected: 'Collected by the holder',
      licensed: 'Had under a licence',
      public: 'Public data',
      derived: 'Made from other products',
    },
    states: {
      void: 'Void',
      submitted: 'Submitted',
      returned: 'Returned',
      on_notice: 'On public notice',
      contested: 'Contested',
      rejected: 'Rejected on objection',
      in_force: 'In force',
      replaced: 'Replaced',
      ended: 'Ended',
      expired: 'Expired',
    },
  },
  zh: {
    and: '、',
    title: '数据产权登记证书',
    facts: '登记事项',
    number: '证书编号',
    holder: '权利人',
    product: '数据产品',
    productNumber: '产品编号',
    kind: '登记类型',
    rights: '登记权利',
    origin: '数据来源',
    basis: '权利依据',
    scope: '使用范围',
    noticeUntil: '公示截止',
    validUntil: '有效期至',
    state: '打印时状态',
    evidence: '证明材料',
    noEvidence: '未提交证明材料。',
    file: '文件',
    check: '核验现状',
    how: '本证书仅反映打印时的状态。扫描二维码可查看证书现状；已签名的登记文件作为附件内嵌于本文件。',
    attached: '已签名的登记申请与证书',
    kinds: {
      initial: '首次登记',
      licence: '许可登记',
      transfer: '转移登记',
      change: '变更登记',
      deregistration: '注销登记',
      revocation: '撤销登记',
      objection: '异议登记',
    },
    rightNames: { hold: '数据资源持有权', process: '数据加工使用权', operate: '数据产品经营权' },
    origins: { collected: '自行采集', licensed: '经许可取得', public: '公开数据', derived: '由其他产品加工' },
    states: {
      void: '无效',
      submitted: '已提交',
      returned: '已退回',
      on_notice: '公示中',
      contested: '异议处理中',
      rejected: '异议成立',
      in_force: '有效',
      replaced: '已被替代',
      ended: '已终止',
      expired: '已到期',
    },
  },
};
