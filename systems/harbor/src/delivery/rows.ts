import type { Rows } from '@finharbor/dataspace/planes';
import type { Store } from '../store.ts';

/**
 * The rows of a version of an own product as they leave: each firm's code and the columns that the version offers, without firms that
 * have withdrawn. Undefined where this party has no such version.
 */
export async function deliveredRows(
  { documents, data }: Pick<Store, 'documents' | 'data'>,
  version: { readonly id: string; readonly issuer: string },
): Promise<Rows | undefined> {
  const [product] = await documents.find('product', version);
  if (!product) return undefined;
  const names = product.body.fields.map(({ name }) => name);
  const pages = data.usable(product.body.product);
  return {
    columns: ['uscc', ...names],
    rows: (async function* () {
      for await (const page of pages)
        for (const { uscc, columns } of page) yield [uscc, ...names.map((name) => columns[name] ?? null)];
    })(),
  };
}
