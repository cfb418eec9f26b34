import { assumption, type Bilingual, type Disclosure, underMask } from '../scorecard/disclosures.ts';
import { type BoostedScoringPlan, type BoostingPlan, recipientsOf } from './plan.ts';

type Row = readonly [label: string, shape: string];

/** Masked openings of a boosting, with how many values each opens; sizes are named as in docs/crypto.md. */
const masked: readonly Row[] = [
  ['mask/bins', 'nB'],
  ['gradient/angle', 'nt'],
  ['gradient/pair.shift', '2nt'],
  ['gradient/pair', '2nt'],
  ['histogram/weighed', '(2^D−2)nt'],
  ['gain/slope.shift', '2N'],
  ['gain/curvature.shift', '2N'],
  ['reciprocal/index', '2N'],
  ['reciprocal/start', '2N'],
  ['reciprocal/start.lift', '2N'],
  ['reciprocal/divisor', '2N'],
  ['reciprocal/value', '2iN'],
  ['reciprocal/product.shift', '2iN'],
  ['reciprocal/factor', '2iN'],
  ['reciprocal/next.shift', '2iN'],
  ['gain/inverse', '2N'],
  ['gain/slope', '2N'],
  ['gain/value.shift', '2N'],
  ['gain/value', '2N'],
  ['gain/shift', 'N'],
  ['best/digit', '3c'],
  ['best/digit.lift', '3c'],
  ['best/digit.shift', '3c'],
  ['best/sign', 'c'],
  ['best/ahead', 'r'],
  ['best/ahead.lift', 'r'],
  ['best/flag', 'r'],
  ['best/candidates', '4r'],
  ['split/holder', 'M'],
  ['path/answers', 'pMn'],
  ['path/reached', '(p−1)Mn'],
  ['score/leaves', '2^D·t'],
];

const measured: readonly Row[] = [
  ['evaluate/scores.shift', 'h'],
  ['evaluate/digit', '2h'],
  ['evaluate/digit.lift', '2h'],
  ['evaluate/digit.shift', '2h'],
  ['evaluate/range', 'h'],
  ['evaluate/range.lift', '2h'],
  ['evaluate/inside', 'h'],
  ['evaluate/low', 'h'],
  ['evaluate/histogram', 'h'],
  ['evaluate/histogram.lift', '2s⌈n/2^15⌉'],
  ['evaluate/counts', '2s'],
  ['evaluate/scales', '3'],
  ['evaluate/auc', '1'],
  ['evaluate/auc.shift', '1'],
  ['evaluate/ks.shift', 's'],
  ['evaluate/ks.digit', '2s−1'],
  ['evaluate/ks.digit.lift', '2s−1'],
  ['evaluate/ks.digit.shift', '2s−1'],
  ['evaluate/ks.sign', '2s−1'],
  ['evaluate/ks.sign.lift', '2s−1'],
  ['evaluate/ks.flag', '2s−1'],
  ['evaluate/ks.value', '2s−1'],
];

const scored: readonly Row[] = [
  ['score/leaves', '2^D·t'],
  ['path/answers', 'p·2^D·nt'],
  ['path/reached', '(p−1)·2^D·nt'],
  ['score/shift', 'n'],
];

const features: Bilingual = {
  en: 'Each party’s feature names and numbers of bins. The dealer learns them too.',
  zh: '各方的特征名称与分箱个数。随机数分发方也会得知。',
};

const question: Bilingual = {
  en: 'For each node of each tree, the feature and the bin where it is split, if the feature is one’s own; else only that it is not. Of two parties each so learns which nodes ask the other.',
  zh: '每棵树的每个节点：若分裂特征属于本方，则得知该特征及分裂点；否则只得知分裂特征不属于本方。只有两方时，各方由此得知哪些节点由对方的特征分裂。',
};

const figures: readonly (readonly [string, Bilingual])[] = [
  ['result/auc', { en: 'AUC of the held-out rows, to 1/2048.', zh: '留出样本的 AUC，精确到 1/2048。' }],
  ['result/ks', { en: 'KS of the held-out rows, to 1/1000.', zh: '留出样本的 KS，精确到 1/1000。' }],
];

const scores: Bilingual = {
  en: 'Each row’s score in log-odds, to 1/64. With many scores and one’s own features one can tell much of the leaves, and of which rows share one.',
  zh: '每行的对数几率得分，精确到 1/64。得分较多时，结合自有特征可推断叶节点取值以及哪些行落入同一叶节点。',
};

/** One kind of value that a boosting or a scoring tells somebody; `to` are the parties told. */
export type BoostingDisclosure = Omit<Disclosure, 'to'> & { readonly to: readonly string[] };

/**
 * Everything that a boosting, or a scoring with its trees, opens or sends in the clear, and to whom; masked openings are
 * listed too. A session refuses in code to open anything else (`fusion.undeclared_opening`).
 */
export function boostingDisclosures(plan: BoostingPlan | BoostedScoringPlan): readonly BoostingDisclosure[] {
  const { parties } = plan;
  const plain = (
    label: string,
    shape: string,
    of: Pick<BoostingDisclosure, 'to' | 'text'>,
  ): BoostingDisclosure => ({
    label,
    shape,
    masked: false,
    ...of,
  });
  const under = (rows: readonly Row[]): BoostingDisclosure[] =>
    rows.map(([label, shape]) => ({ label, shape, to: parties, masked: true, text: underMask }));
  if (plan.kind === 'boosted-scoring')
    return [
      plain('result/scores', 'n', { to: recipientsOf(plan, plan.scoresTo), text: scores }),
      ...under(scored),
    ];
  const grown = [
    plain('features', 'd', { to: parties, text: features }),
    plain('split/question', 'pM', { to: parties, text: question }),
  ];
  const to = recipientsOf(plan, plan.figuresTo);
  const needed = plan.depth === 1 ? masked.filter(([label]) => label !== 'histogram/weighed') : masked;
  if (plan.holdOut === 0) return [...grown, ...under(needed)];
  return [
    ...grown,
    ...figures.map(([label, text]) => plain(label, '1', { to, text })),
    ...under([...needed, ...measured]),
  ];
}

/** What a boosting or a scoring tells whom, in both languages, ready to be shown before it is accepted. */
export function boostingStatement(plan: BoostingPlan | BoostedScoringPlan): Bilingual {
  const open = boostingDisclosures(plan).filter(({ masked: hidden }) => !hidden);
  const lines = (language: keyof Bilingual, [everyone, between]: readonly [string, string]): string =>
    open
      .map(({ to, text }) => {
        const names = to.length === plan.parties.length ? everyone : to.join(between);
        return `- ${names}: ${text[language]}`;
      })
      .join('\n');
  return {
    en: `${assumption.en}\n${lines('en', ['All parties', ', '])}\nAll parties and the dealer learn the number of rows. Which rows reach which node stays hidden; a party that knows its own questions knows how it answers them for its own rows.`,
    zh: `${assumption.zh}\n${lines('zh', ['所有参与方', '、'])}\n所有参与方和分发方会得知行数。各行到达哪个节点不会公开；掌握自身分裂问题的一方知道自有各行对这些问题的回答。`,
  };
}
