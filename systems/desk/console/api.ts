import { deskRoutes } from '@finharbor/desk/contract';
import { type FetchLike, type TypedClient, typedClient, wholeBody } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** The desk's routes at the process that served this page. */
export const desk: TypedClient<typeof deskRoutes> = typedClient(deskRoutes, location.origin, homeFetch);

/** What browsers still send once the page is gone. */
const mostBytesAfterwards = 60_000;
const outlivingFetch: FetchLike = (url, init) =>
  fetch(url, { ...init, keepalive: (wholeBody(init)?.byteLength ?? 0) <= mostBytesAfterwards });

/** The same, for what is sent as the page is left. */
export const deskWhileLeaving: TypedClient<Pick<typeof deskRoutes, 'putDraft'>> = typedClient(
  { putDraft: deskRoutes.putDraft },
  location.origin,
  outlivingFetch,
);
