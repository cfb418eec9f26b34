import type { MigrationSource } from '@finharbor/kernel/database';

/** The tables of cases. */
export const casesMigrations: MigrationSource = {
  name: 'cases',
  directory: new URL('../migrations/', import.meta.url),
};
