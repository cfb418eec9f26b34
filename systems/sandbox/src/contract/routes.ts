import { getPilot, listPilots } from '../project/contract.ts';

/** The routes of the innovation pilot by name, as data. */
export const sandboxRoutes: SandboxRoutes = { getPilot, listPilots };

type SandboxRoutes = {
  readonly getPilot: typeof getPilot;
  readonly listPilots: typeof listPilots;
};
