import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { DeskContext } from '../context.ts';
import { personOf } from '../person.ts';
import { getSearch } from './contract.ts';
import { findItems } from './find.ts';

/** The endpoint of the search. */
export function searchEndpoints({ db }: DeskContext): readonly Endpoint[] {
  return [
    endpoint(getSearch, async ({ query, caller, about }) => {
      const { items, others } = await findItems(db, personOf(caller), query);
      // Kinds and numbers alone: what was looked for may be somebody's name.
      about(Object.fromEntries([...others].map(([kind, count]) => [kind, String(count)])));
      return { status: 200, body: { items } };
    }),
  ];
}
