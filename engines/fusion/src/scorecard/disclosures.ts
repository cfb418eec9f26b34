import type { Opened } from '../shares/transcript.ts';
import { rocPoints } from './evaluate.ts';
import type { Layout } from './layout.ts';
import { maskedOpenings, sizesOf, takesPlace } from './openings.ts';
import type { Plan, TrainingPlan } from './plan.ts';
import { maskedScoringOpenings, scoringSizes, scoringTakesPlace } from './score-openings.ts';

/** A sentence in both languages of the interface. */
export type Bilingual = { readonly en: string; readonly zh: string };

/** One kind of value that leaves its holder, or that a shared computation opens. */
export type Disclosure = {
  readonly label: string;
  /** How many values, as a formula over the sizes in docs/crypto.md. */
  readonly shape: string;
  readonly to: 'everyone' | 'label_holder';
  /** True where each value is under a fresh uniform mask, so that it tells nothing. */
  readonly masked: boolean;
  readonly text: Bilingual;
};

type Entry = readonly [label: string, shape: string, to: Disclosure['to'], en: string, zh: string];

/** What is said of an opening under a fresh mask. */
export const underMask: Bilingual = {
  en: 'An intermediate value under a one-time random mask; it tells nobody anything.',
  zh: '经一次性随机掩码遮盖的中间值，任何一方都无法从中得知信息。',
};

const trainingEntries: readonly Entry[] = [
  ['cells', 'n', 'everyone', 'Which fold and which period each row belongs to.', '每行所属的折与时期。'],
  [
    'features',
    'd−1',
    'everyone',
    'Each party’s feature names and numbers of bins.',
    '各方的特征名称与分箱个数。',
  ],
  [
    'count/rounded',
    '2os',
    'label_holder',
    'Per office bin and training set, defaults and non-defaults, each rounded to a multiple of the smallest group.',
    '各机构每个分箱在每个训练集中的违约数与非违约数，均舍入到最小分组的整数倍。',
  ],
  [
    'count/totals',
    'os',
    'label_holder',
    'Per office bin and training set, the number of rows, rounded to a multiple of the smallest group.',
    '各机构每个分箱在每个训练集中的行数，舍入到最小分组的整数倍。',
  ],
];

const scoringEntries: readonly Entry[] = [
  [
    'features',
    'd',
    'everyone',
    'Each party’s feature names and numbers of bins.',
    '各方的特征名称与分箱个数。',
  ],
  [
    'result/total',
    '1',
    'label_holder',
    'The firm’s total score, rounded to 5 points.',
    '该企业的总分，舍入到 5 分。',
  ],
  [
    'result/reasons',
    '3',
    'label_holder',
    'Which three features cost the firm the most points, in order.',
    '使该企业失分最多的三个特征及其顺序。',
  ],
];

function resultEntries(plan: TrainingPlan): readonly Entry[] {
  const to = plan.figuresTo;
  return [
    [
      'result/auc',
      'gv',
      to,
      'AUC per fold and out of time, to 1/2048.',
      '每折及跨时间样本的 AUC，精确到 1/2048。',
    ],
    [
      'result/ks',
      'gv',
      to,
      'KS per fold and out of time, to 1/1000.',
      '每折及跨时间样本的 KS，精确到 1/1000。',
    ],
    [
      'result/roc',
      '64',
      'label_holder',
      'Defaults and non-defaults at or above 16 thresholds, rounded to multiples of the smallest group.',
      '16 个阈值之上的违约数与非违约数，舍入到最小分组的整数倍。',
    ],
    [
      'reach/failures',
      'u',
      'everyone',
      'How many of the fits have rows too far from the centre, plus how many bins have more than 500 points: 0 for a model that is given.',
      '有多少次拟合存在偏离中心过远的行，加上有多少个分箱的分值超过 500 分；给出模型时该数为 0。',
    ],
    [
      'result/points',
      'bz',
      plan.pointsTo ?? 'label_holder',
      'The points of every bin of every party, and the base: the whole scorecard, to be used without the others.',
      '各方每个分箱的分值及基础分，即整张评分卡，可脱离其他方单独使用。',
    ],
    [
      'result/coefficients',
      'ad',
      plan.coefficientsTo ?? 'label_holder',
      'The final model’s coefficients, one a feature and the intercept. Together with a party’s own data they say something about the others’ sums.',
      '最终模型的系数，每个特征一个，外加截距。与一方自有数据结合，可推断其他方的部分汇总信息。',
    ],
    [
      'result/variances',
      'ad',
      plan.coefficientsTo ?? 'label_holder',
      'The coefficients’ variances, from which standard errors and p-values follow.',
      '各系数的方差，由此可得标准误与 p 值。',
    ],
  ];
}

/**
 * Everything that a plan's computation opens or sends in the clear, and to whom; masked openings are listed too.
 * A session refuses in code to open anything else (`fusion.undeclared_opening`).
 */
