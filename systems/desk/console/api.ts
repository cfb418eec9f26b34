import { deskErrors, deskRoutes } from '@finharbor/desk/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { registerProblems } from '@finharbor/ui';

// With the first screen of the desk, and not with the page: the first page loads nothing of it.
registerProblems(deskErrors);

/** The desk's routes at the process that served this page. */
export const desk: TypedClient<typeof deskRoutes> = typedClient(deskRoutes, location.origin);
