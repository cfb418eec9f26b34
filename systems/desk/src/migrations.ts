import type { MigrationSource } from '@finharbor/kernel/database';

/** The desk's migrations. */
export const deskMigrations: MigrationSource = {
  name: 'desk',
  directory: new URL('../migrations/', import.meta.url),
};
