import type { MigrationSource } from '@finharbor/kernel/database';

/** The access engine's tables. */
export const accessMigrations: MigrationSource = {
  name: 'access',
  directory: new URL('../migrations/', import.meta.url),
};
