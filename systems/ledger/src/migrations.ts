import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of what people call the ledger's numbers. */
export const ledgerNameMigrations: MigrationSource = {
  name: 'bookkeeping',
  directory: new URL('../migrations/', import.meta.url),
};
