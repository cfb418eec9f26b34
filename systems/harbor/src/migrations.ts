import type { MigrationSource } from '@finharbor/kernel/database';

/** The harbor system's migrations. */
export const harborMigrations: MigrationSource = {
  name: 'harbor',
  directory: new URL('../migrations/', import.meta.url),
};
