import { columnOf, type Statistic, type StatisticsPlan } from '../plan.ts';

/** A product of powers of number columns, by column; the empty one is 1, whose sum counts rows. */
export type Moment = Readonly<Record<string, number>>;

/** One dimension of a table: a category column, or a number column cut at edges. */
export type Axis = {
  readonly column: string;
  readonly party: string;
  readonly size: number;
  readonly edges?: readonly number[];
};

/** What one party holds of a table: its dimensions, and its part of each moment. */
export type Side = {
  readonly party: string;
  readonly axes: readonly Axis[];
  /** Combinations of its axes. */
  readonly groups: number;
  readonly monomials: readonly Moment[];
  /** Columns without a value leave the row out, whatever moment is summed. */
  readonly columns: readonly string[];
};

/** A statistic as what it is on shares: sums of moments over the rows of each cell. Cells run over axes, the last fastest. */
export type Table = {
  readonly statistic: Statistic;
  readonly axes: readonly Axis[];
  readonly cells: number;
  readonly moments: readonly Moment[];
  /** Those who hold or filter anything, the widest first. */
  readonly sides: readonly Side[];
};

/** Lays a statistic out. */
export function layOutTable(plan: StatisticsPlan, statistic: Statistic): Table {
  const { by, edges, values, moments } = designOf(statistic);
  const axes = by.map((name): Axis => {
    const column = columnOf(plan, name)!;
    if (column.kind === 'category') return { column: name, party: column.party, size: column.groups.length };
    return { column: name, party: column.party, size: edges!.length + 1, edges: edges! };
  });
  const sides = plan.parties.flatMap((party): Side[] => {
    const own = axes.filter((axis) => axis.party === party);
    const numbers = values.filter((name) => columnOf(plan, name)!.party === party);
    if (own.length + numbers.length === 0 && !plan.filters.some((filter) => filter.party === party))
      return [];
    return [
      {
        party,
        axes: own,
        groups: own.reduce((n, { size }) => n * size, 1),
        monomials: unique(moments.map((moment) => restrict(moment, numbers))),
        columns: [...own.map(({ column }) => column), ...numbers],
      },
    ];
  });
  return {
    statistic,
    axes,
    moments,
    cells: axes.reduce((n, { size }) => n * size, 1),
    sides: sides.toSorted((a, b) => widthOf(b) - widthOf(a)),
  };
}

/** Columns of a side's factor: one per combination of its groups and its monomials. */
export function widthOf(side: Side): number {
  return side.groups * side.monomials.length;
}

type Design = {
  readonly by: readonly string[];
  /** Of the number column in `by`, if there is one. */
  readonly edges?: readonly number[];
  readonly values: readonly string[];
  readonly moments: readonly Moment[];
};

/** Which columns a statistic is counted by and which moments it needs; the first moment is always the number of rows. */
function designOf(statistic: Statistic): Design {
  switch (statistic.kind) {
    case 'groups': {
      const { by, value } = statistic;
      if (!value) return { by, values: [], moments: [{}] };
      const sums: readonly Moment[] = [{}, { [value.column]: 1 }];
      const moments = value.upTo === 'sum' ? sums : [...sums, { [value.column]: 2 }];
      return { by, values: [value.column], moments };
    }
    case 'correlation': {
      const { x, y } = statistic;
      const moments = [{}, { [x]: 1 }, { [y]: 1 }, { [x]: 2 }, { [y]: 2 }, { [x]: 1, [y]: 1 }];
      return { by: [], values: [x, y], moments };
    }
    case 'woe':
      return { by: [statistic.bins, statistic.label], values: [], moments: [{}] };
    case 'quantiles':
      return { by: [statistic.column], edges: statistic.edges, values: [], moments: [{}] };
  }
}

/** The part of a moment that is about some columns. */
function restrict(moment: Moment, columns: readonly string[]): Moment {
  return Object.fromEntries(Object.entries(moment).filter(([column]) => columns.includes(column)));
}

const textOf = (moment: Moment): string => JSON.stringify(Object.entries(moment).toSorted());

function unique(moments: readonly Moment[]): readonly Moment[] {
  return [...new Map(moments.map((moment) => [textOf(moment), moment])).values()];
}

/** A cell's place along each axis. */
export function placesOf({ axes }: Pick<Table, 'axes'>, cell: number): readonly number[] {
  const places: number[] = [];
  let rest = cell;
  for (const { size } of axes.toReversed()) {
    places.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return places;
}

/** A cell's combination of one side's groups. */
function groupOf(table: Table, side: Side, cell: number): number {
  const places = placesOf(table, cell);
  return side.axes.reduce((at, axis) => at * axis.size + places[table.axes.indexOf(axis)]!, 0);
}

/** Where a cell's moment stands among one side's columns. */
export function entryOf(table: Table, side: Side, of: { cell: number; moment: Moment }): number {
  const part = textOf(restrict(of.moment, side.columns));
  const monomial = side.monomials.findIndex((candidate) => textOf(candidate) === part);
  return groupOf(table, side, of.cell) * side.monomials.length + monomial;
}
