import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { DeskContext } from '../context.ts';
import { personOf } from '../person.ts';
import { getSearch } from './contract.ts';
import { findItems } from './find.ts';

/** The endpoint of the search. */
export function searchEndpoints({ db }: DeskContext): readonly Endpoint[] {
  return [
    endpoint(getSearch, async ({ query, caller }) => ({
      status: 200,
      body: { items: await findItems(db, personOf(caller), query) },
    })),
  ];
}
