import * as desk from '../desk/contract.ts';
import * as follow from '../follow/contract.ts';
import * as people from '../people/contract.ts';
import { getPilot, listPilots } from '../project/contract.ts';
import { listPilotRecords, listUsedRecords } from '../usage/contract.ts';
import * as watch from '../watch/contract.ts';

const { commentSchema: _comment, ...peopleRoutes } = people;
const { seenRecord: _record, ...watchRoutes } = watch;

/** The routes of the innovation pilot by name, as data. */
export const sandboxRoutes: SandboxRoutes = {
  ...{ getPilot, listPilots },
  ...peopleRoutes,
  ...watchRoutes,
  ...desk,
  ...follow,
  ...{ listPilotRecords, listUsedRecords },
};

type SandboxRoutes = {
  readonly getPilot: typeof getPilot;
  readonly listPilots: typeof listPilots;
} & Omit<typeof people, 'commentSchema'> &
  Omit<typeof watch, 'seenRecord'> &
  typeof desk &
  typeof follow & {
    readonly listPilotRecords: typeof listPilotRecords;
    readonly listUsedRecords: typeof listUsedRecords;
  };
