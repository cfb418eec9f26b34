import { fail } from '@finharbor/kernel';
import { checkSize } from '../model/check-size.ts';

/** As many events, ids or results as one request to TigerBeetle 0.17 holds. Source: its `docs/coding/requests.md`. */
const mostAtOnce = 8_189;

type Event = { readonly flags: number };
type Moment = { readonly timestamp: bigint };
type Page = {
  readonly timestamp_min: bigint;
  readonly timestamp_max: bigint;
  readonly limit: number;
  readonly flags: number;
};

/** Events as the requests they are sent in. What is linked stays together. Errors: `ledger.too_many_events`. */
export function requestsOf<One extends Event>(
  events: readonly One[],
  linked: number,
): readonly (readonly One[])[] {
  checkSize(events.length);
  if (events.length <= mostAtOnce) return [events];
  const end = events.findLastIndex(({ flags }, k) => k < mostAtOnce && (flags & linked) === 0) + 1;
  if (end === 0) fail('ledger.too_many_events', `At most ${mostAtOnce} events can be linked.`);
  return [events.slice(0, end), ...requestsOf(events.slice(end), linked)];
}

/** Ids as the requests they are asked for in. Errors: `ledger.too_many_events`. */
export function lookupsOf(ids: readonly bigint[]): readonly (readonly bigint[])[] {
  checkSize(ids.length);
  return ids.length <= mostAtOnce ? [ids] : [ids.slice(0, mostAtOnce), ids.slice(mostAtOnce)];
}

/** Sends requests one after the other, and gives all that is answered. */
export async function inTurn<Request, Row>(
  requests: readonly Request[],
  send: (request: Request) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const request of requests) rows.push(...(await send(request)));
  return rows;
}

/** What is asked for page by page; `reversed` is the flag for the latest first. */
type Pages<Filter> = { readonly filter: Filter; readonly reversed: number };

/** Asks until as many rows are there as the filter's limit says, or no more. */
export async function inPages<Filter extends Page, Row extends Moment>(
  { filter, reversed }: Pages<Filter>,
  ask: (filter: Filter) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const limit = Math.min(filter.limit, mostAtOnce);
  const rows = await ask({ ...filter, limit });
  const last = rows.at(-1);
  if (!last || rows.length < limit || limit === filter.limit) return rows;
  const isReversed = (filter.flags & reversed) !== 0;
  const edge = last.timestamp + (isReversed ? -1n : 1n);
  // To TigerBeetle a moment of 0 is none.
  if (edge === 0n) return rows;
  const beyond = isReversed ? { timestamp_max: edge } : { timestamp_min: edge };
  const next = { ...filter, ...beyond, limit: filter.limit - limit };
  return [...rows, ...(await inPages({ filter: next, reversed }, ask))];
}
