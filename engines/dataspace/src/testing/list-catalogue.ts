import { canonicalJson } from '@finharbor/kernel';
import type { Catalogue, Dataset } from '../catalogue/port.ts';

/** A catalogue of a list that everybody may see. It knows one filter: `[{ "id": "..." }]`, the one data set of this id. */
export function listCatalogue(datasets: readonly Dataset[]): Catalogue {
  return {
    datasets: async ({ filter, cursor, limit }) => {
      const wanted = filter.map((one) => (one as { readonly id?: unknown } | null)?.id);
      if (wanted.some((id) => typeof id !== 'string'))
        return { kind: 'bad_question', detail: `This catalogue has no filter ${canonicalJson(filter)}.` };
      const all = wanted.length > 0 ? datasets.filter((one) => wanted.includes(one['@id'])) : datasets;
      const from = Math.max(0, Number.parseInt(cursor ?? '0', 10) || 0);
      return {
        kind: 'page',
        datasets: all.slice(from, from + limit),
        next: from + limit < all.length ? `${from + limit}` : undefined,
        previous: from > 0 ? `${Math.max(0, from - limit)}` : undefined,
      };
    },
    dataset: async (id) => datasets.find((one) => one['@id'] === id),
  };
}
