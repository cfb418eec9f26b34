import { type Bilingual, type Disclosure, underMask } from '../scorecard/disclosures.ts';
import { regressionLabels } from './openings.ts';
import { type RegressionPlan, recipients, weighted } from './plan.ts';

const columns: Bilingual = {
  en: 'The number of rows; each party’s column names, and the power of two nearest to each column’s spread.',
  zh: '行数；各方的列名，以及与每列离散程度最接近的 2 的幂。',
};

const dealerToo: Bilingual = { en: ' The dealer learns them too.', zh: '随机数分发方也会得知。' };

const plain: Readonly<Record<string, Bilingual>> = {
  'result/converged': {
    en: 'After each step, whether it was the last one needed; so also how many steps there were.',
    zh: '每次迭代之后是否已收敛，因而也包括迭代次数。',
  },
  'reach/failures': {
    en: 'Of the fit and of each fold’s fit, how many have rows too far from the centre for the result to be right: 0 for a result that is given.',
    zh: '在全样本拟合与各折拟合中，有多少次因个别行偏离中心过远而结果不可信；给出结果时该数为 0。',
  },
  'result/coefficients': {
    en: 'The coefficients, to 2^-20 of a column at unit scale. Together with a party’s own data they say something about the others’ sums.',
    zh: '各列系数（按单位尺度精确到 2^-20）。与一方自有数据结合，可推断其他方的部分汇总信息。',
  },
  'result/squares': {
    en: 'The sum of squared errors over all rows, each predicted by a fit that did not see its fold.',
    zh: '全部行的误差平方和；每一行均由未使用其所在折的模型预测。',
  },
  'result/variances': {
    en: 'The coefficients’ variances, the diagonal of the inverse observed information.',
    zh: '各系数的方差，即观测信息矩阵之逆的对角元素。',
  },
};

/** Everything that a regression opens or sends in the clear, and to whom; masked openings are listed too. */
export function regressionDisclosures(plan: RegressionPlan): readonly Disclosure[] {
  const to = plan.coefficientsTo === 'everyone' ? 'everyone' : 'label_holder';
  const shown = regressionLabels.filter(([label]) => takesPlace(plan, label));
  return [
    { label: 'columns', shape: 'k−1', to: 'everyone', masked: false, text: heardBy(plan, columns) },
    ...shown.map(
      ([label, , shape, open]): Disclosure => ({
        label,
        shape,
        to: open === 'masked' || always.has(label) ? 'everyone' : to,
        masked: open === 'masked',
        text: label === 'result/converged' ? heardBy(plan, plain[label]!) : (plain[label] ?? underMask),
      }),
    ),
  ];
}

function heardBy({ dealer }: RegressionPlan, { en, zh }: Bilingual): Bilingual {
  return dealer === 'none' ? { en, zh } : { en: en + dealerToo.en, zh: zh + dealerToo.zh };
}

/** What is masked and sent to others where a dealer knows the masks, and stays with its owner otherwise. */
const inputs: readonly string[] = ['mask/columns', 'mask/classes', 'result/means'];
const always: ReadonlySet<string> = new Set(['result/converged', 'reach/failures']);

function takesPlace(plan: RegressionPlan, label: string): boolean {
  if (plan.dealer === 'none' && inputs.includes(label)) return false;
  if (label === 'step/terms') return plan.dealer === 'none';
  if (label.endsWith('/classes') || label.endsWith('/weighted')) return weighted(plan);
  if (always.has(label)) return true;
  const validating = label.startsWith('validate/') || label === 'result/squares';
  if (recipients(plan).length === 0) return !(validating || label.startsWith('result/'));
  if (/varian/.test(label)) return plan.standardErrors;
  return plan.folds > 0 || !validating;
}
