import type { RowSets } from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';

/** A party's shares of exact queries' row sets on PostgreSQL. Errors: `fusion.row_set_damaged`. */
export function rowSets(db: Kysely<HarborTables>): RowSets {
  return {
    async kept(contract) {
      const rows = await db
        .selectFrom('row_set')
        .select(['contract_id', 'query', 'session', 'alignment', 'rows', 'at_all'])
        .where('contract_id', '=', contract)
        .execute();
      return rows.map(({ contract_id, at_all, ...set }) => ({
        ...set,
        contract: contract_id,
        atAll: at_all,
      }));
    },
    async read({ contract, query, session, rows }) {
      const row = await db
        .selectFrom('row_set')
        .select('share')
        .where('contract_id', '=', contract)
        .where('query', '=', query)
        .where('session', '=', session)
        .executeTakeFirst();
      if (row?.share.length !== rows * 8)
        fail('fusion.row_set_damaged', 'A kept row set cannot be read. Restore it from its copy.');
      return new Uint8Array(row.share);
    },
    async keep({ contract, ...set }, share) {
      const kept = { share: Buffer.from(share), rows: set.rows, alignment: set.alignment };
      await db
        .insertInto('row_set')
        .values({ contract_id: contract, ...set, ...kept, at_all: false })
        .onConflict((on) => on.columns(['contract_id', 'query', 'session']).doUpdateSet(kept))
        .execute();
    },
    async noteAtAll({ contract, query, session }) {
      await db
        .updateTable('row_set')
        .set({ at_all: true })
        .where('contract_id', '=', contract)
        .where('query', '=', query)
        .where('session', '=', session)
        .execute();
    },
  };
}
