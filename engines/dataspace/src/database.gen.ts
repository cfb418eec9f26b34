// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type DataspaceTables = {
  dataspace_held_credential: {
    id: string;
    type: string;
    credential: string;
    valid_from: string;
    valid_until: string;
  };
  dataspace_membership: {
    id: string;
    holder: string;
    position: number;
    credential: string;
    issued_at: string;
    valid_until: string;
    revoked_at: string | null;
  };
  dataspace_replay: {
    issuer: string;
    jti: string;
    expires_at: string;
  };
};
