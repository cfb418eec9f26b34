import type { Kysely } from 'kysely';
import type { Tables } from '../context.ts';
import type { Field } from '../words.ts';

/** What somebody is on the committee. */
export type Office = 'member' | 'deputy' | 'chair';

/** Somebody on the committee, with the account by which they are known here. */
export type Member = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly field: Field;
};

/** Members whose term runs on a day, in the order of their ids. */
export async function sittingOn(db: Kysely<Tables>, day: string): Promise<readonly Member[]> {
  const rows = await db
    .selectFrom('ethics_member as m')
    .innerJoin('ethics_term as t', 't.member', 'm.id')
    .select(['m.id', 'm.account', 'm.name', 'm.field'])
    .where('t.from_on', '<=', day)
    .where('t.until_on', '>', day)
    .orderBy('m.id')
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as Field }));
}

/** The accounts of all who have an interest in a firm, whether they sit now or not. */
export async function interestedIn(db: Kysely<Tables>, firm: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('ethics_member as m')
    .select('m.account')
    .where((eb) =>
      eb.or([
        eb('m.employer_party', '=', firm),
        eb.exists(
          eb
            .selectFrom('ethics_conflict as c')
            .select('c.id')
            .whereRef('c.member', '=', 'm.id')
            .where('c.firm', '=', firm),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map(({ account }) => account));
}

/** The member whose account it is, whether they sit now or not. */
export async function memberOf(db: Kysely<Tables>, account: string): Promise<Member | undefined> {
  const row = await db
    .selectFrom('ethics_member')
    .select(['id', 'account', 'name', 'field'])
    .where('account', '=', account)
    .executeTakeFirst();
  return row && { ...row, field: row.field as Field };
}
