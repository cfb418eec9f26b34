import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of the ledger. */
export const ledgerMigrations: MigrationSource = {
  name: 'ledger',
  directory: new URL('../migrations/', import.meta.url),
};
