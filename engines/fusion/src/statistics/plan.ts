import { demand } from '../plan-check.ts';
import type { PrivacyCost, PrivacyLimit } from './budget/composition.ts';

/** A column as all parties know it before a query: who holds it and which values it may have. */
export type StatisticsColumn = CategoryColumn | NumberColumn;

/** A row's value is its place in `groups`; the groups are public, the counts are not. */
export type CategoryColumn = {
  readonly kind: 'category';
  readonly name: string;
  readonly party: string;
  readonly groups: readonly string[];
};

/** Whole numbers in a unit the plan's readers agree on (minor units of money); the holder clamps them to [min, max]. */
export type NumberColumn = {
  readonly kind: 'number';
  readonly name: string;
  readonly party: string;
  readonly min: number;
  readonly max: number;
};

/**
 * How a statistic is kept from telling of single rows. `threshold`: exact, but cells below the smallest group are withheld.
 * `laplace` and `gaussian`: every cell, with noise that is paid for from the contract's budget; millionths of ε, of ρ.
 */
export type Protection =
  | { readonly kind: 'threshold' }
  | { readonly kind: 'laplace'; readonly epsilonMicro: number }
  | { readonly kind: 'gaussian'; readonly rhoMicro: number };

type Asked = {
  /** Unique within the plan. */
  readonly name: string;
  readonly protection: Protection;
  /** Who learns it. */
  readonly to: readonly string[];
};

/** Rows per combination of categories, and of one number its sum, its mean, its variance. Rows with a value missing are left out. */
export type GroupStatistic = Asked & {
  readonly kind: 'groups';
  readonly by: readonly string[];
  readonly value?: { readonly column: string; readonly upTo: 'sum' | 'variance' };
};

/** Pearson's correlation of two numbers over the rows that have both. Opens the rows, sums, squares and products it is made of. */
export type CorrelationStatistic = Asked & {
  readonly kind: 'correlation';
  readonly x: string;
  readonly y: string;
};

/** Weight of evidence of each bin of one column and its information value. `label` has two groups: no event, event. */
export type WoeStatistic = Asked & { readonly kind: 'woe'; readonly bins: string; readonly label: string };

/** Between which edges each quantile lies, from rows counted between edges that were declared beforehand. */
export type QuantileStatistic = Asked & {
  readonly kind: 'quantiles';
  readonly column: string;
  /** Rising whole numbers; bin i holds the values in (edges[i − 1], edges[i]]. */
  readonly edges: readonly number[];
  /** Shares in (0, 1). */
  readonly at: readonly number[];
};

/** What can be asked. */
export type Statistic = GroupStatistic | CorrelationStatistic | WoeStatistic | QuantileStatistic;

/** What all parties and the dealer of one query agree on beforehand; its hash is compared before anything else. */
export type StatisticsPlan = {
  readonly kind: 'statistics';
  /** The contract under which queries are counted and compared. */
  readonly contract: string;
  /** The query's name, unique under the contract; the same query asked again has the same name. */
  readonly query: string;
  /** Names the alignment whose rows are meant; under one contract, queries are over the same rows in the same order. */
  readonly alignment: string;
  readonly parties: readonly string[];
  /** k: the fewest rows that may stand behind an opened cell. */
  readonly smallestGroup: number;
  readonly columns: readonly StatisticsColumn[];
  /** Who leaves rows out, and by what rule, in words; nobody else may. */
  readonly filters: readonly { readonly party: string; readonly rule: string }[];
  readonly statistics: readonly Statistic[];
  /** What all queries under the contract may tell together; needed where noise is added, and the same in all its plans. */
  readonly budget?: PrivacyLimit;
};

const largestNumber = 2 ** 31;
const mostCells = 4_096;

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkStatisticsPlan(plan: StatisticsPlan): void {
  const { parties, columns, statistics, filters } = plan;
  demand(parties.length >= 2 && distinct(parties), '/parties', 'at least two, each once');
  demand(plan.contract !== '', '/contract', 'must be named');
  demand(plan.query !== '', '/query', 'must be named');
  demand(plan.alignment !== '', '/alignment', 'must be named');
  demand(
    Number.isInteger(plan.smallestGroup) && plan.smallestGroup >= 2 && plan.smallestGroup <= 1_000_000,
    '/smallestGroup',
    'a whole number from 2 to 1000000',
  );
  demand(distinct(columns.map(({ name }) => name)), '/columns', 'each name once');
  for (const [i, column] of columns.entries()) checkColumn(plan, column, `/columns/${i}`);
  demand(distinct(filters.map(({ party }) => party)), '/filters', 'each party once');
  for (const [i, { party }] of filters.entries())
    demand(parties.includes(party), `/filters/${i}/party`, 'must be one of the parties');
  demand(statistics.length > 0, '/statistics', 'at least one');
  demand(distinct(statistics.map(({ name }) => name)), '/statistics', 'each name once');
  for (const [i, statistic] of statistics.entries()) checkStatistic(plan, statistic, `/statistics/${i}`);
}

