import type { PaperLanguage } from '@finharbor/kernel';
import type { Constraint, ContractKind } from '../documents.ts';
import type { ContractState } from '../domain.ts';

/** What the harbor's documents on paper say besides their data; `{}` stands for a value. */
type Texts = {
  readonly and: string;
  readonly contract: {
    readonly title: string;
    readonly facts: string;
    readonly purpose: string;
    readonly kind: string;
    readonly state: string;
    readonly consumer: string;
    readonly providers: string;
    readonly products: string;
    readonly legalBasis: string;
    readonly place: string;
    readonly from: string;
    readonly until: string;
    readonly usesMade: string;
    readonly number: string;
    readonly terms: string;
    readonly term: string;
    readonly heldBy: string;
    readonly signed: string;
    readonly at: string;
    readonly party: string;
    readonly act: string;
    readonly reason: string;
    readonly requested: string;
    readonly approved: string;
    readonly declined: string;
    readonly learns: string;
  };
  readonly kinds: Readonly<Record<ContractKind, string>>;
  readonly states: Readonly<Record<ContractState, string>>;
  readonly held: Readonly<Record<Constraint['enforcement'], string>>;
  readonly terms: Readonly<Record<Constraint['name'], string>>;
  readonly job: {
    readonly titles: Readonly<Record<ContractKind, string>>;
    readonly facts: string;
    readonly number: string;
    readonly contract: string;
    readonly begun: string;
    readonly ended: string;
    readonly attempt: string;
    readonly sides: string;
    readonly rows: string;
    readonly models: string;
    readonly model: string;
    readonly modelNames: Readonly<Record<'joint' | 'offices' | 'alone', string>>;
    readonly outAuc: string;
    readonly outKs: string;
    readonly points: string;
    readonly scale: string;
    readonly features: string;
    readonly feature: string;
    readonly party: string;
    readonly iv: string;
    readonly bins: string;
    readonly bin: string;
    readonly woe: string;
    readonly bad: string;
    readonly good: string;
    readonly unopened: string;
    readonly stages: string;
    readonly stage: string;
    readonly time: string;
    readonly sent: string;
    readonly received: string;
    readonly stageNames: Readonly<Record<string, string>>;
    readonly score: string;
    readonly total: string;
    readonly reasons: string;
    readonly nothing: string;
  };
  readonly receipt: {
    readonly title: string;
    readonly facts: string;
    readonly party: string;
    readonly kind: string;
    readonly usedAt: string;
    readonly contract: string;
    readonly job: string;
    readonly session: string;
    readonly subject: string;
    readonly fields: string;
    readonly transcript: string;
    readonly entry: string;
    readonly carrier: string;
    readonly product: string;
    readonly agreement: string;
    readonly consumerPid: string;
    readonly providerPid: string;
    readonly check: string;
    readonly how: string;
    readonly qr: string;
    readonly file: string;
    readonly keys: string;
    readonly keysHelp: string;
    readonly salt: string;
    readonly proof: string;
    readonly limits: string;
  };
};

