/** Area under the ROC curve of `score` for label 1, ties counted half (Mann-Whitney). */
export function auc(score: Float64Array, label: Uint8Array): number {
  const order = Array.from(score.keys()).sort((a, b) => score[a]! - score[b]!);
  let [positives, rankSum] = [0, 0];
  for (let i = 0; i < order.length; ) {
    let j = i;
    let tied = 0;
    for (; j < order.length && score[order[j]!] === score[order[i]!]; j++) tied += label[order[j]!]!;
    rankSum += tied * ((i + 1 + j) / 2);
    positives += tied;
    i = j;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}

/** Kolmogorov-Smirnov distance between the scores of label 1 and label 0. */
export function ks(score: Float64Array, label: Uint8Array): number {
  const order = Array.from(score.keys()).sort((a, b) => score[b]! - score[a]!);
  const positives = label.reduce((sum, value) => sum + value, 0);
  let [bad, good, most] = [0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    if (label[order[i]!] === 1) bad++;
    else good++;
    if (i + 1 < order.length && score[order[i + 1]!] === score[order[i]!]) continue;
    most = Math.max(most, Math.abs(bad / positives - good / (label.length - positives)));
  }
  return most;
}

/** How well one model separates: by fold, their mean, and out of time. */
export type Figures = {
  readonly aucByFold: readonly number[];
  readonly ksByFold: readonly number[];
  readonly auc: number;
  readonly ks: number;
  readonly outOfTime: { readonly auc: number; readonly ks: number };
};

/** Figures from one value per fold followed by the out-of-time value. */
export function figures(aucs: readonly number[], kss: readonly number[]): Figures {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [aucByFold, ksByFold] = [aucs.slice(0, -1), kss.slice(0, -1)];
  return {
    aucByFold,
    ksByFold,
    auc: mean(aucByFold),
    ks: mean(ksByFold),
    outOfTime: { auc: aucs.at(-1)!, ks: kss.at(-1)! },
  };
}
