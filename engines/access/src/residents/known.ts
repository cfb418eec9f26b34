import { sql } from 'kysely';
import { accountRows } from '../accounts/read.ts';
import { type DocumentType, type IdentityDocument, readDocument } from '../personal/identity-document.ts';
import type { Personal } from '../personal/personal.ts';
import { accountsByDocument, changeProfile, profileValue } from '../personal/profile.ts';

/** What is known of the person of a party, whole: whoever is given it answers for who sees which of it. */
export type KnownPerson = {
  readonly account: string;
  readonly name: string;
  readonly phone: string | null;
  readonly document: IdentityDocument | null;
  /** Of the document's number: the same for the same number, and it tells nothing of it. */
  readonly documentIndex: Uint8Array | null;
};

/** What became of a document that a person stated: no such document can be, or another's account has it. */
export type Identified = 'kept' | 'no_document' | 'in_use';

/** People by their parties, for systems whose rules depend on who somebody is. */
export type PeopleBook = {
  /** Undefined where the party has no account. */
  readonly known: (party: string) => Promise<KnownPerson | undefined>;
  /** What stands for the document of each, by party, without opening any: whoever has stated none is left out. */
  readonly documents: (parties: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Keeps the name and the document that a person states. */
  readonly identify: (
    party: string,
    stated: { readonly name: string; readonly document: IdentityDocument },
  ) => Promise<Identified>;
};

/** The people of a database, each the only one of their party. */
export function peopleBook(personal: Personal): PeopleBook {
  const { db } = personal;
  const accountOf = (party: string) =>
    accountRows(db).where('o.slug', '=', party).orderBy('u.created_at').limit(1).executeTakeFirst();
  return {
    async known(party) {
      const row = await accountOf(party);
      if (!row) return undefined;
      const [phone, number, profile] = await Promise.all([
        profileValue(personal, row.id, 'phone'),
        profileValue(personal, row.id, 'idNumber'),
        db
          .selectFrom('access_profile')
          .select(['id_type', 'id_index'])
          .where('user_id', '=', row.id)
          .executeTakeFirst(),
      ]);
      const type = profile?.id_type as DocumentType | null | undefined;
      return {
        account: row.id,
        name: row.name,
        phone: phone ?? null,
        document: number !== undefined && type ? { type, number } : null,
        documentIndex: profile?.id_index ?? null,
      };
    },
    async documents(parties) {
      const rows = await db
        .selectFrom('access_profile as p')
        .innerJoin('access_user as u', 'u.id', 'p.user_id')
        .innerJoin('access_member as m', 'm.user_id', 'u.id')
        .innerJoin('access_organization as o', 'o.id', 'm.organization_id')
        .select(['o.slug', 'p.id_index'])
        .where(({ eb, val }) => eb('o.slug', '=', sql<string>`any(${val(parties)})`))
        .where('p.id_index', 'is not', null)
        .orderBy('u.created_at', 'desc')
        .execute();
      return new Map(rows.map(({ slug, id_index: index }) => [slug, index!]));
    },
    async identify(party, { name, document }) {
      const row = await accountOf(party);
      if (!row || !readDocument(document, personal.clock.nowMs())) return 'no_document';
      const holders = await accountsByDocument(personal, document);
      if (holders.some((account) => account !== row.id)) return 'in_use';
      await changeProfile(personal, row.id, { idDocument: document });
      await db.updateTable('access_user').set({ name }).where('id', '=', row.id).execute();
      return 'kept';
    },
  };
}
