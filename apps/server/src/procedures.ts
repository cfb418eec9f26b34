import type { CaseMigration, Procedure } from '@finharbor/cases';
import { parkRegistration } from '@finharbor/cluster';
import { complaint, objection } from '@finharbor/community';
import { ethicsBreach, ethicsReview } from '@finharbor/ethics';
import { sandboxProcedures } from '@finharbor/sandbox';

/** The procedures of the city that are run at the hub, each in every version that a case may still have. */
export const hubProcedures: readonly Procedure[] = [
  complaint,
  objection,
  parkRegistration,
  ethicsReview,
  ethicsBreach,
  ...sandboxProcedures,
];

/** How running cases come from one version to the next; they are moved at the start. */
export const hubMigrations: readonly CaseMigration[] = [];
