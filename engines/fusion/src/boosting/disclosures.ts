import { assumption, type Bilingual, type Disclosure, underMask } from '../scorecard/disclosures.ts';
import { maskedOpenings } from './openings.ts';
import { type BoostedScoringPlan, type BoostingPlan, recipientsOf } from './plan.ts';

const features: Bilingual = {
  en: 'Each party’s feature names and numbers of bins. The dealer learns them too.',
  zh: '各方的特征名称与分箱个数。随机数分发方也会得知。',
};

const question: Bilingual = {
  en: 'For each node of each tree, the feature and the bin where it is split, if the feature is one’s own; else only that it is not. Of two parties each so learns which nodes ask the other.',
  zh: '每棵树的每个节点：若分裂特征属于本方，则得知该特征及分裂点；否则只得知分裂特征不属于本方。只有两方时，各方由此得知哪些节点由对方的特征分裂。',
};

const reach: Bilingual = {
  en: 'Whether scores came too far from the base to be trusted, a single bit: no, for every model that is given. If yes, nothing but the questions has been opened. The dealer does not learn it.',
  zh: '得分是否偏离基准过远而不可信，仅一个比特：凡给出模型时均为“否”。若为“是”，则除分裂问题外未公开任何内容。分发方不会得知。',
};

function ended(patience: number): Bilingual {
  return {
    en: `After each tree, once there are more than ${patience}, whether trees end because the last ${patience} did not lower the held-out rows’ loss; so also how many trees there are. The dealer learns it too.`,
    zh: `自第 ${patience + 1} 棵树起，每棵树之后是否因最近 ${patience} 棵树未降低留出样本的损失而停止，从而也得知树的棵数。分发方也会得知。`,
  };
}

const auc: Bilingual = {
  en: 'AUC of the held-out rows, to 1/2048.',
  zh: '留出样本的 AUC，精确到 1/2048。',
};

const ks: Bilingual = { en: 'KS of the held-out rows, to 1/1000.', zh: '留出样本的 KS，精确到 1/1000。' };

const importance: Bilingual = {
  en: 'For each feature of every party, how many nodes ask it, what these questions gain together, and the weight of the rows that reach them.',
  zh: '各方每个特征：有多少个节点以其分裂、这些分裂的增益之和，以及到达这些节点的样本权重之和。',
};

const plainTrees: Bilingual = {
  en: 'Every question of every tree, with its party, feature and bin, and every leaf: the whole model, to be used without the others. With one’s own rows it tells much of the outcomes.',
  zh: '每棵树的全部分裂问题（参与方、特征与分箱）及全部叶节点取值，即整个模型，可脱离其他方单独使用。结合自有数据可推断大量标签信息。',
};

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
  const under = maskedOpenings(plan).map(
    ([label, shape]): BoostingDisclosure => ({ label, shape, to: parties, masked: true, text: underMask }),
  );
  if (plan.kind === 'boosted-scoring')
    return [plain('result/scores', 'n', { to: recipientsOf(plan, plan.scoresTo), text: scores }), ...under];
  const { patience } = plan;
  const figuresTo = recipientsOf(plan, plan.holdOut > 0 ? plan.figuresTo : undefined);
  const treesTo = recipientsOf(plan, plan.treesTo);
  const open = [
    plain('features', 'd', { to: parties, text: features }),
    plain('split/question', 'pM', { to: parties, text: question }),
    plain('reach/failed', 'p', { to: parties, text: reach }),
    plain('result/ended', 't−1−e', { to: patience ? parties : [], text: ended(patience ?? 0) }),
    plain('result/auc', '1', { to: figuresTo, text: auc }),
    plain('result/ks', '1', { to: figuresTo, text: ks }),
    plain('result/importance', '3d', { to: recipientsOf(plan, plan.importanceTo), text: importance }),
    plain('result/questions', 'M', { to: treesTo, text: plainTrees }),
    plain('result/leaves', '2^D·t', { to: treesTo, text: plainTrees }),
  ];
  return [...open.filter(({ to }) => to.length > 0), ...under];
}

/** What a boosting or a scoring tells whom, in both languages, ready to be shown before it is accepted. */
export function boostingStatement(plan: BoostingPlan | BoostedScoringPlan): Bilingual {
  const open = Map.groupBy(
    boostingDisclosures(plan).filter(({ masked }) => !masked),
    ({ text }) => text,
  );
  const lines = (language: keyof Bilingual, [everyone, between]: readonly [string, string]): string =>
    [...open.values()]
      .map(([first]) => {
        const { to, text } = first!;
        const names = to.length === plan.parties.length ? everyone : to.join(between);
        return `- ${names}: ${text[language]}`;
      })
      .join('\n');
  return {
    en: `${assumption.en}\n${lines('en', ['All parties', ', '])}\nAll parties and the dealer learn the number of rows. Which rows reach which node stays hidden; a party that knows its own questions knows how it answers them for its own rows.`,
    zh: `${assumption.zh}\n${lines('zh', ['所有参与方', '、'])}\n所有参与方和分发方会得知行数。各行到达哪个节点不会公开；掌握自身分裂问题的一方知道自有各行对这些问题的回答。`,
  };
}
