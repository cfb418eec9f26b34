import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of the digital yuan. */
export const yuanMigrations: MigrationSource = {
  name: 'yuan',
  directory: new URL('../migrations/', import.meta.url),
};
