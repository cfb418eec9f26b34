import type { Bilingual } from '../scorecard/disclosures.ts';
import type { EcdhInput } from './session.ts';
import type { ValueTerms } from './sum.ts';

/** Which protocol of two runs, and its public settings. */
export type EcdhOperator =
  | { readonly kind: 'intersection' | 'size' }
  | { readonly kind: 'threshold'; readonly atLeast: number }
  | { readonly kind: 'sum'; readonly atLeast: number; readonly terms: ValueTerms };

/** What two parties are about to run. */
export type EcdhPlan = Pick<EcdhInput, 'receiver' | 'learns'> & {
  readonly parties: readonly string[];
  readonly operator: EcdhOperator;
};

/** What one kind of message tells whom. */
export type EcdhDisclosure = {
  /** The message's label. */
  readonly label: string;
  readonly to: readonly string[];
  /** True where whoever gets it cannot tell its content from random elements. */
  readonly masked: boolean;
  readonly text: Bilingual;
};

type Entry = readonly [label: string, to: 'receiver' | 'sender' | 'both', en: string, zh: string];

/** Everything that is sent, and what follows from it for whom; a test compares it with what goes over the wire. */
export function ecdhDisclosures(plan: EcdhPlan): readonly EcdhDisclosure[] {
  const { parties, receiver, learns, operator } = plan;
  const audience = {
    receiver: [receiver],
    sender: parties.filter((party) => party !== receiver),
    both: parties,
  } as const;
  const entries = [...[sizes, ...entriesOf(operator)], ...(learns === 'both' ? [toldTo(operator)] : [])];
  return [
    ...entries.map(([label, to, en, zh]) => ({
      ...{ label: `ecdh/${label}`, to: audience[to], masked: false, text: { en, zh } },
    })),
    ...maskedLabels[operator.kind].map((label) => ({
      ...{ label: `ecdh/${label}`, to: parties, masked: true, text: underKey },
    })),
  ];
}

const maskedLabels: Readonly<Record<EcdhOperator['kind'], readonly string[]>> = {
  intersection: ['key', 'tags', 'asked'],
  size: ['tags', 'asked'],
  threshold: ['tags', 'asked'],
  sum: ['keys', 'asked', 'answered', 'total'],
};

const underKey: Bilingual = {
  en: 'Identifiers, numbers or sums under a key or mask that the other side does not have; it tells that side nothing.',
  zh: '以对方不持有的密钥或掩码遮盖的标识符、数值或合计，对方无法从中得知信息。',
};

const sizes: Entry = [
  'hello',
  'both',
  'How many distinct identifiers each side has.',
  '双方各自去重后的标识符个数。',
];

function entriesOf(operator: EcdhOperator): readonly Entry[] {
  switch (operator.kind) {
    case 'intersection':
      return [['answered', 'receiver', whichEn, whichZh]];
    case 'size':
      return [['answered', 'receiver', 'How many identifiers both sides have.', '双方共有的标识符个数。']];
    case 'threshold':
      return [
        ['answered', 'receiver', ...countEvenBelow(operator.atLeast)],
        ['enough', 'sender', ...whetherEnough(operator.atLeast)],
        [
          'shuffle',
          'receiver',
          `If at least ${operator.atLeast} are common: ${lowered(whichEn)}`,
          `若共有标识符不少于 ${operator.atLeast} 个：${whichZh}`,
        ],
      ];
    case 'sum':
      return [
        ['pairs', 'receiver', ...countEvenBelow(operator.atLeast)],
        ['enough', 'sender', ...whetherEnough(operator.atLeast)],
        ['opened', 'receiver', ...sumsOf(operator)],
      ];
  }
}

/** What the sender is told beyond, where both learn the result. */
function toldTo(operator: EcdhOperator): Entry {
  switch (operator.kind) {
    case 'intersection':
      return ['claims', 'sender', `${whichEn}${notAll.en}`, `${whichZh}${notAll.zh}`];
    case 'size':
      return [
        'size',
        'sender',
        `How many identifiers both sides have${word.en}`,
        `双方共有的标识符个数${word.zh}`,
      ];
    case 'threshold':
      return [
        'claims',
        'sender',
        `If at least ${operator.atLeast} are common: ${lowered(whichEn)}${notAll.en}`,
        `若共有标识符不少于 ${operator.atLeast} 个：${whichZh}${notAll.zh}`,
      ];
    case 'sum': {
      const [en, zh] = sumsOf(operator);
      return [
        'sum',
        'sender',
        `${en} How many are common as well${word.en}`,
        `${zh}以及共有标识符的个数${word.zh}`,
      ];
    }
  }
}

const whichEn = 'Which of its own identifiers the other side has too.';
const whichZh = '己方哪些标识符对方也持有。';
const notAll: Bilingual = {
  en: ' The receiver can keep some back, and invent none.',
  zh: '接收方可以隐瞒，但无法虚构。',
};
const word: Bilingual = { en: ', by the receiver’s word.', zh: '（以接收方所述为准）。' };

type Sentence = readonly [en: string, zh: string];

function countEvenBelow(atLeast: number): Sentence {
  return [
    `How many identifiers both sides have, below ${atLeast} too.`,
    `双方共有的标识符个数，少于 ${atLeast} 个时也会得知。`,
  ];
}

function whetherEnough(atLeast: number): Sentence {
  return [
    `Whether at least ${atLeast} identifiers are common.`,
    `双方共有的标识符是否不少于 ${atLeast} 个。`,
  ];
}

function sumsOf({ atLeast, terms: { edges } }: Extract<EcdhOperator, { readonly kind: 'sum' }>): Sentence {
  const [en, zh] = edges
    ? [
        `sum of the values and, between ${edges.length} declared edges, how many there are; single bins may hold fewer.`,
        `数值合计，以及按 ${edges.length} 个预先声明的切点划分的各区间个数；单个区间的个数可能更少。`,
      ]
    : ['sum of the values.', '数值合计。'];
  return [`If at least ${atLeast} identifiers are common: ${en}`, `若共有标识符不少于 ${atLeast} 个：${zh}`];
}

function lowered(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}

/** What a protocol of two tells whom, in both languages, ready to be shown before it is accepted. */
export function ecdhStatement(plan: EcdhPlan): Bilingual {
  const open = ecdhDisclosures(plan).filter(({ masked }) => !masked);
  const isAll = (to: readonly string[]): boolean => to.length === plan.parties.length;
  const en = open.map(({ to, text }) => `- ${isAll(to) ? 'Both parties' : to.join(', ')}: ${text.en}`);
  const zh = open.map(({ to, text }) => `- ${isAll(to) ? '双方' : to.join('、')}：${text.zh}`);
  return { en: [...en, notPrevented.en].join('\n'), zh: [...zh, notPrevented.zh].join('\n') };
}

const notPrevented: Bilingual = {
  en: 'Holds as long as both follow the protocol. Not prevented: invented identifiers, and conclusions from several runs together.',
  zh: '以双方均遵守协议为前提。无法防止：虚构标识符，以及由多次运行的结果联合推断。',
};
