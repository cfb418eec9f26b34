import type { SignedDocument } from '@finharbor/access';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { projectOverseen } from '../overseen/project.ts';
import { projectProduct } from '../search/project.ts';

/** Counted up with each change of what is derived: rows of an older edition are written anew at the next start. */
const edition = 1;
const name = 'documents';

/** Writes what is derived from a document that is new here; part of the transaction that stores it. */
export async function project(tx: Kysely<HarborTables>, doc: SignedDocument): Promise<void> {
  if (doc.type === 'product') await projectProduct(tx, doc);
  else await projectOverseen(tx, doc);
}

/** Derives everything anew where it is of an older edition of the code, or of none. To be called once a start, before documents come in. */
export async function rebuildProjections(db: Kysely<HarborTables>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('projection')
      .select('edition')
      .where('name', '=', name)
      .executeTakeFirst();
    if (known?.edition === edition) return;
    for (const table of ['product_card', 'overseen_contract', 'overseen_job'] as const)
      await tx.deleteFrom(table).execute();
    const documents = await tx.selectFrom('document').select('signed').orderBy('seq').execute();
    for (const { signed } of documents) await project(tx, signed as unknown as SignedDocument);
    await tx
      .insertInto('projection')
      .values({ name, edition })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ edition }))
      .execute();
  });
}
