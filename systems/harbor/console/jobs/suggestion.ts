import type { TrainingData } from '@finharbor/harbor/contract';
import type { node } from '../api.ts';

/** An own data set as the node describes it. */
export type Dataset = Awaited<ReturnType<typeof node.listDatasets>>['body'][number];

const outcome = /charged|default|bad|label|y$/i;
const identity = /nr$|no$|id$|number/i;
const time = /year|date|period|month/i;

/** Which column probably plays which part, by what it holds and what it is called; the analyst looks it over. */
export function suggestion({ id, columns }: Dataset): TrainingData {
  const binary = columns.filter(
    ({ values }) => values.length === 2 && values.every((value) => value === 0 || value === 1),
  );
  const label = (binary.find(({ name }) => outcome.test(name)) ?? binary[0])?.name ?? '';
  const foldKey = columns.find(({ name, values }) => values.length === 0 && identity.test(name))?.name ?? '';
  const period = columns.find(({ name, kind }) => kind === 'numeric' && time.test(name));
  const years = (period?.values ?? []).filter((value) => typeof value === 'number');
  const parts = new Set([label, foldKey, period?.name]);
  return {
    product: id,
    fields: columns
      .filter(({ name }) => !parts.has(name))
      .map(({ name, kind }) => ({ name, kind, title: { en: name, zh: name } })),
    label,
    foldKey,
    foldSeed: 'fold',
    folds: 5,
    period: period?.name ?? '',
    outOfTimeFrom: years.length > 0 ? Math.max(...years) : 0,
  };
}
