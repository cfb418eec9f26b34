import type { SignedDocument } from '@finharbor/access';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Verified } from '../documents.ts';
import { cardOf, spellable } from './card.ts';

/** Puts a version of a product into the catalogue's table unless a newer one stands there; part of the transaction that stores it. */
export async function projectProduct(tx: Kysely<HarborTables>, doc: SignedDocument): Promise<void> {
  const card = cardOf(doc as unknown as Verified<'product'>);
  await tx
    .insertInto('product_card')
    .values(card)
    .onConflict((conflict) =>
      conflict
        .columns(['holder', 'product'])
        .doUpdateSet(card)
        // By the issuer's own time, and of the same instant the later one, as the whole catalogue has it.
        .where('product_card.issued_at_ms', '<=', card.issued_at_ms),
    )
    .execute();
  const words = spellable(card);
  if (words.length === 0) return;
  await tx
    .insertInto('catalogue_word')
    .values(words.map((word) => ({ word })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
