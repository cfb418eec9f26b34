import { fail, sha256 } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/http';
import { type Kysely, sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { type FieldOwner, type PersonalField, retentionText } from './field.ts';
import { maskExample } from './mask.ts';
import type { Personal } from './personal.ts';

/** A field as the register shows it to everybody. */
export type RegisteredField = {
  readonly table: string;
  readonly column: string;
  readonly what: Bilingual;
  readonly category: PersonalField['category'];
  readonly purpose: Bilingual;
  readonly basis: Bilingual;
  readonly retention: Bilingual;
  readonly erasure: PersonalField['erasure']['kind'];
  /** Why it stays after an erasure, where it does. */
  readonly keptBecause: Bilingual | null;
  /** What its mask makes of a made-up value. */
  readonly shownAs: string;
  readonly revealedTo: readonly string[];
  readonly isSealed: boolean;
  readonly isWithheld: boolean;
};

/** All of a person's data: the register, each field with the person's values; null where a hash is all there is. */
export type PersonalExport = {
  readonly account: string;
  readonly exportedAtMs: number;
  readonly fields: readonly (RegisteredField & { readonly values: readonly string[] | null })[];
};

/** The register. */
export function register(fields: readonly PersonalField[]): readonly RegisteredField[] {
  return fields.map((field) => ({
    table: field.table,
    column: field.column,
    what: field.what,
    category: field.category,
    purpose: field.purpose,
    basis: field.basis,
    retention: retentionText(field.retention),
    erasure: field.erasure.kind,
    keptBecause: field.erasure.kind === 'keep' ? field.erasure.reason : null,
    shownAs: maskExample(field.mask),
    revealedTo: field.reveal,
    isSealed: field.sealed === true,
    isWithheld: field.withheld === true,
  }));
}

/** Everything kept of an account's person here, in the clear. Errors: those of the sealer. */
export async function exportOf(personal: Personal, accountId: string): Promise<PersonalExport> {
  const keys = await ownerKeys(personal.db, accountId);
  const registered = register(personal.fields);
  const fields = [];
  for (const [index, field] of personal.fields.entries())
    fields.push({ ...registered[index]!, values: await valuesOf(personal, field, keys) });
  return { account: accountId, exportedAtMs: personal.clock.nowMs(), fields };
}

/** What a person's rows are found by, for each way a row can name its person. */
export type OwnerKeys = Readonly<Record<FieldOwner['by'], string | Uint8Array>>;

/** Errors: `access.account_not_found`. */
export async function ownerKeys(db: Kysely<AccessTables>, accountId: string): Promise<OwnerKeys> {
  const user = await db
    .selectFrom('access_user')
    .select('login')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!user) return fail('access.account_not_found', 'There is no such account.');
  const { login } = user;
  return { account: accountId, caller: `account:${accountId}`, login, login_sha256: sha256(login) };
}

async function valuesOf(
  { db, sealer }: Personal,
  { table, column, owner, sealed, withheld }: PersonalField,
  keys: OwnerKeys,
): Promise<readonly string[] | null> {
  if (withheld) return null;
  if (!owner) return [];
  const { rows } = await sql<{ row: string; value: string }>`
    select ${sql.ref(owner.column)}::text as row, ${sql.ref(column)}::text as value from ${sql.table(table)}
    where ${sql.ref(owner.column)} = ${keys[owner.by]} and ${sql.ref(column)} is not null`.execute(db);
  if (!sealed) return rows.map(({ value }) => value);
  return Promise.all(rows.map(({ row, value }) => sealer.open(value, { table, column, row })));
}
