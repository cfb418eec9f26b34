import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountStore } from '@finharbor/access';
import { codeOf, systemRandom } from '@finharbor/kernel';
import type { ProcessConfig } from '../config.ts';
import { secretFile } from '../postgres/secret.ts';

/** Who works where in the demonstration; a login is named after its role. */
function demoLogins(party: string): readonly string[] {
  if (party === 'hub') return ['operator'];
  return party === 'bank' ? ['analyst', 'approver'] : ['steward', 'approver'];
}

/** Makes a demonstration's accounts with passwords of this installation's own, kept beside the party's keys. */
export async function ensureDemoAccounts(accounts: AccountStore, config: ProcessConfig): Promise<void> {
  for (const login of demoLogins(config.party)) {
    const password = secretFile(passwordPath(config.directory, login), systemRandom);
    try {
      await accounts.create({ login, password, party: config.party, roles: [login] });
    } catch (error) {
      // It was made by an earlier start.
      if (codeOf(error) !== 'access.login_taken') throw error;
    }
  }
}

/** The password of a demonstration's account. */
export function demoPassword(home: string, party: string, login: string): string {
  return readFileSync(passwordPath(join(home, party), login), 'utf8').trim();
}

function passwordPath(directory: string, login: string): string {
  return join(directory, `${login}.password`);
}
