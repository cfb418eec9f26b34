import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of credentials. */
export const credentialsMigrations: MigrationSource = {
  name: 'credentials',
  directory: new URL('../migrations/', import.meta.url),
};
