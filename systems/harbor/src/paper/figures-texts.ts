import type { PaperLanguage } from '@finharbor/kernel';

/** What papers say of figures over an intersection; `{}` stands for a value. */
type Texts = {
  readonly mostLearned: Readonly<Record<string, string>>;
  readonly smallestGroup: string;
  readonly sum: string;
  readonly field: string;
  readonly total: string;
  readonly mean: string;
  readonly values: string;
  readonly count: string;
  readonly below: string;
  readonly from: string;
  readonly between: string;
  readonly untold: string;
  readonly withheldTitle: string;
  readonly withheld: string;
};

const en: Texts = {
  mostLearned: {
    rows: 'which firms both sides have',
    figures: 'how many firms both sides have, and sums over them; never which',
  },
  smallestGroup: 'Nothing is summed over fewer than {} firms; how many they are may be told.',
  sum: 'Sum over the firms both sides have',
  field: 'Column',
  total: 'Sum',
  mean: 'Mean',
  values: 'Values',
  count: 'Firms',
  below: 'below {}',
  from: 'from {} on',
  between: '{} to below {}',
  untold: 'The plan tells this party no sum.',
  withheldTitle: 'No result',
  withheld: 'Fewer than {} firms are common to both sides. Nothing else was told.',
};

const zh: Texts = {
  mostLearned: { rows: '双方共有哪些企业', figures: '双方共有企业的户数及其汇总值，不透露具体企业' },
  smallestGroup: '不足 {} 户时不汇总数值；户数本身可能告知。',
  sum: '双方共有企业的汇总',
  field: '字段',
  total: '合计',
  mean: '均值',
  values: '取值',
  count: '户数',
  below: '低于 {}',
  from: '{} 及以上',
  between: '{} 至 {}（不含）',
  untold: '方案未向本方告知汇总值。',
  withheldTitle: '无结果',
  withheld: '双方共有企业不足 {} 户，未告知其他任何内容。',
};

/** The texts, by language. */
export const figuresTexts: Readonly<Record<PaperLanguage, Texts>> = { en, zh };
