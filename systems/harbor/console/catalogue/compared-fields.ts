import type { Bilingual, Field, ProductView } from '@finharbor/harbor/contract';

/** A field that some of several products have: in which of them, by the version's id, and of which kind it is there. */
export type ComparedField = {
  readonly key: string;
  readonly title: Bilingual;
  readonly kinds: ReadonlyMap<string, Field['kind']>;
};

/**
 * The fields of several products, those that most of them have first. Holders name columns as they like, so what is called the same in
 * Chinese is taken for the same field.
 */
export function comparedFields(
  products: readonly Pick<ProductView, 'id' | 'body'>[],
): readonly ComparedField[] {
  const all = products.flatMap(({ id, body }) => body.fields.map((field) => ({ id, field })));
  const byTitle = Map.groupBy(all, ({ field }) => field.title.zh.trim());
  return [...byTitle]
    .map(([key, found]) => ({
      key,
      title: found[0]!.field.title,
      kinds: new Map(found.map(({ id, field }) => [id, field.kind])),
    }))
    .toSorted((a, b) => b.kinds.size - a.kinds.size);
}
