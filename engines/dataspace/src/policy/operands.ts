import type { Bilingual } from '@finharbor/kernel/contract';
import type { FactName, Facts } from './facts.ts';
import type { Operator } from './model.ts';
import { currencyOf, odrl, own } from './namespaces.ts';
import {
  amount,
  decimal,
  duration,
  instant,
  type Kind,
  oneOf,
  party,
  place,
  purpose,
  upTo,
  whole,
} from './values.ts';

/** What a constraint may be about. */
export type Operand = {
  readonly iri: string;
  readonly label: Bilingual;
  readonly kind: Kind;
  readonly operators: readonly Operator[];
  /** What its values count; money names its currency itself. */
  readonly unit?: Bilingual | 'currency';
  /** Where it may stand: in a rule's own constraints, or in those of a duty. */
  readonly of: 'rule' | 'duty';
  /** The facts it is compared with. */
  readonly reads: readonly FactName[];
  /** What the facts say; undefined where they do not. */
  readonly value: (facts: Facts, unit: string | undefined) => unknown;
  /** `enforced`: the holder knows the fact itself and acts on it. `promised`: the fact is the consumer's word. */
  readonly enforcement: 'enforced' | 'promised';
  readonly seenToBy: Bilingual;
  /** Whether it binds what a computation opens, so that data must not leave otherwise. */
  readonly demandsFusion: boolean;
};

const size: readonly Operator[] = ['lt', 'lteq', 'gt', 'gteq'];
const sizeOrExact: readonly Operator[] = ['eq', ...size];
const listed: readonly Operator[] = ['eq', 'neq', 'isAnyOf', 'isNoneOf'];

/** Who sees to a term, in words. */
export const perUse: Bilingual = { en: 'the holder’s node, at each use', zh: '持有方节点，每次使用时' };
const byPlan: Bilingual = {
  en: 'the holder’s node, by the plan of the computation',
  zh: '持有方节点，依据计算计划',
};
/** The same of a promise. */
export const byWord: Bilingual = { en: 'the consumer’s word', zh: '使用方承诺' };

/** The same of a payment. */
export const byLedger: Bilingual = { en: 'the ledger of the hub', zh: '枢纽账本' };

const enforced = { of: 'rule', enforcement: 'enforced', seenToBy: perUse, demandsFusion: false } as const;
const promised = { ...enforced, enforcement: 'promised', seenToBy: byWord } as const;
const computed = { ...enforced, seenToBy: byPlan, demandsFusion: true } as const;

/** That an operand is compared with one fact as it stands. */
function fact(name: FactName): Pick<Operand, 'reads' | 'value'> {
  return { reads: [name], value: (facts) => facts[name] };
}

const ofTime: readonly Operand[] = [
  {
    iri: odrl('dateTime'),
    label: { en: 'the time of use', zh: '使用时间' },
    kind: instant,
    operators: size,
    ...fact('nowMs'),
    ...enforced,
  },
  {
    iri: odrl('elapsedTime'),
    label: { en: 'the time since the agreement', zh: '自协议达成起的时长' },
    kind: duration,
    operators: size,
    reads: ['nowMs', 'agreedAtMs'],
    value: ({ nowMs, agreedAtMs }) =>
      nowMs === undefined || agreedAtMs === undefined ? undefined : nowMs - agreedAtMs,
    ...enforced,
  },
  {
    iri: odrl('count'),
    label: { en: 'the number of uses', zh: '使用次数' },
    kind: whole,
    operators: size,
    ...fact('use'),
    ...enforced,
  },
];

const ofPeople: readonly Operand[] = [
  {
    iri: odrl('recipient'),
    label: { en: 'the recipient', zh: '接收方' },
    kind: party,
    operators: listed,
    ...fact('recipient'),
    ...enforced,
  },
  {
    iri: own('consent'),
    label: { en: 'the consent of the subject', zh: '数据主体授权' },
    kind: oneOf({
      given: { en: 'given', zh: '已取得' },
      missing: { en: 'missing', zh: '缺失' },
      withdrawn: { en: 'withdrawn', zh: '已撤回' },
      expired: { en: 'expired', zh: '已到期' },
    }),
    operators: ['eq'],
    ...fact('consent'),
    ...enforced,
  },
  {
    iri: own('withdrawnSubjects'),
    label: { en: 'data of subjects that have withdrawn', zh: '已撤回授权主体的数据' },
    kind: oneOf({ left_out: { en: 'left out', zh: '已剔除' }, used: { en: 'used', zh: '被使用' } }),
    operators: ['eq'],
    ...fact('withdrawnSubjects'),
    ...enforced,
  },
];

const ofWord: readonly Operand[] = [
  {
    iri: odrl('purpose'),
    label: { en: 'the purpose', zh: '用途' },
    kind: purpose,
    operators: ['eq', 'neq', 'isA', 'isAnyOf', 'isNoneOf'],
    ...fact('purpose'),
    ...promised,
  },
  {
    iri: odrl('spatial'),
    label: { en: 'the place of use', zh: '使用地点' },
    kind: place,
    operators: ['eq', 'neq', 'isPartOf', 'isAnyOf', 'isNoneOf'],
    ...fact('place'),
    ...promised,
  },
  {
    iri: own('retention'),
    label: { en: 'the time it is kept', zh: '保存期限' },
    kind: duration,
    operators: ['lt', 'lteq'],
    ...fact('retentionMs'),
    ...promised,
  },
];

