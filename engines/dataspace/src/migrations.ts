import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of the connector. */
export const dataspaceMigrations: MigrationSource = {
  name: 'dataspace',
  directory: new URL('../migrations/', import.meta.url),
};
