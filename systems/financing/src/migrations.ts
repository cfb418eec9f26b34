import type { MigrationSource } from '@finharbor/kernel/database';

/** The financing system's migrations. */
export const financingMigrations: MigrationSource = {
  name: 'financing',
  directory: new URL('../migrations/', import.meta.url),
};
