import { type Clock, fail, instantText } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import { type CredentialVerifier, checkCredential } from './credential.ts';

/** The credentials that a participant holds. */
export type HeldCredentials = {
  /** Keeps one after it was checked; again, the same. Errors: `dataspace.credential_refused`. */
  readonly put: (text: string) => Promise<void>;
  /** The one of a type that is valid longest; undefined where none is. */
  readonly valid: (type: string) => Promise<string | undefined>;
};

/** What they are kept with; `subject` is this participant. */
export type HeldOptions = {
  readonly db: Kysely<DataspaceTables>;
  readonly subject: string;
  readonly verifier: CredentialVerifier;
  readonly clock: Clock;
};

/** Keeps them in PostgreSQL. */
export function heldCredentials({ db, subject, verifier, clock }: HeldOptions): HeldCredentials {
  return {
    put: async (text) => {
      const checked = await checkCredential(verifier, text);
      const isOurs = checked.kind === 'valid' && checked.credential.credentialSubject.id === subject;
      if (!isOurs)
        return fail('dataspace.credential_refused', 'That is no valid credential about this participant.');
      const { id, type, validFrom, validUntil } = checked.credential;
      await db
        .insertInto('dataspace_held_credential')
        .values({
          id,
          type: type.find((one) => one !== 'VerifiableCredential') ?? 'VerifiableCredential',
          credential: text,
          valid_from: validFrom,
          valid_until: validUntil,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    valid: async (type) => {
      const now = instantText(clock.nowMs());
      const row = await db
        .selectFrom('dataspace_held_credential')
        .select('credential')
        .where('type', '=', type)
        .where('valid_from', '<=', now)
        .where('valid_until', '>', now)
        .orderBy('valid_until', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.credential;
    },
  };
}