const en: Texts = {
  and: ', ',
  contract: {
    title: 'Contract on the use of data',
    facts: 'The contract',
    purpose: 'Purpose',
    kind: 'Kind',
    state: 'State when printed',
    consumer: 'Consumer',
    providers: 'Providers',
    products: 'Data products',
    legalBasis: 'Legal basis',
    place: 'Where the data is had',
    from: 'Valid from',
    until: 'Valid until',
    usesMade: 'Uses made when printed',
    number: 'Number (SHA-256)',
    terms: 'Terms',
    term: 'Term',
    heldBy: 'How it is held',
    signed: 'Who signed what',
    at: 'When',
    party: 'Party',
    act: 'Act',
    reason: 'Reason',
    requested: 'requested',
    approved: 'approved',
    declined: 'declined',
    learns: 'What each side learns',
  },
  kinds: {
    train: 'Train a model',
    score: 'Score single firms',
    intersect: 'Find common firms',
    statistics: 'Joint statistics',
    deliver: 'Have rows delivered',
  },
  states: {
    proposed: 'waiting for approval',
    declined: 'declined',
    ended: 'ended',
    replaced: 'replaced by another',
    not_yet_valid: 'approved, begins later',
    expired: 'expired',
    in_force: 'in force',
  },
  held: { enforced: 'enforced by the provider’s node', promised: 'promised by the consumer' },
  terms: {
    uses: 'At most {} uses; the provider’s node counts them.',
    withdrawn_firms: 'Firms that have withdrawn are left out.',
    recipient: 'Results go to {} alone.',
    onward_transfer: 'Results are not passed on.',
    retention_days: 'Results are deleted after {} days.',
    smallest_group: 'No count of fewer than {} firms is opened; counts are rounded to multiples of it.',
    consent: 'A firm is scored only with its own signed consent.',
    points_rounding: 'Points are rounded to multiples of {}.',
    points_opened: 'Points of the bins, and coefficients with their standard errors, may be opened to: {}.',
    fewest_rows: 'Nothing is compared where a side has fewer than {} firms.',
    most_rows: 'Nothing is compared where a side has more than {} firms.',
    learns: 'Who may learn what an intersection tells: {}.',
    most_learned: 'What an intersection may tell at most: {}.',
    privacy_epsilon: 'All figures with noise together tell at most ε = {}.',
    privacy_delta: 'That bound holds but for a probability of at most {}.',
    plan_approval: 'Each computation runs only after every provider has approved exactly its plan.',
  },
  job: {
    titles: {
      train: 'Report of a training',
      score: 'Score of one firm',
      intersect: 'Report of an intersection',
      statistics: 'Report of joint statistics',
      deliver: 'Report of a delivery',
    },
    facts: 'The job',
    number: 'Number',
    contract: 'Contract (SHA-256)',
    begun: 'Begun',
    ended: 'Ended',
    attempt: 'Attempt',
    sides: 'Who took part',
    rows: 'Firms all parties hold',
    models: 'Three models compared',
    model: 'Model',
    modelNames: { joint: 'Joint, on shares', offices: 'Offices alone', alone: 'Bank alone' },
    outAuc: 'AUC out of time',
    outKs: 'KS out of time',
    points: 'Points',
    scale: '{} points stand for {} good firms to 1 bad one; every {} points more double that.',
    features: 'Features by information value',
    feature: 'Feature',
    party: 'Party',
    iv: 'Information value',
    bins: 'Bins and weights of evidence',
    bin: 'Bin',
    woe: 'Weight of evidence',
    bad: 'Defaults, rounded',
    good: 'Repaid, rounded',
    unopened: 'not opened',
    stages: 'Stages, time and traffic',
    stage: 'Stage',
    time: 'Seconds',
    sent: 'Bytes sent',
    received: 'Bytes received',
    stageNames: {
      agree: 'Ask the providers',
      align: 'Find the firms all parties hold',
      mask: 'Share the columns under masks',
      count: 'Count under shares',
      woe: 'Weights of evidence under shares',
      fit: 'Fit the models under shares',
      evaluate: 'Measure the models',
      model: 'Keep the model as shares',
      open: 'Open what the contract allows',
      score: 'Score under shares',
    },
    score: 'The score',
    total: 'Total: {} points.',
    reasons: 'What cost the firm the most points',
    nothing: 'This party learned nothing from this job but that it was asked.',
  },
  receipt: {
    title: 'Receipt of a use of data',
    facts: 'What the receipt says',
    party: 'Party',
    kind: 'Kind',
    usedAt: 'Used at',
    contract: 'Contract (SHA-256)',
    job: 'Job',
    session: 'Session',
    subject: 'Firm',
    fields: 'Fields used',
    transcript: 'Digest of everything sent and received',
    entry: 'Entry in the evidence log',
    carrier: 'The transfer it was',
    product: 'Product (SHA-256)',
    agreement: 'Agreement',
    consumerPid: 'Transfer at the consumer',
    providerPid: 'Transfer at the provider',
    check: 'How to check it',
    how: 'Take the file {} out of this PDF (it is attached to it) and open it at {}, or by scanning the code. The check runs in the page; nothing is sent.',
    qr: 'QR code of the page that checks receipts',
    file: 'The receipt, to be checked by a program',
    keys: 'Keys of the log and of the witnesses',
    keysHelp: 'They came with the receipt. Compare them with keys you got elsewhere.',
    salt: 'Salt',
    proof: 'Proof',
    limits: 'It does not prove that the inputs were true, nor that nothing was used beside the log.',
  },
};

