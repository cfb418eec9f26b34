import { type FetchLike, type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { sandboxRoutes } from '@finharbor/sandbox/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** What everybody may read is kept by browsers for a minute; who has just changed it reads it anew. */
const freshFetch: FetchLike = (url, init) => {
  const fresh = { ...init, cache: 'no-cache' as const };
  return homeFetch(url, fresh);
};

/** The routes of the innovation pilot at the process that served this page. */
export const pilots: TypedClient<typeof sandboxRoutes> = typedClient(
  sandboxRoutes,
  location.origin,
  freshFetch,
);
