import type { MigrationSource } from '@finharbor/kernel/database';

/** The migrations of the innovation pilot. */
export const sandboxMigrations: MigrationSource = {
  name: 'sandbox',
  directory: new URL('../migrations/', import.meta.url),
};
