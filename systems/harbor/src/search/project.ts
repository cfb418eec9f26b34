import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { lifeFileOf, lifeFiles } from '../life/read.ts';
import type { RightsTerms } from '../life/rights/register.ts';
import type { DocumentStore } from '../store.ts';
import { cardOf } from './card.ts';
import { type Offer, offerOf } from './offer.ts';

/** The transaction that cards are written in, the documents as it sees them, and by whose word and when products are listed. */
export type Projecting = {
  readonly tx: Kysely<HarborTables>;
  readonly documents: DocumentStore;
  readonly terms: RightsTerms;
};

/** Brings the cards of the products of one number up to date; two holders may have hit upon one number. */
export async function projectProduct(parts: Projecting, product: string): Promise<void> {
  const { documents, terms } = parts;
  const versions = await documents.find('product', { product });
  const holders = Map.groupBy(versions, ({ issuer }) => issuer);
  const offers = await Promise.all(
    [...holders].map(async ([holder, own]) =>
      offerOf(own, await lifeFileOf({ store: { documents } }, { holder, product }), terms),
    ),
  );
  await putCards(parts, offers);
}

/** The same of all products. */
export async function projectProducts(parts: Projecting): Promise<void> {
  const { documents, terms } = parts;
  const [versions, fileOf] = await Promise.all([
    documents.find('product'),
    lifeFiles({ store: { documents } }),
  ]);
  const products = Map.groupBy(versions, ({ issuer, body }) => `${issuer} ${body.product}`);
  const offers = [...products.values()].map((own) => {
    const { issuer: holder, body } = own[0]!;
    return offerOf(own, fileOf({ holder, product: body.product }), terms);
  });
  await putCards(parts, offers);
}

const atOnce = 500;

async function putCards({ tx }: Projecting, offers: readonly Offer[]): Promise<void> {
  for (let at = 0; at < offers.length; at += atOnce)
    await tx
      .insertInto('product_card')
      .values(offers.slice(at, at + atOnce).map(cardOf))
      .onConflict((conflict) =>
        conflict
          .columns(['holder', 'product'])
          .doUpdateSet((on) => ({
            version: on.ref('excluded.version'),
            state: on.ref('excluded.state'),
            recheck_at_ms: on.ref('excluded.recheck_at_ms'),
            issued_at_ms: on.ref('excluded.issued_at_ms'),
            name_en: on.ref('excluded.name_en'),
            name_zh: on.ref('excluded.name_zh'),
            rows: on.ref('excluded.rows'),
            facets: on.ref('excluded.facets'),
            title: on.ref('excluded.title'),
            names: on.ref('excluded.names'),
            told: on.ref('excluded.told'),
            revision: on.ref('excluded.revision'),
          }))
          // What a version says is its own for ever: with the rest unchanged, the card is.
          .where(
            sql<boolean>`(product_card.version, product_card.facets, product_card.recheck_at_ms)
              is distinct from (excluded.version, excluded.facets, excluded.recheck_at_ms)`,
          ),
      )
      .execute();
}
