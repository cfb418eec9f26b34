import * as follow from '../follow/contract.ts';
import * as people from '../people/contract.ts';
import { getPilot, listPilots } from '../project/contract.ts';
import { listPilotRecords, listUsedRecords } from '../usage/contract.ts';
import * as watch from '../watch/contract.ts';

const { commentSchema: _comment, ...peopleRoutes } = people;

/** The routes of the innovation pilot by name, as data. */
export const sandboxRoutes: SandboxRoutes = {
  ...{ getPilot, listPilots },
  ...peopleRoutes,
  ...watch,
  ...follow,
  ...{ listPilotRecords, listUsedRecords },
};

type SandboxRoutes = {
  readonly getPilot: typeof getPilot;
  readonly listPilots: typeof listPilots;
} & Omit<typeof people, 'commentSchema'> &
  typeof watch &
  typeof follow & {
    readonly listPilotRecords: typeof listPilotRecords;
    readonly listUsedRecords: typeof listUsedRecords;
  };
