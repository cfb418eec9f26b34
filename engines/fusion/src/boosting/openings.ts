import type { BoostedScoringPlan, BoostingPlan } from './plan.ts';

/** An opening under a mask: its label, how many values (sizes as in docs/crypto.md), and the plans it takes place under. */
type Opening = readonly [label: string, shape: string, takesPlace?: (plan: BoostingPlan) => boolean];

const deep = ({ depth }: BoostingPlan): boolean => depth > 1;
const weighted = ({ classWeights }: BoostingPlan): boolean => classWeights !== undefined;
const mayEnd = ({ patience }: BoostingPlan): boolean => patience !== undefined;
const holdsOut = ({ holdOut }: BoostingPlan): boolean => holdOut > 0;
const rates = ({ importanceTo }: BoostingPlan): boolean => importanceTo !== undefined;

const grown: readonly Opening[] = [
  ['mask/bins', 'nB'],
  ['mask/classes', 'n', weighted],
  ['gradient/angle', 'nt'],
  ['gradient/pair.shift', '2nt'],
  ['gradient/plain', '2nt', weighted],
  ['gradient/pair', '2nt'],
  ['histogram/weighed', '(2^D−2)nt', deep],
  ['gain/slope.shift', '2N+M'],
  ['gain/curvature.shift', '2N+M'],
  ['reciprocal/index', '2N+M'],
  ['reciprocal/start', '2N+M'],
  ['reciprocal/start.lift', '2N+M'],
  ['reciprocal/divisor', '2N+M'],
  ['reciprocal/value', 'i(2N+M)'],
  ['reciprocal/product.shift', 'i(2N+M)'],
  ['reciprocal/factor', 'i(2N+M)'],
  ['reciprocal/next.shift', 'i(2N+M)'],
  ['gain/inverse', '2N+M'],
  ['gain/slope', '2N+M'],
  ['gain/value.shift', '2N+M'],
  ['gain/value', '2N+M'],
  ['gain/shift', 'N+M'],
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
  ['validate/error.shift', 'h(t−1)', mayEnd],
  ['validate/error', 'h(t−1)', mayEnd],
  ['validate/weighed', 'h(t−1)', (plan) => mayEnd(plan) && weighted(plan)],
  ['validate/lowered.lift', 't−2', mayEnd],
  ['validate/lowered', 't−2', mayEnd],
  ['validate/less', 't−2', mayEnd],
  ['validate/vain', 't−1−e', mayEnd],
  ['evaluate/scores.shift', 'h', holdsOut],
  ['evaluate/digit', '2h', holdsOut],
  ['evaluate/digit.lift', '2h', holdsOut],
  ['evaluate/digit.shift', '2h', holdsOut],
  ['evaluate/range', 'h', holdsOut],
  ['evaluate/range.lift', '2h', holdsOut],
  ['evaluate/inside', 'h', holdsOut],
  ['evaluate/low', 'h', holdsOut],
  ['evaluate/histogram', 'h', holdsOut],
  ['evaluate/histogram.lift', '2s⌈n/2^15⌉', holdsOut],
  ['evaluate/counts', '2s', holdsOut],
  ['evaluate/scales', '3', holdsOut],
  ['evaluate/auc', '1', holdsOut],
  ['evaluate/auc.shift', '1', holdsOut],
  ['evaluate/ks.shift', 's', holdsOut],
  ['evaluate/ks.digit', '2s−1', holdsOut],
  ['evaluate/ks.digit.lift', '2s−1', holdsOut],
  ['evaluate/ks.digit.shift', '2s−1', holdsOut],
  ['evaluate/ks.sign', '2s−1', holdsOut],
  ['evaluate/ks.sign.lift', '2s−1', holdsOut],
  ['evaluate/ks.flag', '2s−1', holdsOut],
  ['evaluate/ks.value', '2s−1', holdsOut],
  ['importance/nodes', '3M', rates],
  ['importance/asked', 'dM', rates],
  ['stop/digit', '7u'],
  ['stop/digit.lift', '7u'],
  ['stop/digit.shift', '7u'],
  ['stop/sign', 'u'],
  ['reach/any', '1'],
];

const scored: readonly Opening[] = [
  ['score/leaves', '2^D·t'],
  ['path/answers', 'p·2^D·nt'],
  ['path/reached', '(p−1)·2^D·nt'],
  ['score/shift', 'n'],
];

/** Every opening under a fresh mask, with how many values at most. */
export function maskedOpenings(plan: BoostingPlan | BoostedScoringPlan): readonly Opening[] {
  if (plan.kind === 'boosted-scoring') return scored;
  return grown.filter(([, , takesPlace]) => takesPlace?.(plan) ?? true);
}
