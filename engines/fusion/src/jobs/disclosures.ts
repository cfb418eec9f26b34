import { protocols } from '../intersect/protocols.ts';
import type { Protocol } from '../intersect/session.ts';
import type { Bilingual } from '../scorecard/disclosures.ts';
import type { StatisticsDisclosure } from '../statistics/disclosures.ts';
import { figureDisclosures } from './figure-disclosures.ts';
import { type IntersectionPlan, type IntersectionSide, learnsOf, operationOf, sidesOf } from './plan.ts';

/** One kind of value that an intersection tells somebody. */
export type IntersectionDisclosure = StatisticsDisclosure;

type Said = { readonly label: string; readonly count: string; readonly to: readonly string[] };

/** Messages that tell nothing more; a hello, for one, carries the padded size, which follows from the number of rows. */
const silent: Readonly<Record<Protocol | 'job', readonly string[]>> = {
  job: ['shard', 'ready', 'outcomes'].map((name) => `job/${name}`),
  rr22: [
    ...['hello', 'seed', 'coin', 'coin/open', 'store', 'challenge'].map((name) => `rr22/${name}`),
    ...['vole/values', 'vole/proof', 'trees', 'trees/point', 'trees/digest'].map((name) => `rr22/${name}`),
    ...['base/choices', 'base/keys', 'ot/choices', 'ot/proof'],
  ],
  kkrt: [
    ...['hello', 'seed', 'seen/receiver', 'seen/sender', 'columns'].map((name) => `kkrt/${name}`),
    ...['base/choices', 'base/keys', 'ot/choices'],
  ],
  ecdh: ['hello', 'key', 'tags', 'asked'].map((name) => `ecdh/${name}`),
};

/** By which messages the receiver learns which of its keys are common, and the other party, where it does; whether that needs proof. */
const telling = {
  rr22: { receiver: 'rr22/tags', sender: 'rr22/common', count: 'rr22/common/count', proves: true },
  kkrt: { receiver: 'kkrt/tags', sender: 'kkrt/common', count: 'kkrt/common/count', proves: false },
  ecdh: { receiver: 'ecdh/answered', sender: 'ecdh/claims', count: undefined, proves: true },
} as const satisfies Record<Protocol, object>;

const nothingMore: Bilingual = {
  en: 'Steps of the protocol that tell nobody anything beyond this list.',
  zh: '协议中间步骤，任何一方都无法从中得知本清单以外的信息。',
};

/**
 * Everything that a plan's intersection sends, by the label it goes under, and to whom; masked values are listed too, and where the plan
 * leaves the protocol open, the messages of all that may be taken. A test compares the list with what goes over the wire.
 */
export function intersectionDisclosures(plan: IntersectionPlan): readonly IntersectionDisclosure[] {
  const both = plan.sides.map(({ party }) => party);
  const figures = figureDisclosures(plan);
  const forRows = operationOf(plan).kind === 'rows' ? protocolsOf(plan) : [];
  const steps = ['job', ...forRows, ...(figures.length > 0 ? ['ecdh'] : [])] as (Protocol | 'job')[];
  const masked = (label: string): IntersectionDisclosure => ({
    ...{ label, count: 'any', to: both, masked: true, text: nothingMore },
  });
  return [
    said({ label: 'job/hello', count: '2', to: both }, [
      'A hash of this plan, the Unicode version, and a random half of the key that keys are hashed under.',
      '本计划的哈希值、Unicode 版本，以及键值哈希密钥的一半随机数。',
    ]),
    said({ label: 'job/rows', count: '2', to: both }, [
      `How many rows with a usable key each party has (${limits(plan, 'en')}). Not how many of them are duplicates, nor how many rows were left out.`,
      `各方键值可用的行数（${limits(plan, 'zh')}）；不包括其中重复的行数，也不包括被剔除的行数。`,
    ]),
    said({ label: 'job/kept', count: 'one a shard and attempt', to: both }, [
      'Which shards are done, and random numbers of each attempt.',
      '哪些分片已完成，以及每次尝试的随机数。',
    ]),
    ...figures,
    ...forRows.flatMap((name) => rowsBy(plan, name)),
    ...[...new Set(steps.flatMap((name) => silent[name]))].map(masked),
  ];
}

/** Those that the plan may come to. */
function protocolsOf({ protocol, adversary }: IntersectionPlan): readonly Protocol[] {
  if (protocol !== 'auto') return [protocol];
  return (Object.keys(protocols) as Protocol[]).filter((name) =>
    protocols[name].adversaries.includes(adversary),
  );
}

function rowsBy(plan: IntersectionPlan, protocol: Protocol): readonly IntersectionDisclosure[] {
  const { own: receiver, other: sender } = sidesOf(plan, plan.receiver);
  const { count } = telling[protocol];
  const told = matched(plan, { protocol, who: receiver, holder: sender });
  if (learnsOf(plan) === 'receiver') return [told];
  return [
    told,
    ...(count === undefined ? [] : [counted(count, sender, receiver)]),
    matched(plan, { protocol, who: sender, holder: receiver }),
  ];
}

function counted(
  label: string,
  { party }: IntersectionSide,
  receiver: IntersectionSide,
): IntersectionDisclosure {
  return said({ label, count: 'one a shard', to: [party] }, [
    `How many keys of each shard both hold, as far as ${receiver.party} says it.`,
    `每个分片中双方共有的键值个数（以 ${receiver.party} 所述为准）。`,
  ]);
}

