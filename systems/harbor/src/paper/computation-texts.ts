import type { PaperLanguage } from '@finharbor/kernel';

/** What the paper of a proposed computation says besides its data; `{}` stands for a value. */
type Texts = {
  readonly computation: string;
  readonly title: string;
  readonly proposal: string;
  readonly digest: string;
  readonly learns: string;
  readonly firms: string;
  readonly figures: Readonly<
    Record<'rows' | 'usable' | 'duplicates' | 'peerRows' | 'common' | 'written' | 'protocol', string>
  >;
  readonly none: string;
  readonly withheld: string;
  readonly noise: string;
  readonly group: string;
  readonly count: string;
  readonly sum: string;
  readonly mean: string;
  readonly variance: string;
  readonly correlation: string;
  readonly event: string;
  readonly noEvent: string;
  readonly woe: string;
  readonly iv: string;
  readonly above: string;
  readonly upTo: string;
  readonly quantile: string;
  readonly budget: string;
  readonly left: string;
  readonly refused: string;
  readonly refusals: Readonly<Record<string, string>>;
  readonly stageNames: Readonly<Record<string, string>>;
  readonly learner: Readonly<Record<string, string>>;
  readonly smallestGroup: string;
};

const en: Texts = {
  computation: 'What was computed',
  title: 'Computation',
  proposal: 'Proposal (SHA-256)',
  digest: 'Digest of the plan (SHA-256)',
  learns: 'Who learns what',
  firms: 'Firms',
  figures: {
    rows: 'Own firms read',
    usable: 'of them with a usable code',
    duplicates: 'of them twice',
    peerRows: 'Firms of the other side',
    common: 'Firms both sides have',
    written: 'Rows given to this party',
    protocol: 'Protocol',
  },
  none: 'not told to this party',
  withheld: 'withheld',
  noise: 'Standard deviation of the noise: {}.',
  group: 'Group',
  count: 'Firms',
  sum: 'Sum',
  mean: 'Mean',
  variance: 'Variance',
  correlation: 'Correlation {} over {} firms.',
  event: 'Firms with the event',
  noEvent: 'Firms without it',
  woe: 'Weight of evidence',
  iv: 'Information value: {}.',
  above: 'Above',
  upTo: 'Up to',
  quantile: 'Share',
  budget: 'Privacy budget',
  left: 'ε = {} of the contract’s budget was spent afterwards, {} was left.',
  refused: 'No result',
  refusals: {
    'fusion.budget_spent': 'The contract’s privacy budget does not hold what this computation costs.',
    'fusion.too_close':
      'The firms differ from those of an earlier computation by too few. Nothing was opened.',
  },
  stageNames: {
    read: 'Read the own data set',
    intersect: 'Compare under encryption',
    write: 'Keep the own rows',
    align: 'Find the firms all parties hold',
    rows: 'Compare with earlier computations',
    tables: 'Add up under shares',
    protect: 'Withhold small cells, add noise',
  },
  learner: { consumer: 'the consumer alone', both: 'both sides' },
  smallestGroup: 'No exact figure of fewer than {} firms is opened.',
};

const zh: Texts = {
  computation: '计算内容',
  title: '计算方案',
  proposal: '方案编号（SHA-256）',
  digest: '计划摘要（SHA-256）',
  learns: '各方得知什么',
  firms: '企业',
  figures: {
    rows: '读取的本方企业',
    usable: '其中代码可用',
    duplicates: '其中重复',
    peerRows: '对方企业',
    common: '双方共有企业',
    written: '本方所得行数',
    protocol: '协议',
  },
  none: '未告知本方',
  withheld: '不公开',
  noise: '噪声标准差：{}。',
  group: '分组',
  count: '户数',
  sum: '合计',
  mean: '平均值',
  variance: '方差',
  correlation: '相关系数 {}，共 {} 户。',
  event: '发生户数',
  noEvent: '未发生户数',
  woe: '证据权重',
  iv: '信息值：{}。',
  above: '大于',
  upTo: '至',
  quantile: '占比',
  budget: '隐私预算',
  left: '此后合同的隐私预算已用 ε = {}，剩余 {}。',
  refused: '无结果',
  refusals: {
    'fusion.budget_spent': '合同剩余的隐私预算不足以支付本次计算。',
    'fusion.too_close': '参与企业与此前某次计算相差过少，未公开任何结果。',
  },
  stageNames: {
    read: '读取本方数据集',
    intersect: '密态比对',
    write: '保存本方结果行',
    align: '找出各方共有的企业',
    rows: '与此前计算比较',
    tables: '在份额上汇总',
    protect: '隐去小格、加入噪声',
  },
  learner: { consumer: '仅使用方', both: '双方' },
  smallestGroup: '不公开少于 {} 户的精确结果。',
};

/** The texts of a proposed computation on paper, by language. */
export const computationTexts: Readonly<Record<PaperLanguage, Texts>> = { en, zh };
