import { intersectionStatement, statisticsStatement } from '@finharbor/fusion';
import type { Bilingual } from '../documents.ts';
import type { ProposedPlan } from './plan-schemas.ts';

/** What a plan would tell each side, in plain words. It follows from the plan alone, so that every node can check the words it signs. */
export function proposalLeakage(plan: ProposedPlan): readonly Bilingual[] {
  return plan.kind === 'intersection'
    ? [intersectionStatement(plan)]
    : [statisticsStatement(plan), aligned, columnsUsed];
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