const subjects: Bilingual = { en: 'subjects', zh: '个主体' };

const ofResults: readonly Operand[] = [
  {
    iri: own('smallestGroup'),
    label: { en: 'the smallest group of which anything is opened', zh: '公开结果的最小分组' },
    kind: whole,
    operators: size,
    unit: subjects,
    ...fact('smallestGroup'),
    ...computed,
  },
  {
    iri: own('resultRounding'),
    label: { en: 'the step to which results are rounded', zh: '结果舍入步长' },
    kind: whole,
    operators: sizeOrExact,
    ...fact('resultStep'),
    ...computed,
  },
  {
    iri: own('privacyEpsilon'),
    label: { en: 'the privacy budget ε spent in all', zh: '累计隐私预算（ε）' },
    kind: decimal,
    operators: ['lt', 'lteq'],
    ...fact('epsilon'),
    ...computed,
  },
  {
    iri: own('privacyDelta'),
    label: { en: 'the privacy budget δ spent in all', zh: '累计隐私预算（δ）' },
    kind: decimal,
    operators: ['lt', 'lteq'],
    ...fact('delta'),
    ...computed,
  },
];

const ofComputations: readonly Operand[] = [
  {
    iri: own('fewestRows'),
    label: { en: 'the fewest rows of a side', zh: '单方最少行数' },
    kind: whole,
    operators: size,
    ...fact('fewestRows'),
    ...computed,
  },
  {
    iri: own('mostRows'),
    label: { en: 'the most rows of a side', zh: '单方最多行数' },
    kind: whole,
    operators: size,
    ...fact('mostRows'),
    ...computed,
  },
  {
    iri: own('learner'),
    label: { en: 'the audience of the result', zh: '结果知悉范围' },
    kind: upTo({ consumer: { en: 'the consumer', zh: '使用方' }, both: { en: 'both sides', zh: '双方' } }),
    operators: ['eq', 'isPartOf'],
    ...fact('learner'),
    ...computed,
  },
  {
    iri: own('told'),
    label: { en: 'what is told', zh: '公开内容' },
    kind: upTo({
      figures: { en: 'counts and sums', zh: '计数与合计' },
      rows: { en: 'which rows are common', zh: '共有行' },
    }),
    operators: ['eq', 'isPartOf'],
    ...fact('told'),
    ...computed,
  },
  {
    iri: own('modelOpenedTo'),
    label: { en: 'the audience of the model', zh: '模型公开范围' },
    kind: upTo({
      nobody: { en: 'nobody', zh: '无人' },
      consumer: { en: 'the consumer', zh: '使用方' },
      all: { en: 'all sides', zh: '各方' },
    }),
    operators: ['eq', 'isPartOf'],
    ...fact('modelOpenedTo'),
    ...computed,
  },
  {
    iri: own('approval'),
    label: { en: 'approval of computations', zh: '计算审批方式' },
    kind: oneOf({ each: { en: 'given for each one', zh: '逐项批准' }, none: { en: 'none', zh: '无' } }),
    operators: ['eq'],
    ...fact('approval'),
    ...computed,
  },
];

const ofDuties: readonly Operand[] = [
  {
    iri: odrl('payAmount'),
    label: { en: 'the amount paid', zh: '支付金额' },
    kind: amount,
    operators: sizeOrExact,
    unit: 'currency',
    reads: ['paid'],
    value: ({ paid }, unit) => (paid?.currency === currencyOf(unit) ? paid?.amountMinor : undefined),
    ...enforced,
    of: 'duty',
    seenToBy: byLedger,
  },
];

/** Everything a constraint may be about; whatever is not here is refused by name. */
export const operands: readonly Operand[] = [
  ...ofTime,
  ...ofPeople,
  ...ofWord,
  ...ofResults,
  ...ofComputations,
  ...ofDuties,
];

// A map: a left operand called `constructor` is unknown like any other.
const byIri = new Map(operands.map((operand) => [operand.iri, operand]));

/** The operand of that name, if there is one. */
export function operandNamed(iri: unknown): Operand | undefined {
  return typeof iri === 'string' ? byIri.get(iri) : undefined;
}

/** When a duty is due, as the constraint on ODRL's `event` says it: before (`lt`) or after (`gt`) something happens. */
export const eventOperand: string = odrl('event');
/** What a duty's time may be told by. */
export const events: ReadonlyMap<string, Bilingual> = new Map([
  [odrl('policyUsage'), { en: 'each use', zh: '每次使用' }],
  [own('resultDelivered'), { en: 'each result', zh: '每次交付结果' }],
  [own('monthEnded'), { en: 'each month in force', zh: '合同有效的每个月' }],
]);
