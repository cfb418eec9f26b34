import type { SignedDocument } from '@finharbor/access';
import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { EnrolmentStore } from '../hub/context.ts';

/** Requests to join, on the hub's database; a party that asks again replaces its request. */
export function enrolmentStore(db: Kysely<HarborTables>, clock: Clock): EnrolmentStore {
  return {
    async ask(doc) {
      const signed = JSON.stringify(doc);
      await db
        .insertInto('enrolment_request')
        .values({ party: doc.issuer, signed, asked_at_ms: BigInt(clock.nowMs()) })
        .onConflict((on) => on.column('party').doUpdateSet({ signed }))
        .execute();
    },
    async waiting() {
      const rows = await db.selectFrom('enrolment_request').select('signed').orderBy('party').execute();
      return rows.map((row) => row.signed as unknown as SignedDocument);
    },
    async of(party) {
      const row = await db
        .selectFrom('enrolment_request')
        .select('signed')
        .where('party', '=', party)
        .executeTakeFirst();
      return row && (row.signed as unknown as SignedDocument);
    },
  };
}
