import { instantText } from '@finharbor/kernel';
import { fieldFault } from '../accounts/login.ts';
import { readEmail, readPhone } from './contact.ts';
import { type DocumentType, type IdentityDocument, readDocument } from './identity-document.ts';
import { masked } from './mask.ts';
import type { Personal } from './personal.ts';

/** A person's profile as it is shown: every value masked, null where there is none. */
export type MaskedProfile = {
  readonly email: string | null;
  readonly phone: string | null;
  readonly idType: DocumentType | null;
  readonly idNumber: string | null;
};

/** What is to change; null empties, what is left out stays. */
export type ProfileChange = {
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly idDocument?: IdentityDocument | null | undefined;
};

/** The values that can be seen whole, by their column. */
export const profileColumns = { email: 'email', phone: 'phone', idNumber: 'id_number' } as const;

/** A value of a profile that can be seen whole. */
export type ProfileField = keyof typeof profileColumns;

const table = 'access_profile';

/** The masked profile of an account; empty where nothing was filled in. */
export async function maskedProfile(personal: Personal, accountId: string): Promise<MaskedProfile> {
  const row = await personal.db
    .selectFrom(table)
    .select('id_type')
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  const [email, phone, number] = await Promise.all([
    profileValue(personal, accountId, 'email'),
    profileValue(personal, accountId, 'phone'),
    profileValue(personal, accountId, 'idNumber'),
  ]);
  return {
    email: email === undefined ? null : masked('email', email),
    phone: phone === undefined ? null : masked('phone', phone),
    idType: (row?.id_type ?? null) as DocumentType | null,
    idNumber: number === undefined ? null : masked('document', number),
  };
}

/** One value, whole; undefined where there is none. */
export async function profileValue(
  { db, sealer }: Personal,
  accountId: string,
  field: ProfileField,
): Promise<string | undefined> {
  const column = profileColumns[field];
  const row = await db
    .selectFrom(table)
    .select(`${column} as value`)
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  return row?.value ? sealer.open(row.value, { table, column, row: accountId }) : undefined;
}

/** Writes what a person says of themselves. Errors: `personal.bad_value`, naming the field. */
export async function changeProfile(
  personal: Personal,
  accountId: string,
  change: ProfileChange,
): Promise<void> {
  const { db, sealer, index, clock } = personal;
  const sealed = (column: string, value: string | null | undefined): Promise<string | null | undefined> =>
    value
      ? sealer.seal(value, { table, column, row: accountId })
      : Promise.resolve(value as null | undefined);
  const idDocument = documentOf(change.idDocument, '/idDocument', clock.nowMs());
  const values = {
    email: await sealed('email', plainOf(change.email, readEmail, 'email')),
    phone: await sealed('phone', plainOf(change.phone, readPhone, 'phone')),
    id_type: idDocument === null ? null : idDocument?.type,
    id_number: await sealed('id_number', idDocument === null ? null : idDocument?.number),
    id_index: idDocument ? await index(idDocument.number, `${table}.id_number`) : idDocument,
    updated_at: instantText(clock.nowMs()),
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  await db
    .insertInto(table)
    .values({ user_id: accountId, ...values, updated_at: values.updated_at })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(given))
    .execute();
}

/** The account a document's number belongs to. Errors: `personal.bad_value`. */
export async function accountsByDocument(
  { db, index, clock }: Personal,
  document: IdentityDocument,
): Promise<readonly string[]> {
  const plain = documentOf(document, '/number', clock.nowMs());
  const wanted = await index(plain!.number, `${table}.id_number`);
  const rows = await db
    .selectFrom(table)
    .innerJoin('access_user as u', 'u.id', 'user_id')
    .select('user_id')
    .where('id_index', '=', wanted)
    .where('id_type', '=', plain!.type)
    .where('u.disabled_at', 'is', null)
    .execute();
  return rows.map(({ user_id }) => user_id);
}

function plainOf(
  text: string | null | undefined,
  read: (text: string) => string | undefined,
  name: 'email' | 'phone',
): string | null | undefined {
  if (text === null || text === undefined) return text;
  return (
    read(text) ??
    wrong(
      `/${name}`,
      name === 'email' ? 'No e-mail address is like this' : 'No telephone number is like this',
    )
  );
}

function documentOf(
  document: IdentityDocument | null | undefined,
  pointer: string,
  nowMs: number,
): IdentityDocument | null | undefined {
  if (!document) return document;
  return readDocument(document, nowMs) ?? wrong(pointer, 'No document of this kind has this number');
}

/** Without the value: a problem's detail may be logged by who receives it. */
function wrong(pointer: string, detail: string): never {
  throw fieldFault('personal.bad_value', pointer, detail);
}
