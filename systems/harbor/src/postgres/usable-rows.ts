import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Row, UsableRow } from '../store.ts';

const rowsAtOnce = 10_000;

/** Rows of a data set without those of firms that have withdrawn, by the firms' codes. */
export async function* usableRows(
  db: Kysely<HarborTables>,
  product: string,
): AsyncGenerator<readonly UsableRow[], void> {
  // One state of the data set, however many pages: what is delivered is not half of one load and half of the next.
  const tx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    for (let last = ''; ; ) {
      const rows = await tx
        .selectFrom('dataset_row')
        .select(['uscc', 'columns'])
        .where('product', '=', product)
        .where('uscc', '>', last)
        .where(
          sql<boolean>`not exists (
            select from document where type = 'withdrawal' and document.uscc = dataset_row.uscc)`,
        )
        .orderBy('uscc')
        .limit(rowsAtOnce)
        .execute();
      if (rows.length > 0) yield rows.map(({ uscc, columns }) => ({ uscc, columns: columns as Row }));
      if (rows.length < rowsAtOnce) return;
      last = rows.at(-1)!.uscc;
    }
  } finally {
    await tx.rollback().execute();
  }
}
