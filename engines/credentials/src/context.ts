import type { Clock, Random } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { CredentialsTables } from './database.gen.ts';
import type { Keyring } from './keys/keyring.ts';
import { type CredentialType, typeSlug } from './types.ts';

/** The evidence log, as far as credentials need it. */
export type LogPort = {
  /** Under a key that was used before, what stands there. */
  readonly append: (key: string, entry: Uint8Array) => Promise<{ readonly index: number }>;
  /** The proof of an entry in the checkpoint that is served; nothing where it reaches no such entry yet. */
  readonly proof: (index: number) => Promise<string | undefined>;
};

/** What credentials are issued and served with. */
export type CredentialsContext = {
  readonly db: Kysely<CredentialsTables>;
  readonly keyring: Keyring;
  readonly types: readonly CredentialType[];
  readonly log: LogPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: () => string;
  /** Where the world reaches this issuer, without a slash at the end; known once the process listens. */
  readonly url: () => string;
};

/** Where what belongs to credentials is found. */
export const addresses: {
  readonly type: (url: string, type: Pick<CredentialType, 'name' | 'version'>) => string;
  readonly list: (url: string, list: number) => string;
} = {
  type: (url, type) => `${url}/credentials/types/${typeSlug(type)}`,
  list: (url, list) => `${url}/credentials/status/${list}`,
};
