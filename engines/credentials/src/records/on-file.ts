import type { Bilingual } from '@finharbor/kernel/http';
import type { CredentialsContext } from '../context.ts';
import { typeSlug } from '../types.ts';
import type { CredentialStatus } from './change-status.ts';

/** A certificate as its issuer keeps it, public or personal; what it says of a person is not in it. */
export type CredentialOnFile = {
  readonly number: string;
  readonly title: Bilingual;
  readonly isPublic: boolean;
  readonly status: CredentialStatus;
  readonly issuedAtMs: number;
  readonly forgottenAtMs: number | null;
};

/** Finds one by its number as it is kept; undefined where there is none. */
export async function credentialOnFile(
  { db, types }: Pick<CredentialsContext, 'db' | 'types'>,
  number: string,
): Promise<CredentialOnFile | undefined> {
  const row = await db
    .selectFrom('credential')
    .select(['type', 'status', 'issued_at_ms', 'forgotten_at_ms'])
    .where('number', '=', number)
    .executeTakeFirst();
  const type = row && types.find((one) => typeSlug(one) === row.type);
  if (!type) return undefined;
  const { title, isPublic } = type;
  return {
    ...{ number, title, isPublic, status: row.status as CredentialStatus },
    issuedAtMs: Number(row.issued_at_ms),
    forgottenAtMs: row.forgotten_at_ms === null ? null : Number(row.forgotten_at_ms),
  };
}
