import { join } from 'node:path';
import type { AccountStore, Governance } from '@finharbor/access';
import { codeOf } from '@finharbor/kernel';
import type { ProcessConfig } from '../config.ts';
import { ensurePassword, passwordOf } from './passwords.ts';
import { demoPeople } from './people.ts';

/** Makes a demonstration's accounts with passwords of this installation's own, kept beside the party's keys. */
export async function ensureDemoAccounts(accounts: AccountStore, config: ProcessConfig): Promise<void> {
  // An earlier start may have made them.
  const there = new Set((await accounts.list()).map(({ login }) => login));
  const missing = demoPeople(config).filter(({ login }) => !there.has(login));
  await Promise.all(
    missing.map(async ({ login, name: { en, zh }, party, roles }) => {
      const password = ensurePassword(config.directory, login);
      try {
        await accounts.create({ login, name: `${zh} ${en}`, password, party, roles });
      } catch (error) {
        // Somebody ended it: it stays ended, and its login taken.
        if (codeOf(error) !== 'access.login_taken') throw error;
      }
    }),
  );
}

/** The same at the hub, whose operator has verified the demonstration's firms. */
export async function ensureDemoHub(
  { accounts, governance }: { readonly accounts: AccountStore; readonly governance: Governance },
  config: ProcessConfig,
): Promise<void> {
  await ensureDemoAccounts(accounts, config);
  const operator = await accounts.idOf('operator');
  if (operator === undefined) return;
  const by = { account: operator, onBehalfOf: [] };
  for (const { party } of demoPeople(config)) {
    const uscc = /^firm:(.*)$/.exec(party)?.[1];
    if (uscc !== undefined) await governance.verifyOrganization({ party, uscc, against: 'register', by });
  }
}

/** The password of a demonstration's account. */
export function demoPassword(home: string, party: string, login: string): string {
  return passwordOf(join(home, party), login);
}
