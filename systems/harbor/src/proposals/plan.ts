import {
  checkIntersectionPlan,
  checkStatisticsPlan,
  type IntersectionPlan,
  type Statistic,
  type StatisticsColumn,
  type StatisticsPlan,
  tooLargeSums,
} from '@finharbor/fusion';
import { FinharborError } from '@finharbor/kernel';
import type { Body, ProposedData, Verified } from '../documents.ts';
import { limitOf } from '../domain.ts';
import type { ColumnRef, DraftColumn, DraftStatistic, ProposalDraft } from './draft.ts';
import type { ProposedPlan } from './plan-schemas.ts';

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

/** Tries allowed for each shard: each time a receiver whose program was changed could ask about other firms. */
export const mostAttempts = 20;
/** A million firms make four shards of some 160 MB each, so that a killed node does not lose all. */
const shardRows = 2 ** 18;

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

function intersectionOf(
  draft: Extract<ProposalDraft, { readonly kind: 'intersect' }>,
  { proposal, contract, own, products }: PlanSides,
): Planned {
  const { id, body } = contract;
  const [provider, ...others] = body.providers;
  if (others.length > 0)
    badPlan('/contract', 'an intersection is between two parties; this contract has more');
  const product = products.find(({ issuer }) => issuer === provider)!;
  const rows = { fewestRows: limitOf(body, 'fewest_rows')!, mostRows: limitOf(body, 'most_rows')! };
  const { en, zh } = product.body.title;
  const plan: IntersectionPlan = {
    kind: 'intersection',
    contract: id,
    job: proposal,
    key: 'uscc',
    sides: [
      { party: body.consumer, holds: own.title, ...rows, result: draft.result },
      { party: provider!, holds: `${zh} / ${en}`, ...rows, result: draft.providerResult },
    ],
    receiver: body.consumer,
    protocol: 'auto',
    adversary: 'malicious',
    shardRows,
    mostAttempts,
  };
  if (draft.providerResult !== 'nothing' && !bothMayLearn(body))
    badPlan('/providerResult', 'the contract lets the consumer alone learn which firms both have');
  checkIntersectionPlan(plan);
  return {
    plan,
    data: {
      [body.consumer]: { product: draft.product, columns: [], decimals: {} },
      [provider!]: { product: product.body.product, columns: [], decimals: {} },
    },
  };
}

/** Whether a contract lets a provider learn which firms both sides have. */
export function bothMayLearn({ constraints }: Body<'contract'>): boolean {
  return constraints.some(({ name, value }) => name === 'learns' && value === 'both');
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

/** A number in whole units of its last decimal place that counts. */
export function inUnits(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals);
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

function badPlan(pointer: string, detail: string): never {
  throw new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: `The plan cannot be run: ${pointer.slice(1)}: ${detail}.`,
    fields: [{ pointer, detail }],
  });
}
