import type { PaperLanguage } from '@finharbor/kernel';
import type { PointsOpening } from '../training/options.ts';

/** What documents about trainings say besides their data; `{}` stands for a value. */
type Texts = {
  readonly openedTo: Readonly<Record<PointsOpening, string>>;
  readonly settings: string;
  readonly folds: string;
  readonly smallestGroup: string;
  readonly ridge: string;
  readonly classWeights: string;
  readonly perClass: string;
  readonly offset: string;
  readonly kept: string;
  readonly centre: string;
  readonly pointsTo: string;
  readonly tells: string;
  readonly scorecard: string;
  readonly base: string;
  readonly feature: string;
  readonly party: string;
  readonly bin: string;
  readonly points: string;
  readonly otherBins: string;
  readonly coefficients: string;
  readonly intercept: string;
  readonly value: string;
  readonly error: string;
  readonly caution: string;
  readonly record: {
    readonly title: string;
    readonly lead: string;
    readonly unchecked: string;
    readonly file: string;
    readonly about: string;
    readonly model: string;
    readonly digest: string;
    readonly offsetHolder: string;
    readonly none: string;
    readonly protocol: string;
    readonly opened: string;
    readonly library: string;
    readonly version: string;
    readonly rows: string;
    readonly commitment: string;
    readonly source: string;
    readonly planDigest: string;
    readonly started: string;
    readonly ended: string;
    readonly steps: string;
    readonly bins: string;
    readonly iv: string;
    readonly labels: string;
    readonly signAsExpected: string;
    readonly yes: string;
    readonly no: string;
    readonly closed: string;
    readonly deviation: string;
    readonly psi: string;
    readonly brier: string;
    readonly unmeasured: string;
  };
};

const en: Texts = {
  openedTo: { nobody: 'nobody', consumer: 'the consumer alone', all: 'all parties' },
  settings: 'How it was planned',
  folds: 'Folds of the cross-validation',
  smallestGroup: 'Smallest group',
  ridge: 'Ridge',
  classWeights: 'Class weights',
  perClass: 'repaid {}, default {}',
  offset: 'Offset column of the consumer',
  kept: 'Base corrected for sampling and weights',
  centre: 'Centre of the fit, log-odds',
  pointsTo: 'Points and coefficients opened to',
  tells: 'What this plan tells whom',
  scorecard: 'The scorecard in points',
  base: 'Every firm starts from {} points; the points of its bin of each feature are added.',
  feature: 'Feature',
  party: 'Party',
  bin: 'Bin',
  points: 'Points',
  otherBins: 'Where another party’s bins begin and end is known to that party alone; they are numbered here.',
  coefficients: 'Coefficients',
  intercept: 'Intercept',
  value: 'Coefficient',
  error: 'Standard error',
  caution:
    'Errors take the weights of evidence as given, though they were estimated from the same rows: they come out somewhat too small.',
  record: {
    title: 'Record of a training (JR/T 0221-2021)',
    lead: 'What this party knows of the training, in the order of the standard’s chapters. It claims no conformity with the standard: of its text only the table of contents up to 7.3 and the list in 6.4 could be checked.',
    unchecked: 'The number of this chapter follows from the order of chapters alone and was not checked.',
    file: 'The record, to be read by a program',
    about: 'What this is',
    model: 'Model',
    digest: 'Digest of the record (SHA-256)',
    offsetHolder: 'Offset brought by',
    none: 'none',
    protocol: 'Protocol',
    opened:
      '{} kinds of values were opened, nearly all of them under one-time masks; the attached file counts each.',
    library: 'Library',
    version: 'Version',
    rows: 'Rows',
    commitment: 'Commitment to rows and bins (SHA-256)',
    source: 'Data set',
    planDigest: 'Digest of the plan (SHA-256)',
    started: 'Started',
    ended: 'Ended',
    steps: 'Newton steps',
    bins: 'Bins',
    iv: 'Information value',
    labels: 'Own bins',
    signAsExpected: 'Sign as expected',
    yes: 'yes',
    no: 'no',
    closed: 'The plan opens the coefficients to nobody here.',
    deviation: 'Deviation over folds',
    psi: 'Population stability index',
    brier: 'Brier score',
    unmeasured: 'not measured: scores stay under shares',
  },
};

const zh: Texts = {
  openedTo: { nobody: '不公开', consumer: '仅使用方', all: '所有参与方' },
  settings: '训练设置',
  folds: '交叉验证折数',
  smallestGroup: '最小分组',
  ridge: '岭惩罚系数',
  classWeights: '类别权重',
  perClass: '已还清 {}，违约 {}',
  offset: '使用方的偏移列',
  kept: '基础分校正（抽样与权重）',
  centre: '拟合中心（对数几率）',
  pointsTo: '分值与系数公开对象',
  tells: '本计划使各方得知什么',
  scorecard: '评分卡分值',
  base: '每户企业的基础分为 {} 分，再加上其各特征所在分箱的分值。',
  feature: '特征',
  party: '参与方',
  bin: '分箱',
  points: '分值',
  otherBins: '其他方分箱的界限仅该方知悉，此处仅列编号。',
  coefficients: '模型系数',
  intercept: '截距',
  value: '系数',
  error: '标准误',
  caution: '标准误将证据权重视为已知，而证据权重由同一批数据估计，因此标准误略偏小。',
  record: {
    title: '训练记录（JR/T 0221-2021）',
    lead: '按该标准的章节顺序，记载本方所知的训练情况。本记录不声称符合该标准：其文本中仅核对了 7.3 以前的目录以及 6.4 所列事项。',
    unchecked: '本章编号仅依章节顺序推定，未经核对。',
    file: '供程序读取的训练记录',
    about: '说明',
    model: '模型编号',
    digest: '记录摘要（SHA-256）',
    offsetHolder: '偏移项提供方',
    none: '无',
    protocol: '协议',
    opened: '共公开 {} 类数值，几乎均经一次性掩码遮盖；附件列明各类数量。',
    library: '依赖库',
    version: '版本',
    rows: '行数',
    commitment: '数据行与分箱的承诺（SHA-256）',
    source: '数据集',
    planDigest: '计划摘要（SHA-256）',
    started: '开始时间',
    ended: '完成时间',
    steps: '牛顿迭代步数',
    bins: '分箱数',
    iv: '信息值',
    labels: '本方分箱',
    signAsExpected: '符号符合预期',
    yes: '是',
    no: '否',
    closed: '本计划未向本方公开系数。',
    deviation: '各折标准差',
    psi: '群体稳定性指数（PSI）',
    brier: 'Brier 分数',
    unmeasured: '未测量：分数始终以份额保存',
  },
};

/** The texts of documents about trainings, by language. */
export const trainingTexts: Readonly<Record<PaperLanguage, Texts>> = { en, zh };
