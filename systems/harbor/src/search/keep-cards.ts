import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { type Listing, lockFeed, projectingIn } from '../postgres/documents.ts';
import type { Card } from './card.ts';
import { Cards } from './cards.ts';
import { projectProduct } from './project.ts';

type Db = Kysely<HarborTables>;

/** Derives anew how those products are offered that the clock alone may have changed. */
export async function recheckOffers(db: Db, listing: Listing): Promise<void> {
  const nowMs = listing.clock.nowMs();
  const due = (tx: Db) =>
    tx.selectFrom('product_card').select('product').where('recheck_at_ms', '<=', BigInt(nowMs)).distinct();
  if (!(await due(db).limit(1).executeTakeFirst())) return;
  await db.transaction().execute(async (tx) => {
    // With documents coming in between, the older of two readings could be written last.
    await lockFeed(tx);
    const parts = projectingIn(tx, listing);
    for (const { product } of await due(tx).execute()) await projectProduct(parts, product);
  });
}

const atOnce = 1000;

/**
 * Gives the cards in memory as they stand in the table when it is called. They are read at the first call, and from then on what was
 * written since. Whoever calls while others are being served shares the next reading with whoever else comes.
 */
export function cardReader(db: Db, listing: Listing): () => Promise<Cards> {
  let cards = new Cards();
  let last = 0n;
  const read = async (): Promise<Cards> => {
    await recheckOffers(db, listing);
    if (cards.isWorn) [cards, last] = [new Cards(), 0n];
    for (;;) {
      const rows = await db
        .selectFrom('product_card')
        .selectAll()
        .where('revision', '>', last)
        .orderBy('revision')
        .limit(atOnce)
        .execute();
      for (const row of rows) {
        cards.put(row as Card);
        last = BigInt(row.revision);
      }
      if (rows.length < atOnce) return cards;
    }
  };
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Cards> | undefined;
  return () => {
    next ??= running.then(() => {
      const reading = read();
      running = reading.catch(() => {});
      next = undefined;
      return reading;
    });
    return next;
  };
}
