import {
  type IntersectionPlan,
  intersectionStatement,
  type StatisticsPlan,
  statisticsStatement,
} from '@finharbor/fusion';
import type { Bilingual } from '../documents.ts';
import type { NameOf } from '../party-names.ts';
import { operationOf } from './intersection-terms.ts';
import type { ProposedPlan } from './plan-schemas.ts';

/**
 * What a plan would tell each side, in plain words. It follows from the plan alone, so that every node can check the words it signs;
 * these name the parties as the plan does.
 */
export function proposalLeakage(plan: ProposedPlan): readonly Bilingual[] {
  return plan.kind === 'intersection'
    ? [intersectionStatement(plan), ...ofFigures(plan)]
    : [statisticsStatement(plan), aligned, columnsUsed];
}

/** The same for people to read: parties by the names under which this place has verified them. */
export function namedLeakage(plan: ProposedPlan, nameOf: NameOf): readonly Bilingual[] {
  const inEnglish = proposalLeakage(named(plan, (party) => nameOf(party).en));
  const inChinese = proposalLeakage(named(plan, (party) => nameOf(party).zh));
  return inEnglish.map(({ en }, at) => ({ en, zh: inChinese[at]!.zh }));
}

/** The plan is renamed and not its words: a short name may stand in them as a word of its own. */
function named(plan: ProposedPlan, nameOf: (party: string) => string): ProposedPlan {
  return plan.kind === 'intersection' ? namedIntersection(plan, nameOf) : namedStatistics(plan, nameOf);
}

function namedIntersection(plan: IntersectionPlan, nameOf: (party: string) => string): IntersectionPlan {
  const [first, second] = plan.sides;
  return {
    ...plan,
    sides: [
      { ...first, party: nameOf(first.party) },
      { ...second, party: nameOf(second.party) },
    ],
    receiver: nameOf(plan.receiver),
  };
}

function namedStatistics(plan: StatisticsPlan, nameOf: (party: string) => string): StatisticsPlan {
  const { parties, columns, filters, statistics } = plan;
  return {
    ...plan,
    parties: parties.map(nameOf),
    columns: columns.map((column) => ({ ...column, party: nameOf(column.party) })),
    filters: filters.map(({ party, rule }) => ({ party: nameOf(party), rule })),
    statistics: statistics.map((statistic) => ({ ...statistic, to: statistic.to.map(nameOf) })),
  };
}

/** What is said of figures besides. */
function ofFigures(plan: IntersectionPlan): readonly Bilingual[] {
  return operationOf(plan).kind === 'rows' ? [] : [...summed(plan), differences];
}

const differences: Bilingual = {
  en:
    'Also not prevented: two runs over tables that differ in a single firm tell of it by the difference of their results, whether ' +
    'it is common and, of a sum, its number. How often it may run is bounded by the contract’s uses.',
  zh:
    '同样无法防止：两次运行所用的名单若仅相差一户企业，其结果之差即可透露该企业是否为双方共有，汇总时还会透露其数值。' +
    '可运行的次数以合同约定的使用次数为限。',
};

/** How a summed column is read, and its bins in the column's own unit. */
function summed(plan: IntersectionPlan): readonly Bilingual[] {
  const operation = operationOf(plan);
  if (operation.kind !== 'sum') return [];
  const { holds, decimals, most, edges = [] } = operation.column;
  const holder = plan.sides.find(({ party }) => party !== plan.receiver)!.party;
  const inUnit = (units: number): string => (units / 10 ** decimals).toFixed(decimals);
  const listed = edges.map(inUnit).join(' · ');
  const max = inUnit(most);
  const bins: Bilingual =
    edges.length === 0
      ? { en: '', zh: '' }
      : {
          en: ` Values are counted below the first of these edges, from each to below the next, and from the last on: ${listed}.`,
          zh: `按以下切点计数（每个区间含下限、不含上限，首末两段分别为低于最小切点与不低于最大切点）：${listed}。`,
        };
  return [
    {
      en:
        `The numbers are “${holds}” of ${holder}, rounded by their holder to ${decimals} decimal places and held to 0 and ${max}. ` +
        `Firms without a number there are left out as if their holder did not have them.${bins.en}`,
      zh:
        `所汇总的数值为${holder}的“${holds}”，由其持有方按 ${decimals} 位小数舍入并限定在 0 至 ${max} 之间；` +
        `该字段没有数值的企业视同持有方未持有，不参与计算。${bins.zh}`,
    },
  ];
}

const aligned: Bilingual = {
  en:
    'The first computation of statistics under a contract also finds the firms that all parties hold, and later ones are over the ' +
    'same. By that all parties learn how many firms each of them has and how many all have in common, and each learns which of its own firms ' +
    'all others hold too; of four or more parties, some also learn how many several of them share. A party that has firms it does not ' +
    'really hold can find out that way whether the others do.',
  zh:
    '同一合同项下的首次联合统计会先找出各方共有的企业，此后的统计均针对同一批企业。由此各方得知每一方的企业户数及共有户数，' +
    '并得知本方哪些企业为其他各方所共有；四方及以上时，部分参与方还会得知其中若干方共有的户数。虚构企业的一方可借此探知他方是否持有该企业。',
};

const columnsUsed: Bilingual = {
  en:
    'Numbers are rounded by their holder and held to the bounds of the plan; values outside the listed groups count as missing. ' +
    'Firms that have withdrawn are left out. Where that makes the rows of two exact computations under the contract differ by fewer ' +
    'than the smallest group, the later one is refused and nothing is opened.',
  zh:
    '数值由持有方舍入并截断至计划所列范围；不在所列分组内的取值视为缺失。已撤回授权的企业不参与。' +
    '若因此使同一合同项下两次精确统计的企业相差少于最小分组户数，后一次将被拒绝且不公开任何结果。',
};
