import type {
  ColumnRef,
  DraftColumn,
  DraftProtection,
  DraftStatistic,
  ProposalView,
} from '@finharbor/harbor/contract';
import { z } from 'zod';
import type { Design } from './design.ts';
import { operationIn } from './from-intersection.ts';

type Told = {
  readonly name: string;
  readonly to: readonly string[];
  readonly protection: DraftProtection;
};

/** A statistic as a plan asks for it, its columns by their names in the plan. */
type AskedStatistic = Told &
  (
    | {
        readonly kind: 'groups';
        readonly by: readonly string[];
        readonly value?: { readonly column: string; readonly upTo: 'sum' | 'variance' } | undefined;
      }
    | { readonly kind: 'correlation'; readonly x: string; readonly y: string }
    | { readonly kind: 'woe'; readonly bins: string; readonly label: string }
    | {
        readonly kind: 'quantiles';
        readonly column: string;
        readonly edges: readonly number[];
        readonly at: readonly number[];
      }
  );

type PlanColumn = { readonly name: string; readonly party: string } & (
  | { readonly kind: 'category'; readonly groups: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
);

/** A plan of statistics as far as a page reads it: its columns in whole units, its statistics by the columns' names. */
export type ReadPlan = {
  readonly kind: 'statistics';
  readonly parties: readonly string[];
  readonly columns: readonly PlanColumn[];
  readonly statistics: readonly AskedStatistic[];
};

const told = {
  name: z.string(),
  to: z.array(z.string()),
  protection: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('threshold') }),
    z.object({ kind: z.literal('laplace'), epsilonMicro: z.number() }),
    z.object({ kind: z.literal('gaussian'), rhoMicro: z.number() }),
  ]),
};
const statistic = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('groups'),
    ...told,
    by: z.array(z.string()),
    value: z.object({ column: z.string(), upTo: z.enum(['sum', 'variance']) }).optional(),
  }),
  z.object({ kind: z.literal('correlation'), ...told, x: z.string(), y: z.string() }),
  z.object({ kind: z.literal('woe'), ...told, bins: z.string(), label: z.string() }),
  z.object({
    kind: z.literal('quantiles'),
    ...told,
    column: z.string(),
    edges: z.array(z.number()),
    at: z.array(z.number()),
  }),
]);
const statisticsPlan: z.ZodType<ReadPlan> = z.object({
  kind: z.literal('statistics'),
  parties: z.array(z.string()),
  columns: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('category'),
        name: z.string(),
        party: z.string(),
        groups: z.array(z.string()),
      }),
      z.object({
        kind: z.literal('number'),
        name: z.string(),
        party: z.string(),
        min: z.number(),
        max: z.number(),
      }),
    ]),
  ),
  statistics: z.array(statistic),
});

/** A plan of statistics; undefined for one this page does not know. */
export function readPlan(plan: ProposalView['plan']): ReadPlan | undefined {
  return statisticsPlan.safeParse(plan).data;
}

/** The parts of a design that a proposal's plan says again; undefined for a plan this page does not know. */
export function partsOf({ plan, data }: Pick<ProposalView, 'plan' | 'data'>): Partial<Design> | undefined {
  const operation = operationIn(plan);
  if (operation) return { operation };
  const found = readPlan(plan);
  if (!found) return undefined;
  const decimalsOf = (name: string): number => {
    const { party, field } = refOf(name);
    return data[party]?.decimals[field] ?? 0;
  };
  return {
    columns: found.columns.map((column): DraftColumn => {
      const at = refOf(column.name);
      if (column.kind === 'category') return { kind: 'category', ...at, groups: column.groups };
      const decimals = decimalsOf(column.name);
      const unit = 10 ** decimals;
      return { kind: 'number', ...at, min: column.min / unit, max: column.max / unit, decimals };
    }),
    statistics: found.statistics.map((one) => statisticOf(one, decimalsOf)),
  };
}

function statisticOf(one: AskedStatistic, decimalsOf: (column: string) => number): DraftStatistic {
  const { name, protection } = one;
  const asked = { name, protection, to: one.to.length > 1 ? ('all' as const) : ('consumer' as const) };
  switch (one.kind) {
    case 'groups':
      return {
        kind: 'groups',
        ...asked,
        by: one.by.map(refOf),
        value: one.value ? refOf(one.value.column) : null,
        upTo: one.value?.upTo ?? 'sum',
      };
    case 'correlation':
      return { kind: 'correlation', ...asked, x: refOf(one.x), y: refOf(one.y) };
    case 'woe':
      return { kind: 'woe', ...asked, bins: refOf(one.bins), label: refOf(one.label) };
    case 'quantiles': {
      const unit = 10 ** decimalsOf(one.column);
      const edges = one.edges.map((edge) => edge / unit);
      return { kind: 'quantiles', ...asked, column: refOf(one.column), edges, at: one.at };
    }
  }
}

/** A plan names a column by its party, which has no dot in it, and its field, which may. */
export function refOf(name: string): ColumnRef {
  const dot = name.indexOf('.');
  return { party: name.slice(0, dot), field: name.slice(dot + 1) };
}
