import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of what people keep of cases. */
export const caseworkMigrations: MigrationSource = {
  name: 'casework',
  directory: new URL('../migrations/', import.meta.url),
};
