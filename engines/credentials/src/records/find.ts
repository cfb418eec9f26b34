import type { Json } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { CredentialsContext } from '../context.ts';
import type { CredentialsTables } from '../database.gen.ts';
import { readNumber } from '../number.ts';
import { readSdJwt } from '../sd-jwt/read.ts';
import { type CredentialType, typeSlug } from '../types.ts';
import type { CredentialStatus } from './change-status.ts';

/** Something that happened to a credential. */
export type CredentialEvent = {
  readonly status: CredentialStatus;
  readonly reason: string | null;
  readonly atMs: number;
  /** The entry of the evidence log that says so, and where it stands once it is there. */
  readonly entry: string;
  readonly logIndex: number | null;
};

/** A credential as it is kept. */
export type StoredCredential = {
  readonly number: string;
  readonly type: CredentialType;
  readonly status: CredentialStatus;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number | null;
  readonly claims: { readonly [name: string]: Json };
  /** The SD-JWT VC, with everything that can be disclosed. */
  readonly credential: string;
  readonly events: readonly CredentialEvent[];
};

/** Finds a credential by its number, as somebody has typed it; undefined where there is none, or it was forgotten. */
export async function findCredential(
  { types }: Pick<CredentialsContext, 'types'>,
  db: Kysely<CredentialsTables>,
  typed: string,
): Promise<StoredCredential | undefined> {
  const number = readNumber(typed);
  if (number === undefined) return undefined;
  const row = await db.selectFrom('credential').selectAll().where('number', '=', number).executeTakeFirst();
  const type = row && types.find((one) => typeSlug(one) === row.type);
  if (!row || !type || row.jwt === null) return undefined;
  const credential = [row.jwt, ...row.disclosures, ''].join('~');
  const said = readSdJwt(credential)!.claims;
  const events = await db
    .selectFrom('credential_event')
    .select(['status', 'reason', 'at_ms', 'entry', 'log_index'])
    .where('credential', '=', row.id)
    .orderBy('seq')
    .execute();
  return {
    ...{ number, type, credential, status: row.status as CredentialStatus },
    issuedAtMs: Number(row.issued_at_ms),
    expiresAtMs: row.expires_at_ms === null ? null : Number(row.expires_at_ms),
    claims: Object.fromEntries(
      Object.keys(type.claims).flatMap((name) => (name in said ? [[name, said[name]!]] : [])),
    ),
    events: events.map(({ status, reason, at_ms, entry, log_index }) => ({
      ...{ status: status as CredentialStatus, reason, entry, atMs: Number(at_ms) },
      logIndex: log_index === null ? null : Number(log_index),
    })),
  };
}
