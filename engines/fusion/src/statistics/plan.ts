import { FinharborError } from '@finharbor/kernel';

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

/** How a statistic is kept from telling of single rows: cells below the smallest group are withheld. */
export type Protection = { readonly kind: 'threshold' };

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

/** What can be asked. */
export type Statistic = GroupStatistic;

/** What all parties and the dealer of one query agree on beforehand; its hash is compared before anything else. */
export type StatisticsPlan = {
  readonly kind: 'statistics';
  /** The contract under which queries are counted and compared. */
  readonly contract: string;
  /** The query's name, unique under the contract; the same query asked again has the same name. */
  readonly query: string;
  readonly parties: readonly string[];
  /** k: the fewest rows that may stand behind an opened cell. */
  readonly smallestGroup: number;
  readonly columns: readonly StatisticsColumn[];
  /** Who leaves rows out, and by what rule, in words; nobody else may. */
  readonly filters: readonly { readonly party: string; readonly rule: string }[];
  readonly statistics: readonly Statistic[];
};

const largestNumber = 2 ** 31;
const mostCells = 4_096;

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkStatisticsPlan(plan: StatisticsPlan): void {
  const { parties, columns, statistics, filters } = plan;
  demand(parties.length >= 2 && distinct(parties), '/parties', 'at least two, each once');
  demand(plan.contract !== '', '/contract', 'must be named');
  demand(plan.query !== '', '/query', 'must be named');
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
    demand(groups.length >= 1 && groups.length <= 1_024 && distinct(groups), `${at}/groups`, '1 to 1024');
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
  const { by, value } = statistic;
  demand(distinct(by), `${at}/by`, 'each column once');
  for (const name of by)
    demand(columnOf(plan, name)?.kind === 'category', `${at}/by`, `${name} is no category column`);
  const cells = by.reduce((n, name) => n * (columnOf(plan, name) as CategoryColumn).groups.length, 1);
  demand(cells <= mostCells, `${at}/by`, `at most ${mostCells} cells`);
  if (value)
    demand(
      columnOf(plan, value.column)?.kind === 'number',
      `${at}/value`,
      `${value.column} is no number column`,
    );
  else demand(by.length > 0, `${at}/by`, 'a column to count by, or a value to sum');
}

/** The column of that name. */
export function columnOf(plan: StatisticsPlan, name: string): StatisticsColumn | undefined {
  return plan.columns.find((column) => column.name === name);
}

function distinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function demand(holds: boolean, pointer: string, detail: string): void {
  if (holds) return;
  throw new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: `The plan cannot be run: ${pointer.slice(1)}: ${detail}.`,
    fields: [{ pointer, detail }],
  });
}
