import type {
  Bilingual,
  ColumnRef,
  DraftColumn,
  DraftOperation,
  DraftStatistic,
  ProposalDraft,
  ProposedKind,
} from '@finharbor/harbor/contract';
import { z } from 'zod';
import { isAsked, keptOperation } from './operation.ts';

/** A computation as it is filled in: what either kind needs, some of it still missing. */
export type Design = {
  readonly contract: string;
  readonly title: Bilingual;
  readonly product: string;
  readonly operation: DraftOperation;
  readonly columns: readonly DraftColumn[];
  readonly statistics: readonly DraftStatistic[];
};

const ref = z.object({ party: z.string(), field: z.string() });
const protection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('threshold') }),
  z.object({ kind: z.literal('laplace'), epsilonMicro: z.number() }),
  z.object({ kind: z.literal('gaussian'), rhoMicro: z.number() }),
]);
const asked = { name: z.string(), protection, to: z.enum(['consumer', 'all']) };
const both = z.object({ en: z.string(), zh: z.string() });

// Of what was kept only the form counts: it may be half filled in, which its sending would refuse.
const kept: z.ZodType<Design> = z.object({
  contract: z.string(),
  title: both,
  product: z.string(),
  operation: keptOperation,
  columns: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('category'), ...ref.shape, groups: z.array(z.string()) }),
      z.object({
        kind: z.literal('number'),
        ...ref.shape,
        min: z.number(),
        max: z.number(),
        decimals: z.number(),
      }),
    ]),
  ),
  statistics: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('groups'),
        ...asked,
        by: z.array(ref),
        value: ref.nullable(),
        upTo: z.enum(['sum', 'variance']),
      }),
      z.object({ kind: z.literal('correlation'), ...asked, x: ref, y: ref }),
      z.object({ kind: z.literal('woe'), ...asked, bins: ref, label: ref }),
      z.object({
        kind: z.literal('quantiles'),
        ...asked,
        column: ref,
        edges: z.array(z.number()),
        at: z.array(z.number()),
      }),
    ]),
  ),
});

/** A design as it was kept, where its contract and its data set can still be used. */
export function readDesign(
  found: unknown,
  there: { readonly contracts: readonly string[]; readonly products: readonly string[] },
): Design | undefined {
  const { data } = kept.safeParse(found);
  const isThere = data && there.contracts.includes(data.contract) && there.products.includes(data.product);
  return isThere ? data : undefined;
}

/** What is sent of a design of that kind. */
export function draftOf(design: Design, kind: ProposedKind): ProposalDraft {
  const { contract, title, product, operation } = design;
  const shared = { contract, title: { en: title.en.trim(), zh: title.zh.trim() }, product };
  if (kind === 'intersect') return { kind, ...shared, operation };
  const columns = design.columns.map((column) =>
    column.kind === 'number' ? column : { ...column, groups: column.groups.map(trimmed).filter(Boolean) },
  );
  return { kind, ...shared, columns, statistics: design.statistics };
}

const trimmed = (line: string): string => line.trim();

/** Whether there is enough of a design for its plan to be made. */
export function isComplete(draft: ProposalDraft): boolean {
  const isNamed = draft.title.en !== '' && draft.title.zh !== '';
  if (draft.kind === 'intersect') return isNamed && isAsked(draft.operation);
  const { columns, statistics } = draft;
  const isFilled = columns.every((column) => column.kind === 'number' || column.groups.length > 0);
  return (
    isNamed && isFilled && columns.length > 0 && statistics.length > 0 && statistics.every(hasItsColumns)
  );
}

function hasItsColumns(statistic: DraftStatistic): boolean {
  return statistic.name.trim() !== '' && refsOf(statistic).every(({ field }) => field !== '');
}

/** The columns a statistic is of. */
function refsOf(statistic: DraftStatistic): readonly ColumnRef[] {
  switch (statistic.kind) {
    case 'groups':
      return statistic.value ? [...statistic.by, statistic.value] : statistic.by;
    case 'correlation':
      return [statistic.x, statistic.y];
    case 'woe':
      return [statistic.bins, statistic.label];
    case 'quantiles':
      return [statistic.column];
  }
}

/** A column's name among all parties' columns. */
export function keyOf({ party, field }: ColumnRef): string {
  return `${party}.${field}`;
}
