import {
  type Bilingual,
  type Delivery,
  deliveries,
  deliveriesOf,
  derivationKinds,
  type Field,
  type ProductView,
} from '@finharbor/harbor/contract';
import { z } from 'zod';
import { draftsOf, keptPlans, missingPlans, type PlanDraft, plansOf } from '../life/plan-draft.ts';
import { type ClassDraft, classOf, keptClass, missingClass, unclassed } from './class-draft.ts';
import { type Sampled, sampledOf } from './sampled.ts';

/** A column that may be offered. */
export type FieldDraft = Field & {
  readonly isOffered: boolean;
  /** What the data set holds in it. */
  readonly held: Field['kind'];
  /** What may be said of its values beforehand, as far as the sample tells. */
  readonly sampled: Sampled;
  readonly saysValues: boolean;
  readonly saysRange: boolean;
};

/** What is about to be published. */
export type ProductDraft = {
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly fields: readonly FieldDraft[];
  readonly licence: string;
  /** Undecided in a first version: the office has to say it. */
  readonly synthetic: boolean | undefined;
  readonly classed: ClassDraft;
  readonly plans: readonly PlanDraft[];
  readonly deliveries: readonly Delivery[];
  readonly derivedFrom: NonNullable<ProductView['body']['derivedFrom']>;
  /** What is different from the version before, as its holder puts it. */
  readonly changes: Bilingual;
};

/** The part of a data set that a draft is made from. */
type Described = {
  readonly name: string | null;
  readonly columns: readonly (Pick<Field, 'name' | 'kind'> & {
    readonly values: readonly (string | number)[];
    readonly range: Field['range'] | null;
  })[];
};

/** A product's body but for what the node adds. */
export type PublishedBody = Omit<ProductView['body'], 'product' | 'rowsAtLeast'>;

const nothing: Bilingual = { en: '', zh: '' };

/** The draft one begins with: what the last version said, for the columns there are now. */
export function firstDraft(
  { name, columns }: Described,
  last: ProductView['body'] | undefined,
): ProductDraft {
  const called = name ?? '';
  return {
    title: last?.title ?? { en: called, zh: called },
    description: last?.description ?? nothing,
    licence: last?.licence ?? '',
    synthetic: last?.synthetic,
    classed: last?.classed ?? unclassed,
    plans: draftsOf(last?.plans),
    deliveries: deliveriesOf(last ?? {}),
    derivedFrom: last?.derivedFrom ?? [],
    changes: nothing,
    fields: columns.map((column) => {
      const before = last?.fields.find((field) => field.name === column.name);
      const title = before?.title ?? { en: column.name, zh: column.name };
      return {
        name: column.name,
        held: column.kind,
        kind: column.kind === 'category' ? 'category' : (before?.kind ?? 'numeric'),
        title,
        isOffered: !last || !!before,
        sampled: sampledOf(column),
        // A few values are useless to who wants to group by them unless they are known; bounds tell of single rows.
        saysValues: before ? before.values !== undefined : column.kind === 'category',
        saysRange: before?.range !== undefined,
      };
    }),
  };
}

const both = z.strictObject({ en: z.string(), zh: z.string() });
// Of a draft only the form counts: it may be half filled in, which its publication would refuse.
const keptDraft = z.object({
  title: both,
  description: both,
  licence: z.string(),
  synthetic: z.boolean().optional(),
  classed: keptClass.exactOptional(),
  plans: keptPlans.exactOptional(),
  deliveries: z.array(z.enum(deliveries)).exactOptional(),
  derivedFrom: z.array(z.object({ product: z.string(), how: z.enum(derivationKinds) })).exactOptional(),
  changes: both.exactOptional(),
  fields: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['numeric', 'category']),
      title: both,
      isOffered: z.boolean(),
      saysValues: z.boolean().exactOptional(),
      saysRange: z.boolean().exactOptional(),
    }),
  ),
});

/** A draft as it was kept, for the columns there are now; `first` is what one would begin with otherwise. */
export function readDraft(kept: unknown, first: ProductDraft): ProductDraft | undefined {
  const { data } = keptDraft.safeParse(kept);
  if (!data) return undefined;
  const fields = first.fields.map((field): FieldDraft => {
    const said = data.fields.find(({ name }) => name === field.name);
    return said ? { ...field, ...said, kind: field.held === 'category' ? 'category' : said.kind } : field;
  });
  return { ...first, ...data, synthetic: data.synthetic, fields };
}

/** The fields of a draft that still have to be filled in, by their pointers; `/fields` where no column is offered. */
export function missingIn({
  title,
  description,
  fields,
  licence,
  synthetic,
  classed,
  plans,
  deliveries: ways,
}: ProductDraft): readonly string[] {
  const isEmpty = (text: string): boolean => text.trim() === '';
  const ofText = (pointer: string, { en, zh }: Bilingual): readonly string[] => [
    ...(isEmpty(en) ? [`${pointer}-en`] : []),
    ...(isEmpty(zh) ? [`${pointer}-zh`] : []),
  ];
  const offered = fields.filter(({ isOffered }) => isOffered);
  return [
    ...ofText('/title', title),
    ...ofText('/description', description),
    ...(offered.length === 0 ? ['/fields'] : []),
    ...offered.flatMap((field) => ofText(`/field-${fields.indexOf(field)}`, field.title)),
    ...(isEmpty(licence) ? ['/licence'] : []),
    ...(synthetic === undefined ? ['/synthetic'] : []),
    ...missingClass(classed),
    ...missingPlans(plans),
    ...(ways.length === 0 ? ['/deliveries'] : []),
  ];
}

/** What is sent: the columns that are offered, texts without spaces around them. */
export function bodyOf(draft: ProductDraft): PublishedBody {
  const { title, description, fields, licence, synthetic, classed, plans, derivedFrom, changes } = draft;
  const trimmed = ({ en, zh }: Bilingual): Bilingual => ({ en: en.trim(), zh: zh.trim() });
  return {
    title: trimmed(title),
    description: trimmed(description),
    fields: fields
      .filter(({ isOffered }) => isOffered)
      .map((field): Field => {
        const { name, kind } = field;
        return { name, kind, title: trimmed(field.title), ...saidOf(field) };
      }),
    licence: licence.trim(),
    synthetic: synthetic ?? false,
    ...classOf(classed),
    ...plansOf(plans),
    ...deliveredAs(draft.deliveries),
    ...(derivedFrom.length > 0 && { derivedFrom }),
    ...(changes.en.trim() && changes.zh.trim() ? { changes: trimmed(changes) } : {}),
  };
}

/** A product that is only computed with says nothing of it, as those from before do. */
function deliveredAs(ways: readonly Delivery[]): Pick<PublishedBody, 'deliveries'> {
  return ways.join() === 'computation' ? {} : { deliveries: ways };
}

/** What is published of a column's values. */
function saidOf({ kind, sampled, saysValues, saysRange }: FieldDraft): Pick<Field, 'values' | 'range'> {
  if (kind === 'category') return saysValues && sampled.values ? { values: sampled.values } : {};
  return saysRange && sampled.range ? { range: sampled.range } : {};
}

/** Columns that the last version offers and the data set no longer has: contracts on it find no values there. */
export function goneSince(
  { fields }: ProductDraft,
  last: ProductView['body'] | undefined,
): readonly string[] {
  const columns = new Set(fields.map(({ name }) => name));
  return (last?.fields ?? []).map(({ name }) => name).filter((name) => !columns.has(name));
}
