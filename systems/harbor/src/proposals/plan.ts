import {
  checkStatisticsPlan,
  type Statistic,
  type StatisticsColumn,
  type StatisticsPlan,
  tooLargeSums,
} from '@finharbor/fusion';
import type { Body, ProposedData, Verified } from '../documents.ts';
import { limitOf } from '../domain.ts';
import { badPlan } from './bad-plan.ts';
import type { ColumnRef, DraftColumn, DraftStatistic, ProposalDraft } from './draft.ts';
import { intersectionOf } from './plan-intersection.ts';
import type { ProposedPlan } from './plan-schemas.ts';
import { inUnits } from './units.ts';

/** What a plan is made from besides the draft. */
export type PlanSides = {
  /** The proposal's number. */
  readonly proposal: string;
  readonly contract: Verified<'contract'>;
  /** The consumer's data set: what it is called, which columns it has, and how many rows. */
  readonly own: { readonly title: string; readonly columns: readonly string[]; readonly rows: number };
  /** The contract's products, in its order. */
  readonly products: readonly Verified<'product'>[];
};

/** A plan, and the data it reads at each party. */
export type Planned = {
  readonly plan: ProposedPlan;
  readonly data: { readonly [party: string]: ProposedData };
};

/** Rows that parties leave out of all statistics. Everybody always may, so that a firm that withdraws later is left out too. */
const withdrawnRule = '已撤回授权的企业不参与 / firms that have withdrawn are left out';

/** The fusion plan of a draft, within the contract's terms. Errors: `fusion.bad_plan`, with the wrong field of the draft. */
export function planOf(draft: ProposalDraft, sides: PlanSides): Planned {
  return draft.kind === 'intersect' ? intersectionOf(draft, sides) : statisticsOf(draft, sides);
}

/** All parties of a contract, the consumer first. */
export function rosterOf({ consumer, providers }: Body<'contract'>): readonly string[] {
  return [consumer, ...providers];
}

/** A contract's budget of differential privacy; undefined where it has none. */
export function budgetOf(contract: Body<'contract'>): StatisticsPlan['budget'] {
  const epsilonMicro = limitOf(contract, 'privacy_epsilon');
  const delta = limitOf(contract, 'privacy_delta');
  return epsilonMicro === undefined || delta === undefined ? undefined : { epsilonMicro, delta };
}

type StatisticsDraft = Extract<ProposalDraft, { readonly kind: 'statistics' }>;

function statisticsOf(draft: StatisticsDraft, sides: PlanSides): Planned {
  const { id, body } = sides.contract;
  const parties = rosterOf(body);
  const budget = budgetOf(body);
  const noisy = draft.statistics.findIndex(({ protection }) => protection.kind !== 'threshold');
  if (noisy >= 0 && !budget)
    badPlan(`/statistics/${noisy}/protection`, 'the contract has no privacy budget that noise is paid from');
  const plan: StatisticsPlan = {
    kind: 'statistics',
    contract: id,
    query: sides.proposal,
    alignment: id,
    parties,
    smallestGroup: limitOf(body, 'smallest_group')!,
    columns: draft.columns.map(columnOf),
    filters: parties.map((party) => ({ party, rule: withdrawnRule })),
    statistics: draft.statistics.map((statistic) => statisticOf(statistic, draft, parties)),
    ...(budget && { budget }),
  };
  const data = parties.map((party) => [party, dataOf(party, draft, sides)] as const);
  checkStatisticsPlan(plan);
  // No more firms are common than the consumer has: found now, and not after everybody has approved.
  const [large] = tooLargeSums(plan, sides.own.rows);
  if (large)
    badPlan(
      `/statistics/${plan.statistics.indexOf(large)}/${large.kind === 'groups' ? 'value' : 'y'}`,
      `sums over ${sides.own.rows} firms may pass 2^62: count fewer decimal places, take narrower bounds, or leave out the variance`,
    );
  return { plan, data: Object.fromEntries(data) };
}

/** The name of a party's column in a plan. */
export function planColumn({ party, field }: ColumnRef): string {
  return `${party}.${field}`;
}

function columnOf(column: DraftColumn): StatisticsColumn {
  const { party, kind } = column;
  const named = { name: planColumn(column), party };
  if (kind === 'category') return { kind, ...named, groups: column.groups };
  const { min, max, decimals } = column;
  return { kind, ...named, min: inUnits(min, decimals), max: inUnits(max, decimals) };
}

function statisticOf(
  statistic: DraftStatistic,
  { columns }: StatisticsDraft,
  parties: readonly string[],
): Statistic {
  const { name, protection } = statistic;
  const told = { name, protection, to: statistic.to === 'all' ? parties : [parties[0]!] };
  switch (statistic.kind) {
    case 'groups': {
      const { by, value, upTo } = statistic;
      const summed = value && { value: { column: planColumn(value), upTo } };
      return { kind: 'groups', ...told, by: by.map(planColumn), ...summed };
    }
    case 'correlation':
      return { kind: 'correlation', ...told, x: planColumn(statistic.x), y: planColumn(statistic.y) };
    case 'woe':
      return {
        kind: 'woe',
        ...told,
        bins: planColumn(statistic.bins),
        label: planColumn(statistic.label),
      };
    case 'quantiles': {
      const name = planColumn(statistic.column);
      const column = columns.find((one) => planColumn(one) === name);
      const decimals = column?.kind === 'number' ? column.decimals : 0;
      const edges = statistic.edges.map((edge) => inUnits(edge, decimals));
      return { kind: 'quantiles', ...told, column: name, edges, at: statistic.at };
    }
  }
}

/** Which of a party's data sets has all columns that are asked of it. */
function dataOf(party: string, draft: StatisticsDraft, { contract, own, products }: PlanSides): ProposedData {
  const asked = draft.columns.filter((column) => column.party === party);
  const columns = asked.map(({ field }) => field);
  const decimals = Object.fromEntries(
    asked.flatMap((column) => (column.kind === 'number' ? [[column.field, column.decimals] as const] : [])),
  );
  if (party === contract.body.consumer) {
    const missing = asked.find(({ field }) => !own.columns.includes(field));
    if (missing) unknownColumn(draft, missing);
    return { product: draft.product, columns, decimals };
  }
  const offered = products.filter(({ issuer }) => issuer === party);
  const product =
    offered.find(({ body }) => asked.every((column) => hasColumn(body, column))) ??
    unknownColumn(draft, asked.find((column) => !hasColumn(offered[0]!.body, column))!);
  return { product: product.body.product, columns, decimals };
}

function hasColumn({ fields }: Body<'product'>, { field, kind }: DraftColumn): boolean {
  const wanted = kind === 'number' ? 'numeric' : 'category';
  return fields.some((one) => one.name === field && one.kind === wanted);
}

function unknownColumn({ columns }: StatisticsDraft, column: DraftColumn): never {
  return badPlan(
    `/columns/${columns.indexOf(column)}/field`,
    `${column.party} offers no such column of that kind in one product of this contract`,
  );
}
