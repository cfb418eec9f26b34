import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  certificateProvider,
  mappedAccount,
  type OutsideProvider,
  oauth2Provider,
  oidcProvider,
  type ServedProvider,
} from '@finharbor/access';
import { type Clock, FinharborError, fail } from '@finharbor/kernel';
import type { ProcessConfig } from './config.ts';
import type { ProviderConfig } from './sign-in-config.ts';

/**
 * The outside providers of a process, with their secrets read from files. Errors: `config.secret_open` for a file that others than its
 * owner can read, `config.secret_unreadable`.
 */
export function providersOf(
  { signIn, directory, role, party }: ProcessConfig,
  clock: Clock,
): readonly ServedProvider[] {
  return (signIn?.outside ?? []).map((one) => ({
    provider: providerOf(one, directory, clock),
    rule:
      one.whoMayEnter === 'linked'
        ? { kind: 'linked' }
        : {
            kind: 'mapped',
            accountOf: mappedAccount({ ...one.map!, roles: one.roles!, party: one.party }, { role, party }),
          },
  }));
}

function providerOf(config: ProviderConfig, directory: string, clock: Clock): OutsideProvider {
  if (config.kind === 'certificate')
    return certificateProvider(
      {
        ...config,
        proxySecret: secretOf(directory, config.proxySecretFile),
        authorities: config.authorityFiles.map((path) => readFileSync(resolve(directory, path), 'utf8')),
      },
      clock,
    );
  const { clientSecretFile, clientSecretIn: secretIn } = config;
  const clientSecret = clientSecretFile === undefined ? undefined : secretOf(directory, clientSecretFile);
  if (config.kind === 'oauth2') return oauth2Provider({ ...config, clientSecret, secretIn }, clock);
  const maxAuthAgeMs = config.maxAuthAgeMinutes * 60_000;
  return oidcProvider({ ...config, clientSecret, secretIn, maxAuthAgeMs }, clock);
}

function secretOf(directory: string, name: string): string {
  const path = resolve(directory, name);
  try {
    if ((statSync(path).mode & 0o077) !== 0)
      fail('config.secret_open', `Others can read ${name}. Make it its owner’s alone: chmod 600.`);
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof FinharborError) throw error;
    return fail(
      'config.secret_unreadable',
      `${name} cannot be read. Is it there, and this process’s?`,
      error,
    );
  }
}
