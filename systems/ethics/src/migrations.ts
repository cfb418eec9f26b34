import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of the ethics committee. */
export const ethicsMigrations: MigrationSource = {
  name: 'ethics',
  directory: new URL('../migrations/', import.meta.url),
};
