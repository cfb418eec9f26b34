import type { Binning } from '../binning.ts';
import type { Element } from './xml.ts';

/** A field of a document that stands for a binned feature: its raw value where the binning is known, else the number of its bin. */
export type BinnedField = { readonly field: string; readonly bins: number; readonly binning?: Binning };

/** Holds for the values of one bin; where the binning is not known, the field is the bin's number. */
export function binPredicate({ field, binning, bins }: BinnedField, bin: number): Element {
  if (!binning) return simple(field, 'equal', bin);
  if (bins === 1) return ['True', {}];
  const own = binning.kind === 'numeric' ? interval(field, binning.edges, bin) : groupOf(field, binning, bin);
  const missing = binning.missing === bin ? [simple(field, 'isMissing')] : [];
  const parts = [...missing, ...own];
  return parts.length === 1 ? parts[0]! : ['CompoundPredicate', { booleanOperator: 'or' }, parts];
}

/** None where the bin holds missing values only. */
function interval(field: string, edges: readonly number[], bin: number): Element[] {
  if (bin > edges.length) return [];
  const above = bin > 0 ? [simple(field, 'greaterThan', edges[bin - 1])] : [];
  const upTo = bin < edges.length ? [simple(field, 'lessOrEqual', edges[bin])] : [];
  const both = [...above, ...upTo];
  if (both.length === 0) return [simple(field, 'isNotMissing')];
  return both.length === 1 ? both : [['CompoundPredicate', { booleanOperator: 'and' }, both]];
}

function groupOf(field: string, binning: Binning & { kind: 'category' }, bin: number): Element[] {
  const named = (binning.groups[bin] ?? []).map((category) => simple(field, 'equal', category));
  if (binning.other !== bin) return named;
  const others = binning.groups.flatMap((group, i) =>
    i === bin ? [] : group.map((category) => simple(field, 'notEqual', category)),
  );
  const rest: Element =
    others.length === 0
      ? simple(field, 'isNotMissing')
      : others.length === 1
        ? others[0]!
        : ['CompoundPredicate', { booleanOperator: 'and' }, others];
  return [rest];
}

/** A comparison of a field. */
export function simple(field: string, operator: string, value?: string | number): Element {
  return ['SimplePredicate', { field, operator, ...(value !== undefined && { value }) }];
}
