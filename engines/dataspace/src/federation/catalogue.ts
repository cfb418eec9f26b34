import { codeOf } from '@finharbor/kernel';
import type { Catalogue } from '../catalogue/port.ts';
import type { Federation } from './port.ts';

/**
 * What others offer, as a connector's catalogue: each data set says who offers it, and is to be negotiated about there. All who may ask
 * see the same: what this side's own participant was shown.
 */
export function federatedCatalogue(federation: Pick<Federation, 'search' | 'find'>): Catalogue {
  return {
    datasets: async ({ filter, cursor, limit }) => {
      if (filter.length > 0)
        return { kind: 'bad_question', detail: 'This catalogue knows no filter; ask for all of it.' };
      try {
        const { items, next } = await federation.search({ cursor, limit });
        return { kind: 'page', datasets: items.map(({ dataset }) => dataset), next };
      } catch (error) {
        if (codeOf(error) !== 'page.bad_cursor') throw error;
        return { kind: 'bad_question', detail: 'There is no such page.' };
      }
    },
    dataset: async (id) => (await federation.find(id))?.dataset,
  };
}
