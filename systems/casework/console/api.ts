import { caseworkRoutes } from '@finharbor/casework/contract';
import { type FetchLike, type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** The routes of cases at the process that served this page. */
export const cases: TypedClient<typeof caseworkRoutes> = typedClient(
  caseworkRoutes,
  location.origin,
  homeFetch,
);

/** What browsers still send once the page is gone. */
const mostBytesAfterwards = 60_000;
const outlivingFetch: FetchLike = (url, init) =>
  fetch(url, { ...init, keepalive: sizeOf(init.body) <= mostBytesAfterwards });

const sizeOf = (body: Parameters<FetchLike>[1]['body']): number =>
  body instanceof Blob ? body.size : (body?.byteLength ?? 0);

/** The same, for what is sent as the page is left. */
export const casesWhileLeaving: TypedClient<Pick<typeof caseworkRoutes, 'putCaseDraft'>> = typedClient(
  { putCaseDraft: caseworkRoutes.putCaseDraft },
  location.origin,
  outlivingFetch,
);
