import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '@finharbor/kernel';
import { postgresMajor } from './binaries.ts';

// ControlFileData, src/include/catalog/pg_control.h of PostgreSQL 18: uint64 system_identifier, uint32 pg_control_version,
// uint32 catalog_version_no, DBState state.
const versionOffset = 8;
const stateOffset = 16;
const controlVersion = 1800;
const shutDown = 1;

/**
 * Whether the cluster in `data` was shut down in order; read from `global/pg_control`, as no pg_controldata is shipped.
 * Errors: `postgres.wrong_version` when another major version wrote the folder.
 */
export function wasShutDown(data: string): boolean {
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (major !== postgresMajor) {
    fail(
      'postgres.wrong_version',
      `${data} was written by PostgreSQL ${major}; this program brings ${postgresMajor}. Dump it with the old version and load it here, or choose another folder.`,
    );
  }
  const control = readFileSync(join(data, 'global', 'pg_control'));
  const little = control.readUInt32LE(versionOffset) === controlVersion;
  return (little ? control.readUInt32LE(stateOffset) : control.readUInt32BE(stateOffset)) === shutDown;
}
