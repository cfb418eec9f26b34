import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type AccessTables, governanceStore } from '@finharbor/access';
import { fail, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { type Environment, type ProcessConfig, parseInstallation, parseProcessConfig } from './config.ts';
import { defaultHome, installationFile } from './start.ts';

/** A code that opens a process's emergency account, and where. */
export type BrokenSeal = {
  readonly party: string;
  readonly code: string;
  readonly expiresAtMs: number;
};

/**
 * Makes the code of the emergency account of one of this machine's processes. Who may read the process's configuration, which holds the
 * address of its database, may do so: the account of the machine's system that runs it. Errors: `break_glass.no_process`,
 * `access.no_reason`, `access.not_set_up`.
 */
export async function breakSeal(
  env: Environment,
  { party, reason }: { readonly party: string | undefined; readonly reason: string },
): Promise<BrokenSeal> {
  const config = processAt(env, party);
  const db = openDatabase<AccessTables>(config.databaseUrl, {
    maxConnections: 1,
    applicationName: 'finharbor-break-glass',
  });
  try {
    const governance = governanceStore(db, {
      clock: systemClock,
      random: systemRandom,
      vouchedFor: async () => undefined,
    });
    const made = await governance.breakSeal({ reason, issuedBy: userInfo().username });
    return { party: config.party, ...made };
  } finally {
    await db.destroy();
  }
}

/** The configuration that a process of this installation was last started with. */
function processAt(env: Environment, asked: string | undefined): ProcessConfig {
  const file = installationFile(env);
  const installation =
    file === undefined ? undefined : parseInstallation(JSON.parse(readFileSync(file, 'utf8')));
  const home = resolve(installation?.home ?? env.home ?? defaultHome);
  const party = asked ?? (installation?.hub || !installation?.node ? 'hub' : installation.node.party);
  const path = join(home, party, 'process.json');
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(party) || !existsSync(path))
    fail('break_glass.no_process', `No process of ${party} has been started here. Name another by --party.`);
  return parseProcessConfig(JSON.parse(readFileSync(path, 'utf8')));
}