export function disclosures(plan: Plan): readonly Disclosure[] {
  const shown = ([label]: readonly [string, ...unknown[]]): boolean =>
    plan.kind === 'score' ? scoringTakesPlace(plan, label) : takesPlace(plan, label);
  const all = plan.kind === 'train' ? [...trainingEntries, ...resultEntries(plan)] : scoringEntries;
  const entries = all.filter(shown);
  const masked = (plan.kind === 'train' ? maskedOpenings : maskedScoringOpenings).filter(shown);
  return [
    ...entries.map(
      ([label, shape, to, en, zh]): Disclosure => ({ label, shape, to, masked: false, text: { en, zh } }),
    ),
    ...masked.map(
      ([label, , shape]): Disclosure => ({ label, shape, to: 'everyone', masked: true, text: underMask }),
    ),
  ];
}

/** The exact numbers of values a session may open, once the public shapes are known. */
export function declaredOpenings(
  plan: Plan,
  layout: Layout | Pick<Layout, 'features' | 'bins' | 'parties'>,
): Opened[] {
  if (plan.kind === 'score') {
    const sizes = scoringSizes(layout);
    const clear = [
      { label: 'features', count: layout.features.length },
      { label: 'result/total', count: 1 },
      { label: 'result/reasons', count: 3 },
    ];
    const masked = maskedScoringOpenings.map(([label, count]) => ({ label, count: count(sizes) }));
    return [...clear, ...masked].filter(({ label }) => scoringTakesPlace(plan, label));
  }
  const sizes = sizesOf(plan, layout as Layout);
  const { o, s, g, v, u, z, b, a, d } = sizes;
  const openings = [
    { label: 'cells', count: sizes.n },
    { label: 'features', count: sizes.d - 1 },
    { label: 'count/rounded', count: 2 * o * s },
    { label: 'count/totals', count: o * s },
    { label: 'result/auc', count: g * v },
    { label: 'result/ks', count: g * v },
    { label: 'result/roc', count: 4 * rocPoints },
    { label: 'reach/failures', count: u },
    { label: 'result/points', count: b * z },
    { label: 'result/coefficients', count: a * d },
    { label: 'result/variances', count: a * d },
    ...maskedOpenings.map(([label, count]) => ({ label, count: count(sizes) })),
  ];
  return openings.filter(({ label }) => takesPlace(plan, label));
}

/** The sentence every operator accepts before a job. */
export const assumption: Bilingual = {
  en:
    'The computation keeps the parties’ rows secret as long as every party follows the protocol (semi-honest), even if ' +
    'all parties but one pool what they see, and as long as the hub that deals the random numbers does not collude with ' +
    'any party.',
  zh:
    '只要各方都按协议执行（半诚实），且分发随机数的枢纽不与任何一方合谋，本计算就不会泄露任何一方的数据行；' +
    '即使除一方以外的所有参与方合并其所见信息，也是如此。',
};

const assumptionInPair: Bilingual = {
  en:
    'The computation keeps both parties’ rows secret as long as both follow the protocol (semi-honest). There is no third ' +
    'party: the two make the random numbers between themselves, and nobody else has to be trusted not to collude.',
  zh:
    '只要双方都按协议执行（半诚实），本计算就不会泄露任何一方的数据行。没有第三方参与：随机数由双方自行共同生成，' +
    '无需信任其他任何人不与一方合谋。',
};

/** What a plan's protection of the rows rests on: `assumption`, or for two without a dealer one of its own. */
export function assumptionOf({ dealer }: { readonly dealer?: 'none' }): Bilingual {
  return dealer === 'none' ? assumptionInPair : assumption;
}

/** What a job tells whom, in both languages, ready to be shown before it is accepted. */
export function leakageStatement(plan: Plan): Bilingual {
  const open = disclosures(plan).filter(({ masked }) => !masked);
  const lines = (language: keyof Bilingual, names: { everyone: string; label_holder: string }): string =>
    open.map(({ text, to }) => `- ${names[to]}: ${text[language]}`).join('\n');
  const holder = plan.labelHolder;
  const [en, zh] = implied(plan);
  const rests = assumptionOf(plan);
  return {
    en: `${rests.en}\n${lines('en', { everyone: 'All parties', label_holder: holder })}\n${en}`,
    zh: `${rests.zh}\n${lines('zh', { everyone: '所有参与方', label_holder: holder })}\n${zh}`,
  };
}

function implied(plan: Plan): readonly [string, string] {
  const none = plan.dealer === 'none';
  if (plan.kind === 'train')
    return [
      `All parties${none ? '' : ' and the dealer'} learn the number of rows, of rows per fold and period, and of bins. Rounding to multiples of ${plan.smallestGroup} is not differential privacy: whoever already knows all other firms of a bin can learn one more from a count that steps to the next multiple.`,
      `所有参与方${none ? '' : '和分发方'}会得知总行数、各折各时期的行数以及分箱个数。舍入到 ${plan.smallestGroup} 的倍数不等于差分隐私：已掌握某分箱中其余全部企业的一方，可从计数跨越到下一倍数推知最后一家。`,
    ];
  return [
    'Together with its own data the label holder can narrow down what the offices hold on this firm: the total limits the sum of the offices’ points, and each reason says that a feature is among the firm’s three weakest.',
    '标签方结合自有数据可缩小各机构所持该企业信息的范围：总分限定了各机构分数之和，每条原因说明某一特征属于该企业最弱的三项。',
  ];
}
