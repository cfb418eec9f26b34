import { assumption, type Bilingual, underMask } from '../scorecard/disclosures.ts';
import { columnOf, comparesRowSets, type Statistic, type StatisticsPlan } from './plan.ts';
import { layOutTable } from './tables/table.ts';

/** One kind of value that a query tells somebody, and how many of them at most. */
export type StatisticsDisclosure = {
  readonly label: string;
  /** How many values over all recipients; for masked ones and for lists a formula in words. */
  readonly count: number | string;
  readonly to: readonly string[];
  /** True where each value is under a fresh uniform mask, so that it tells nothing. */
  readonly masked: boolean;
  readonly text: Bilingual;
};

/** Labels of masked openings; a query uses those it needs, as often as its rows and cells ask for. */
const maskedLabels: readonly string[] = [
  ...['filter', 'fold', 'set', 'earlier', 'refresh'].map((name) => `rows/${name}`),
  'table/factor',
  'table/fold',
  ...['visible', 'counts', 'sums', 'first', 'gain'].map((name) => `threshold/${name}`),
  ...['close', 'open', 'closed', 'whole'].flatMap((name) => lookUpLabels(`threshold/${name}`)),
  ...['rows/differ', 'rows/enough'].flatMap(digits),
  ...['cell', 'line', 'average', 'smaller', 'above'].map((name) => `threshold/${name}`).flatMap(digits),
  'noise/refresh',
];

function lookUpLabels(label: string): readonly string[] {
  return [label, `${label}.lift`];
}

/** A comparison of numbers below 2^40 has at most four digits. */
function digits(label: string): readonly string[] {
  return [0, 1, 2, 3].flatMap((digit) => {
    const at = label + '/high'.repeat(digit);
    return [...lookUpLabels(at), ...lookUpLabels(`${at}/low`), `${at}/shift`];
  });
}

/**
 * Everything that a query opens or sends in the clear, and to whom; masked openings are listed too. A session refuses in
 * code to open what its plan does not lead to (`fusion.undeclared_opening`).
 */
export function statisticsDisclosures(plan: StatisticsPlan): readonly StatisticsDisclosure[] {
  const everyone = plan.parties;
  const results = plan.statistics.map((statistic): StatisticsDisclosure => {
    const { cells, moments } = layOutTable(plan, statistic);
    const width = moments.length + (statistic.protection.kind === 'threshold' ? 1 : 0);
    return {
      label: `result/${statistic.name}`,
      count: cells * width * statistic.to.length,
      to: statistic.to,
      masked: false,
      text: sentenceOf(plan, statistic, cells),
    };
  });
  return [
    told('commitment', 'one a party', everyone, [
      'A salted hash of each party’s rows.',
      '各方数据行的加盐哈希值。',
    ]),
    ...(comparesRowSets(plan) ? rowSetDisclosures(plan) : []),
    ...results,
    ...maskedLabels.map((label) => ({ label, count: 'any', to: everyone, masked: true, text: underMask })),
  ];
}

type Sentence = readonly [en: string, zh: string];

function told(
  label: string,
  count: string,
  ...[to, [en, zh]]: [readonly string[], Sentence]
): StatisticsDisclosure {
  return { label, count, to, masked: false, text: { en, zh } };
}

function rowSetDisclosures({ parties, smallestGroup: k }: StatisticsPlan): readonly StatisticsDisclosure[] {
  return [
    told('earlier', 'one an earlier query', parties, [
      'Names and sessions of the earlier queries under the contract.',
      '本合同项下此前各次查询的名称与会话。',
    ]),
    told('rows/close', 'one an earlier query and party', parties, [
      `For each earlier query, whether the two row sets differ by at least 1 and fewer than ${k} rows; if so, the query is refused.`,
      `与此前每次查询相比，两次的行集合是否相差至少 1 行且少于 ${k} 行；若是，本次查询被拒绝。`,
    ]),
  ];
}

function sentenceOf(plan: StatisticsPlan, statistic: Statistic, cells: number): Bilingual {
  const [en, zh] = contentOf(plan, statistic, cells);
  const [enHow, zhHow] = protectionOf(plan, statistic);
  return { en: `${en}${enHow}`, zh: `${zh}${zhHow}` };
}

