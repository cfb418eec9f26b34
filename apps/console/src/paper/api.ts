import { accessPaperRoutes } from '@finharbor/access/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Documents on paper about people and what they did, at the process that served this page. */
export const papers: TypedClient<typeof accessPaperRoutes> = typedClient(
  accessPaperRoutes,
  location.origin,
  homeFetch,
);