type Matched = {
  readonly protocol: Protocol;
  readonly who: IntersectionSide;
  readonly holder: IntersectionSide;
};

function matched(plan: IntersectionPlan, { protocol, who, holder }: Matched): IntersectionDisclosure {
  const { receiver, rowColumn } = plan;
  const labels = telling[protocol];
  const isReceiver = who.party === receiver;
  // As long as the protocol is open, the least that may be said is.
  const proves = protocolsOf(plan).every((name) => telling[name].proves);
  const [en, zh] = isReceiver ? ['', ''] : byWord(receiver, proves);
  const name = rowColumn === undefined ? ['', ''] : namedText;
  const label = isReceiver ? labels.receiver : labels.sender;
  return said({ label, count: 'one a key', to: [who.party] }, [
    `Which of its own keys (${who.holds}) ${holder.party} holds too (${holder.holds}), hence which it does not. ${resultText[who.result][0]}${name[0]}${en}`,
    `本方（${who.holds}）的哪些键值 ${holder.party}（${holder.holds}）也持有，因而也得知哪些不持有。${resultText[who.result][1]}${name[1]}${zh}`,
  ]);
}

function byWord(receiver: string, proves: boolean): Sentence {
  return proves
    ? [` ${receiver} could keep matches back, not invent any.`, `${receiver} 可以隐瞒匹配项，但无法虚构。`]
    : [
        ` ${receiver} could keep matches back, and guess some.`,
        `${receiver} 可以隐瞒匹配项，也可能猜中并虚报个别键值。`,
      ];
}

type Sentence = readonly [en: string, zh: string];

const namedText: Sentence = [
  ' Beside each common row stands a name that is the same on both sides, so that whoever has both results can put them together.',
  '每条共有数据行附有双方一致的代号，因此同时取得双方结果者可以将其对应起来。',
];

const resultText: Readonly<Record<IntersectionSide['result'], Sentence>> = {
  inner: ['It gets its rows whose key both hold.', '该方得到双方共有键值所在的本方数据行。'],
  left: ['It gets all its rows, each marked.', '该方得到本方全部数据行，并逐行标注。'],
  anti: ['It gets its rows whose key the other lacks.', '该方得到对方不持有其键值的本方数据行。'],
  nothing: ['', ''],
};

function limits({ sides }: IntersectionPlan, language: keyof Bilingual): string {
  return sides
    .map(({ party, fewestRows, mostRows }) =>
      language === 'en' ? `${party}: ${fewestRows} to ${mostRows}` : `${party}：${fewestRows} 至 ${mostRows}`,
    )
    .join(language === 'en' ? ', ' : '，');
}

function said(
  { label, count, to }: Said,
  [en, zh]: readonly [en: string, zh: string],
): IntersectionDisclosure {
  return { label, count, to, masked: false, text: { en, zh } };
}

/** What an intersection tells whom, in both languages, ready to be shown before it is accepted. */
export function intersectionStatement(plan: IntersectionPlan): Bilingual {
  const open = intersectionDisclosures(plan).filter(({ masked }) => !masked);
  const en = open.map(({ to, text }) => `- ${to.length === 2 ? 'Both parties' : to[0]}: ${text.en}`);
  const zh = open.map(({ to, text }) => `- ${to.length === 2 ? '双方' : to[0]}：${text.zh}`);
  const [assumed, left] = [assumptions[plan.adversary], notPrevented(plan)];
  // Protocols that may be taken tell the same under other labels.
  const once = (lines: readonly string[]): string => [...new Set(lines)].join('\n');
  return { en: once([assumed.en, ...en, left.en]), zh: once([assumed.zh, ...zh, left.zh]) };
}

const assumptions: Readonly<Record<IntersectionPlan['adversary'], Bilingual>> = {
  malicious: {
    en: 'Neither party learns more than this, even if the other does not follow the protocol.',
    zh: '即使对方不按协议执行，任何一方得知的内容也不会超出以下范围。',
  },
  'semi-honest': {
    en: 'Neither party learns more than this as long as both follow the protocol (semi-honest).',
    zh: '只要双方都按协议执行（半诚实），任何一方得知的内容就不会超出以下范围。',
  },
};

function notPrevented(plan: IntersectionPlan): Bilingual {
  if (operationOf(plan).kind !== 'rows') return figuresNotPrevented;
  const { mostAttempts } = plan;
  return {
    en:
      'Rows themselves are not exchanged. Not prevented: a party may bring invented keys and learns which of them the other ' +
      'holds; one whose program was changed can ask about some 1.4 times as many keys as it declares, and about others each time ' +
      `a part is tried again, at most ${mostAttempts} times; the results of several jobs can be compared.`,
    zh:
      '双方不交换数据行本身。无法防止：一方可能提交虚构的键值并得知对方持有其中哪些；' +
      `篡改程序的一方可查询约为其申报数量 1.4 倍的键值，并可在每次重试（每部分至多 ${mostAttempts} 次）时更换键值；` +
      '多次作业的结果可被相互比对。',
  };
}

const figuresNotPrevented: Bilingual = {
  en:
    'Rows themselves are not exchanged, and nobody is told which keys are common. Not prevented: a party may bring keys of its choice, ' +
    'and the results of several jobs can be compared; the difference between two tells of the keys by which they differ.',
  zh:
    '双方不交换数据行本身，任何一方都不会得知共有哪些键值。无法防止：一方可能自行挑选所提交的键值；' +
    '多次作业的结果可被相互比对，其差额即反映两次之间有别的那些键值的情况。',
};