function contentOf(plan: StatisticsPlan, statistic: Statistic, cells: number): Sentence {
  const named = (name: string): string => `${name} (${columnOf(plan, name)!.party})`;
  const namedZh = (name: string): string => `${name}（${columnOf(plan, name)!.party}）`;
  switch (statistic.kind) {
    case 'groups': {
      const { by, value } = statistic;
      const what = value?.upTo === 'variance' ? 'rows, sum and sum of squares' : 'rows and sum';
      const whatZh = value?.upTo === 'variance' ? '行数、合计与平方和' : '行数与合计';
      const of = value ? `${what} of ${named(value.column)}` : 'number of rows';
      const ofZh = value ? `${namedZh(value.column)}的${whatZh}` : '行数';
      const perZh = by.length > 0 ? `按${by.map(namedZh).join('、')}分组，` : '';
      const per = by.length > 0 ? ` by ${by.map(named).join(', ')}` : '';
      return [`In ${cells} cells${per}: ${of}`, `${perZh}共 ${cells} 格：${ofZh}`];
    }
    case 'correlation':
      return [
        `Rows, sums, sums of squares and sum of products of ${named(statistic.x)} and ${named(statistic.y)}, from which their correlation follows`,
        `${namedZh(statistic.x)}与${namedZh(statistic.y)}的行数、合计、平方和与乘积和，由此可得相关系数`,
      ];
    case 'woe':
      return [
        `Rows of each bin of ${named(statistic.bins)} without and with ${named(statistic.label)}, from which WOE and IV follow`,
        `${namedZh(statistic.bins)}每个分箱中${namedZh(statistic.label)}未发生与发生的行数，由此可得 WOE 与 IV`,
      ];
    case 'quantiles':
      return [
        `Rows of ${named(statistic.column)} between ${statistic.edges.length} declared edges, from which quantiles follow`,
        `${namedZh(statistic.column)}在 ${statistic.edges.length} 个预先声明的切点之间的行数，由此可得分位数`,
      ];
  }
}

function protectionOf({ smallestGroup: k }: StatisticsPlan, { protection }: Statistic): Sentence {
  switch (protection.kind) {
    case 'threshold':
      return [
        `, exact; cells of fewer than ${k} rows, and what they would follow from, are withheld.`,
        `，为精确值；少于 ${k} 行的格及可据以推算其值的格不予公开。`,
      ];
    case 'laplace':
      return [
        `, with discrete Laplace noise, ε = ${protection.epsilonMicro / 1e6}.`,
        `，加入离散拉普拉斯噪声，ε = ${protection.epsilonMicro / 1e6}。`,
      ];
    case 'gaussian':
      return [
        `, with discrete Gaussian noise, ρ = ${protection.rhoMicro / 1e6}.`,
        `，加入离散高斯噪声，ρ = ${protection.rhoMicro / 1e6}。`,
      ];
  }
}

/** What a query tells whom, in both languages, ready to be shown before it is accepted. */
export function statisticsStatement(plan: StatisticsPlan): Bilingual {
  const open = statisticsDisclosures(plan).filter(({ masked }) => !masked);
  const all = (to: readonly string[]): boolean => to.length === plan.parties.length;
  const en = open.map(({ to, text }) => `- ${all(to) ? 'All parties' : to.join(', ')}: ${text.en}`);
  const zh = open.map(({ to, text }) => `- ${all(to) ? '所有参与方' : to.join('、')}：${text.zh}`);
  return {
    en: [assumption.en, ...en, notPrevented.en].join('\n'),
    zh: [assumption.zh, ...zh, notPrevented.zh].join('\n'),
  };
}

const notPrevented: Bilingual = {
  en:
    'All parties and the dealer learn the plan and the number of rows; the dealer also learns whether the query was refused. ' +
    'Not prevented: parties that pool what they see, invented rows, and conclusions from several exact tables together.',
  zh:
    '所有参与方与分发方会得知计划内容与总行数；分发方还会得知查询是否被拒绝。' +
    '无法防止：参与方合并所见信息、虚构数据行，以及由多张精确表联合推断。',
};
