import { deskRoutes } from '@finharbor/desk/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';

/** The desk's routes at the process that served this page. */
export const desk: TypedClient<typeof deskRoutes> = typedClient(deskRoutes, location.origin);