function checkColumn({ parties }: StatisticsPlan, column: StatisticsColumn, at: string): void {
  demand(parties.includes(column.party), `${at}/party`, 'must be one of the parties');
  if (column.kind === 'category') {
    const { groups } = column;
    demand(
      groups.length >= 1 && groups.length <= 1_024 && distinct(groups),
      `${at}/groups`,
      '1 to 1024, each once',
    );
    return;
  }
  const { min, max } = column;
  const inRange = [min, max].every((bound) => Number.isInteger(bound) && Math.abs(bound) <= largestNumber);
  demand(inRange && min < max, `${at}/min`, 'whole numbers, min below max, at most 2^31 in size');
}

function checkStatistic(plan: StatisticsPlan, statistic: Statistic, at: string): void {
  demand(
    statistic.to.length > 0 && distinct(statistic.to) && statistic.to.every((p) => plan.parties.includes(p)),
    `${at}/to`,
    'parties, each once',
  );
  checkProtection(plan, statistic.protection, `${at}/protection`);
  switch (statistic.kind) {
    case 'groups':
      checkGroups(plan, statistic, at);
      return;
    case 'correlation':
      demand(statistic.x !== statistic.y, `${at}/y`, 'another column than x');
      needs(plan, { kind: 'number', name: statistic.x, at: `${at}/x` });
      needs(plan, { kind: 'number', name: statistic.y, at: `${at}/y` });
      return;
    case 'woe': {
      needs(plan, { kind: 'category', name: statistic.bins, at: `${at}/bins` });
      needs(plan, { kind: 'category', name: statistic.label, at: `${at}/label` });
      const label = columnOf(plan, statistic.label) as CategoryColumn;
      demand(label.groups.length === 2, `${at}/label`, 'two groups: no event, event');
      return;
    }
    case 'quantiles': {
      needs(plan, { kind: 'number', name: statistic.column, at: `${at}/column` });
      const { edges } = statistic;
      const rising = edges.every(
        (edge, i) => Number.isSafeInteger(edge) && (i === 0 || edges[i - 1]! < edge),
      );
      demand(edges.length >= 1 && edges.length < mostCells && rising, `${at}/edges`, 'rising whole numbers');
      demand(statistic.at.length > 0 && statistic.at.every((q) => q > 0 && q < 1), `${at}/at`, 'in (0, 1)');
    }
  }
}

function checkGroups(plan: StatisticsPlan, { by, value }: GroupStatistic, at: string): void {
  demand(distinct(by) && by.length <= 4, `${at}/by`, 'at most four columns, each once');
  for (const name of by) needs(plan, { kind: 'category', name, at: `${at}/by` });
  const cells = by.reduce((n, name) => n * (columnOf(plan, name) as CategoryColumn).groups.length, 1);
  demand(cells <= mostCells, `${at}/by`, `at most ${mostCells} cells`);
  if (value) needs(plan, { kind: 'number', name: value.column, at: `${at}/value/column` });
  else demand(by.length > 0, `${at}/by`, 'a column to count by, or a value to sum');
}

function checkProtection({ budget }: StatisticsPlan, protection: Protection, at: string): void {
  if (protection.kind === 'threshold') return;
  const cost = protection.kind === 'laplace' ? protection.epsilonMicro : protection.rhoMicro;
  demand(Number.isSafeInteger(cost) && cost >= 1 && cost <= 1_000_000_000, at, 'millionths, 1 to 10^9');
  demand(budget !== undefined, '/budget', 'needed where noise is added');
  const { epsilonMicro, delta } = budget!;
  demand(Number.isSafeInteger(epsilonMicro) && epsilonMicro >= 1, '/budget/epsilonMicro', 'millionths');
  demand(delta >= 0 && delta < 1, '/budget/delta', 'at least 0 and below 1');
  demand(protection.kind === 'laplace' || delta > 0, '/budget/delta', 'above 0 where noise is Gaussian');
}

function needs(plan: StatisticsPlan, of: { kind: StatisticsColumn['kind']; name: string; at: string }): void {
  demand(columnOf(plan, of.name)?.kind === of.kind, of.at, `${of.name} is no ${of.kind} column`);
}

/**
 * Whether the query's row set is compared with earlier ones: where exact values are opened. A noisy value has paid for what
 * it tells of any row, and the comparison itself opens a bit without noise.
 */
export function comparesRowSets({ statistics }: StatisticsPlan): boolean {
  return statistics.some(({ protection }) => protection.kind === 'threshold');
}

/** What a query costs of its contract's budget. */
export function costOf({ statistics }: StatisticsPlan): PrivacyCost {
  let [epsilonMicro, rhoMicro] = [0, 0];
  for (const { protection } of statistics)
    if (protection.kind === 'laplace') epsilonMicro += protection.epsilonMicro;
    else if (protection.kind === 'gaussian') rhoMicro += protection.rhoMicro;
  return { epsilonMicro, rhoMicro };
}

/** The column of that name. */
export function columnOf(plan: StatisticsPlan, name: string): StatisticsColumn | undefined {
  return plan.columns.find((column) => column.name === name);
}

function distinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
