import type { ProposalView, StatisticsAnswer } from '@finharbor/harbor/contract';
import { type ReadPlan, readPlan, refOf } from '../../proposals/design/from-proposal.ts';

/** What is needed of a proposal to read the figures it led to. */
export type Shape = {
  readonly plan: ReadPlan;
  /** How many whole units of the plan make one of a column's own. */
  readonly unitOf: (column: string) => number;
};

/** An answer of one kind with what was asked. */
export type Answered<Kind extends StatisticsAnswer['kind']> = {
  readonly answer: Extract<StatisticsAnswer, { readonly kind: Kind }>;
  readonly asked: Extract<ReadPlan['statistics'][number], { readonly kind: Kind }>;
  readonly shape: Shape;
};

/** The shape of a proposal's figures; undefined where its plan is none of statistics. */
export function shapeOf({ plan, data }: Pick<ProposalView, 'plan' | 'data'>): Shape | undefined {
  const found = readPlan(plan);
  if (!found) return undefined;
  return {
    plan: found,
    unitOf(column) {
      const { party, field } = refOf(column);
      return 10 ** (data[party]?.decimals[field] ?? 0);
    },
  };
}

/** The groups of a column of categories. */
export function groupsOf({ plan }: Shape, column: string): readonly string[] {
  const found = plan.columns.find(({ name }) => name === column);
  return found?.kind === 'category' ? found.groups : [];
}

/** A category as a chart names it: marked where its value is withheld, which the chart's table says in a word. */
export function marked(name: string, isWithheld: boolean): string {
  return isWithheld ? `${name} *` : name;
}

/** One figure of an answer; null where it is withheld. */
export type Figure = {
  readonly of: 'rows' | 'sum' | 'mean' | 'variance';
  readonly values: readonly (number | null)[];
  /** Two standard deviations of the noise in it. */
  readonly offBy: number | undefined;
};

/** The figures of a count by groups in the column's own unit: rows, and of a summed column its sum, mean, variance. */
export function figuresOf({ answer, asked, shape }: Answered<'groups'>): readonly Figure[] {
  const { cells, noise } = answer;
  const rows: Figure = {
    of: 'rows',
    values: cells.map((cell) => cell.rows ?? null),
    offBy: twice(noise?.[0]),
  };
  if (!asked.value) return [rows];
  const unit = shape.unitOf(asked.value.column);
  const scaled = (value: number | string | undefined, by: number): number | null =>
    value === undefined ? null : Number(value) / by;
  return [
    rows,
    {
      of: 'sum',
      values: cells.map(({ sum }) => scaled(sum, unit)),
      offBy: twice(noise?.[1] === undefined ? undefined : noise[1] / unit),
    },
    { of: 'mean', values: cells.map(({ mean }) => scaled(mean, unit)), offBy: undefined },
    ...(asked.value.upTo === 'variance'
      ? [
          {
            of: 'variance' as const,
            values: cells.map(({ variance }) => scaled(variance, unit ** 2)),
            offBy: undefined,
          },
        ]
      : []),
  ];
}

function twice(deviation: number | undefined): number | undefined {
  return deviation === undefined ? undefined : 2 * deviation;
}

/** How a correlation reads, by the size of r (after Cohen: 0.1, 0.3, 0.5). */
export function strengthOf(r: number): string {
  const size = Math.abs(r);
  if (size < 0.1) return 'none';
  const way = r > 0 ? 'Up' : 'Down';
  if (size < 0.3) return `weak${way}`;
  return size < 0.5 ? way.toLowerCase() : `strong${way}`;
}

/** How an information value reads in scoring: 0.02, 0.1 and 0.5 part what is useless, weak, useful and suspicious. */
export function ivWordOf(iv: number): 'none' | 'weak' | 'medium' | 'strong' {
  if (iv < 0.02) return 'none';
  if (iv < 0.1) return 'weak';
  return iv < 0.5 ? 'medium' : 'strong';
}
