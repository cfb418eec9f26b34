import type { Bilingual } from '../documents.ts';
import type { TransferFacts } from './facts.ts';

/** What has to be done before data leaves the mainland, the lightest first; a certification may stand for the contract. */
export const transferPaths = ['exempt', 'standard_contract', 'security_assessment'] as const;
/** One of them. */
export type TransferPath = (typeof transferPaths)[number];

/** One rule: where it stands, what it says and to what it leads. `isCounted`: it looks at numbers that begin anew each January. */
export type TransferRule = {
  readonly id: string;
  readonly article: Bilingual;
  readonly path: TransferPath;
  readonly says: Bilingual;
  readonly isCounted: boolean;
};
type AppliedRule = TransferRule & { readonly applies: (facts: TransferFacts) => boolean };

/** Persons in one calendar year, from which on more is asked (articles 5, 7 and 8): the number itself is already above ("以上" includes it). */
const thresholds = { personal: 100_000, personalMost: 1_000_000, sensitiveMost: 10_000 } as const;

const article = (number: number, zh: string, item?: readonly [number, string]): Bilingual => ({
  en: item ? `Article ${number}, item ${item[0]}` : `Article ${number}`,
  zh: item ? `第${zh}条第${item[1]}项` : `第${zh}条`,
});
const claims =
  (exemption: TransferFacts['exemption']) =>
  (facts: TransferFacts): boolean =>
    facts.exemption === exemption;
const hasPersonal = ({ personal, sensitive }: TransferFacts): boolean => personal + sensitive > 0;

// The first that applies counts. Articles 7 and 8 give way to articles 3 to 6, which in turn never cover important data.
const ordered: readonly AppliedRule[] = [
  {
    id: 'important',
    article: article(7, '七'),
    path: 'security_assessment',
    says: {
      en: 'Important data needs the security assessment, whatever its amount. What no authority has notified or published as important need not be declared as such (article 2).',
      zh: '数据处理者向境外提供重要数据的，不论数量，应当申报数据出境安全评估。未被相关部门、地区告知或者公开发布为重要数据的，无须作为重要数据申报（第二条）。',
    },
    isCounted: false,
    applies: ({ important }) => important,
  },
  {
    id: 'no_personal',
    article: article(3, '三'),
    path: 'exempt',
    says: {
      en: 'Data of trade, cross-border transport, academic cooperation, manufacturing and marketing that holds neither personal information nor important data is exempt.',
      zh: '国际贸易、跨境运输、学术合作、跨国生产制造和市场营销等活动中收集和产生的数据，不包含个人信息或者重要数据的，免予办理。',
    },
    isCounted: false,
    applies: (facts) => !hasPersonal(facts),
  },
  {
    id: 'foreign_origin',
    article: article(4, '四'),
    path: 'exempt',
    says: {
      en: 'Personal information collected abroad and only processed here is exempt, where no domestic personal information or important data is brought in.',
      zh: '在境外收集和产生的个人信息传输至境内处理后向境外提供，处理过程中没有引入境内个人信息或者重要数据的，免予办理。',
    },
    isCounted: false,
    applies: claims('foreign_origin'),
  },
  {
    id: 'own_contract',
    article: article(5, '五', [1, '一']),
    path: 'exempt',
    says: {
      en: 'What must be provided to conclude or perform a contract of the person concerned (shopping, delivery, remittances, payments, opening accounts, bookings, visas, examinations) is exempt.',
      zh: '为订立、履行个人作为一方当事人的合同（如跨境购物、寄递、汇款、支付、开户、机票酒店预订、签证办理、考试服务等），确需向境外提供个人信息的，免予办理。',
    },
    isCounted: false,
    applies: claims('own_contract'),
  },
  {
    id: 'human_resources',
    article: article(5, '五', [2, '二']),
    path: 'exempt',
    says: {
      en: 'Employees’ information that must be provided for cross-border personnel management under lawful labour rules or collective contracts is exempt.',
      zh: '按照依法制定的劳动规章制度和依法签订的集体合同实施跨境人力资源管理，确需向境外提供员工个人信息的，免予办理。',
    },
    isCounted: false,
    applies: claims('human_resources'),
  },
  {
    id: 'emergency',
    article: article(5, '五', [3, '三']),
    path: 'exempt',
    says: {
      en: 'What must be provided in an emergency to protect life, health or property of natural persons is exempt.',
      zh: '紧急情况下为保护自然人的生命健康和财产安全，确需向境外提供个人信息的，免予办理。',
    },
    isCounted: false,
    applies: claims('emergency'),
  },
  {
    id: 'free_trade_zone',
    article: article(6, '六'),
    path: 'exempt',
    says: {
      en: 'A holder in a pilot free-trade zone may be exempt for data outside the zone’s negative list.',
      zh: '自由贸易试验区内数据处理者向境外提供负面清单外的数据，可以免予办理。',
    },
    isCounted: false,
    applies: claims('free_trade_zone'),
  },
  {
    id: 'critical_operator',
    article: article(7, '七', [1, '一']),
    path: 'security_assessment',
    says: {
      en: 'An operator of critical information infrastructure needs the security assessment for any personal information or important data.',
      zh: '关键信息基础设施运营者向境外提供个人信息或者重要数据的，应当申报数据出境安全评估。',
    },
    isCounted: false,
    applies: ({ criticalOperator }) => criticalOperator,
  },
  {
    id: 'many',
    article: article(7, '七', [2, '二']),
    path: 'security_assessment',
    says: {
      en: '1,000,000 persons or more since 1 January (sensitive information left out), or 10,000 or more persons’ sensitive information, need the security assessment.',
      zh: '关键信息基础设施运营者以外的数据处理者自当年1月1日起累计向境外提供100万人以上个人信息（不含敏感个人信息）或者1万人以上敏感个人信息的，应当申报数据出境安全评估。',
    },
    isCounted: true,
    applies: ({ personal, sensitive }) =>
      personal >= thresholds.personalMost || sensitive >= thresholds.sensitiveMost,
  },
  {
    id: 'some',
    article: article(8, '八'),
    path: 'standard_contract',
    says: {
      en: '100,000 persons or more but fewer than 1,000,000 since 1 January (sensitive information left out), or fewer than 10,000 persons’ sensitive information, need a filed standard contract or a certification.',
      zh: '关键信息基础设施运营者以外的数据处理者自当年1月1日起累计向境外提供10万人以上、不满100万人个人信息（不含敏感个人信息）或者不满1万人敏感个人信息的，应当依法订立个人信息出境标准合同或者通过个人信息保护认证。',
    },
    isCounted: true,
    applies: ({ personal, sensitive }) => sensitive > 0 || personal >= thresholds.personal,
  },
  {
    id: 'few',
    article: article(5, '五', [4, '四']),
    path: 'exempt',
    says: {
      en: 'Fewer than 100,000 persons since 1 January, without sensitive information, are exempt where the holder is no operator of critical information infrastructure.',
      zh: '关键信息基础设施运营者以外的数据处理者自当年1月1日起累计向境外提供不满10万人个人信息（不含敏感个人信息）的，免予办理。',
    },
    isCounted: true,
    applies: () => true,
  },
];

/** The rules in the order in which they are tried. */
export const transferRules: readonly TransferRule[] = ordered.map(({ applies: _applies, ...rule }) => rule);

/** The rule that decides what these facts ask for. */
export function ruleFor(facts: TransferFacts): TransferRule {
  const { applies: _applies, ...rule } = ordered.find(({ applies }) => applies(facts))!;
  return rule;
}