const zh: Texts = {
  and: '、',
  contract: {
    title: '数据使用合同',
    facts: '合同要素',
    purpose: '用途',
    kind: '种类',
    state: '打印时的状态',
    consumer: '使用方',
    providers: '提供方',
    products: '数据产品',
    legalBasis: '法律依据',
    place: '数据使用地',
    from: '生效时间',
    until: '有效期至',
    usesMade: '打印时已使用次数',
    number: '编号（SHA-256）',
    terms: '条款',
    term: '条款',
    heldBy: '履行方式',
    signed: '签署经过',
    at: '时间',
    party: '签署方',
    act: '行为',
    reason: '理由',
    requested: '申请',
    approved: '批准',
    declined: '谢绝',
    learns: '各方得知什么',
  },
  kinds: {
    train: '训练模型',
    score: '单户评分',
    intersect: '隐私求交',
    statistics: '联合统计',
    deliver: '数据交付',
  },
  states: {
    proposed: '待批准',
    declined: '已谢绝',
    ended: '已终止',
    replaced: '已由新合同取代',
    not_yet_valid: '已批准，尚未起效',
    expired: '已到期',
    in_force: '生效中',
  },
  held: { enforced: '由提供方节点强制执行', promised: '由使用方承诺' },
  terms: {
    uses: '最多使用 {} 次，由提供方节点计数。',
    withdrawn_firms: '已撤回授权的企业不参与。',
    recipient: '结果仅交给 {}。',
    onward_transfer: '结果不得转交他人。',
    retention_days: '结果在 {} 天后删除。',
    smallest_group: '不公开少于 {} 户的计数，计数按其整数倍舍入。',
    consent: '仅在企业本身签署授权后评分。',
    points_rounding: '分数按 {} 的整数倍舍入。',
    points_opened: '各分箱分值、系数及其标准误可公开给：{}。',
    fewest_rows: '任一方少于 {} 户时不进行比对。',
    most_rows: '任一方多于 {} 户时不进行比对。',
    learns: '可得知求交结果的一方：{}。',
    most_learned: '求交结果至多透露：{}。',
    privacy_epsilon: '全部加噪结果合计的隐私预算不超过 ε = {}。',
    privacy_delta: '上述上限不成立的概率不超过 {}。',
    plan_approval: '每项计算须经全部提供方批准其确切方案后方可运行。',
  },
  job: {
    titles: {
      train: '联合训练结果报告',
      score: '单户评分结果',
      intersect: '隐私求交结果报告',
      statistics: '联合统计结果报告',
      deliver: '数据交付报告',
    },
    facts: '任务要素',
    number: '任务编号',
    contract: '合同编号（SHA-256）',
    begun: '开始时间',
    ended: '完成时间',
    attempt: '次数',
    sides: '参与方',
    rows: '各方共有的企业数',
    models: '三个模型的比较',
    model: '模型',
    modelNames: { joint: '联合（份额计算）', offices: '仅部门', alone: '仅银行' },
    outAuc: '跨期 AUC',
    outKs: '跨期 KS',
    points: '分数',
    scale: '{} 分对应好坏企业比 {} 比 1；每增加 {} 分，该比值翻倍。',
    features: '特征及其信息值',
    feature: '特征',
    party: '参与方',
    iv: '信息值',
    bins: '分箱与证据权重',
    bin: '分箱',
    woe: '证据权重',
    bad: '违约（舍入后）',
    good: '已还清（舍入后）',
    unopened: '未公开',
    stages: '各阶段用时与流量',
    stage: '阶段',
    time: '用时（秒）',
    sent: '发送字节',
    received: '接收字节',
    stageNames: {
      agree: '征询数据提供方',
      align: '找出各方共有的企业',
      mask: '在掩码下分享列',
      count: '在份额上计数',
      woe: '在份额上计算证据权重',
      fit: '在份额上拟合模型',
      evaluate: '评估模型',
      model: '以份额保存模型',
      open: '公开合同允许的内容',
      score: '在份额上评分',
    },
    score: '评分',
    total: '总分：{} 分。',
    reasons: '使该企业失分最多的原因',
    nothing: '除曾被征询外，本方未从此任务得知任何内容。',
  },
  receipt: {
    title: '数据使用凭证',
    facts: '凭证内容',
    party: '参与方',
    kind: '种类',
    usedAt: '使用时间',
    contract: '合同编号（SHA-256）',
    job: '任务编号',
    session: '会话编号',
    subject: '企业',
    fields: '使用的字段',
    transcript: '收发内容摘要',
    entry: '证据日志条目',
    carrier: '对应的数据传输',
    product: '产品（SHA-256）',
    agreement: '协议编号',
    consumerPid: '使用方传输编号',
    providerPid: '提供方传输编号',
    check: '核验方法',
    how: '从本 PDF 的附件中取出文件 {}，在 {}（可扫描二维码打开）中选择该文件。核验在页面内进行，文件不会上传。',
    qr: '凭证核验页面的二维码',
    file: '供程序核验的凭证文件',
    keys: '日志与见证方的公钥',
    keysHelp: '公钥随凭证而来，请与您另行取得的公钥比对。',
    salt: '盐值',
    proof: '证明',
    limits: '凭证不证明输入属实，也不证明没有日志之外的使用。',
  },
};

/** The texts of the harbor's documents on paper, by language. */
export const paperTexts: Readonly<Record<PaperLanguage, Texts>> = { en, zh };

/** A text with its values, each in the place of a `{}`. */
export function filled(text: string, ...values: readonly (string | number)[]): string {
  const [first = '', ...rest] = text.split('{}');
  return first + rest.map((part, at) => `${values[at]}${part}`).join('');
}
