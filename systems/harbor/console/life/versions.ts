import type { Bilingual, Field, PricePlan, ProductView } from '@finharbor/harbor/contract';

/** One thing that two versions of a product say differently; undefined where one of them does not have it. */
export type VersionChange = {
  readonly what: 'title' | 'description' | 'licence' | 'plans' | 'rows' | 'field';
  /** The column, where it is one that differs. */
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

type Said = ProductView['body'];

/** What is different in a version, in the order in which a product is described. */
export function versionChanges(
  before: Said,
  after: Said,
  { say, plan }: { readonly say: (text: Bilingual) => string; readonly plan: (plan: PricePlan) => string },
): readonly VersionChange[] {
  const plansOf = ({ plans = [] }: Said): string => plans.map(plan).join(' · ');
  const whole = [
    ['title', say(before.title), say(after.title)],
    ['description', say(before.description), say(after.description)],
    ['licence', before.licence, after.licence],
    ['rows', String(before.rowsAtLeast), String(after.rowsAtLeast)],
    ['plans', plansOf(before), plansOf(after)],
  ] as const;
  const fieldsOf = ({ fields }: Said): ReadonlyMap<string, string> =>
    new Map(fields.map((field) => [field.name, fieldText(field, say)]));
  const [had, has] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...had.keys(), ...has.keys()])];
  return [
    ...whole.map(([what, was, is]) => ({ what, name: '', before: was, after: is })),
    ...names.map((name) => ({ what: 'field' as const, name, before: had.get(name), after: has.get(name) })),
  ].filter(({ before: was, after: is }) => was !== is);
}

function fieldText({ title, kind, values, range }: Field, say: (text: Bilingual) => string): string {
  const bounds = range ? ` ${range.min}–${range.max}` : '';
  return `${say(title)} (${kind})${bounds}${values ? ` ${values.join(', ')}` : ''}`;
}
