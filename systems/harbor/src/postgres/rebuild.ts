import type { SignedDocument } from '@finharbor/access';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { projectOverseen } from '../overseen/project.ts';
import { projectProducts } from '../search/project.ts';
import { type Listing, projectingIn } from './documents.ts';

/** Counted up with each change of what is derived: rows of an older edition are written anew at the next start. */
const edition = 2;
const name = 'documents';

/** Derives everything anew where it is of an older edition of the code, or of none. To be called once a start, before documents come in. */
export async function rebuildProjections(db: Kysely<HarborTables>, listing: Listing): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('projection')
      .select('edition')
      .where('name', '=', name)
      .executeTakeFirst();
    if (known?.edition === edition) return;
    for (const table of ['product_card', 'overseen_contract', 'overseen_job'] as const)
      await tx.deleteFrom(table).execute();
    await projectProducts(projectingIn(tx, listing));
    const others = await tx
      .selectFrom('document')
      .select('signed')
      .where('type', '<>', 'product')
      .orderBy('seq')
      .execute();
    for (const { signed } of others) await projectOverseen(tx, signed as unknown as SignedDocument);
    await tx
      .insertInto('projection')
      .values({ name, edition })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ edition }))
      .execute();
  });
}
