import { likeText } from '@finharbor/kernel/words';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { EthicsContext, Tables } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';

/** A firm of which something was published, under the name it had then, and when the latest of it was. */
export type KnownFirm = { readonly firm: string; readonly name: string; readonly publishedAtMs: number };

/** Which of them are asked for: in the order of their codes after one, or the latest first. */
export type KnownQuery = {
  /** A part of the name, or the beginning of the code. */
  readonly text?: string | undefined;
  readonly from: { readonly after: string } | { readonly before: Place | undefined };
  readonly limit: number;
};
/** Where a list of the latest goes on: after what was published at this moment of this firm. */
export type Place = { readonly atMs: bigint; readonly firm: string };

/** Keeps that something of a firm was published; belongs into the transaction that publishes it. What comes late takes no newer name away. */
export async function keepKnown(db: Kysely<Tables>, { firm, name, publishedAtMs }: KnownFirm): Promise<void> {
  const isNewer = sql<boolean>`excluded.published_at_ms >= ethics_firm.published_at_ms`;
  await db
    .insertInto('ethics_firm')
    .values({ firm, name, published_at_ms: BigInt(publishedAtMs) })
    .onConflict((conflict) =>
      conflict.column('firm').doUpdateSet((eb) => ({
        name: sql`case when ${isNewer} then ${eb.ref('excluded.name')} else ethics_firm.name end`,
        published_at_ms: sql`greatest(${eb.ref('excluded.published_at_ms')}, ethics_firm.published_at_ms)`,
      })),
    )
    .execute();
}

/** The firms that fit. */
export async function knownFirms(
  { db }: Pick<EthicsContext, 'db'>,
  { text, from, limit }: KnownQuery,
): Promise<readonly KnownFirm[]> {
  const words = text?.trim();
  const rows = await db
    .selectFrom('ethics_firm')
    .selectAll()
    .$if(words !== undefined, (all) =>
      all.where(({ or, eb }) =>
        or([
          eb('name', 'ilike', `%${likeText(words!)}%`),
          eb('firm', 'like', `firm:${likeText(words!.toUpperCase())}%`),
        ]),
      ),
    )
    .$call((all) => {
      if ('after' in from) return all.where('firm', '>', from.after).orderBy('firm');
      const { before } = from;
      const rest = before
        ? all.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('published_at_ms', 'firm'), '<', tuple(before.atMs, before.firm)),
          )
        : all;
      return rest.orderBy('published_at_ms', 'desc').orderBy('firm', 'desc');
    })
    .limit(limit)
    .execute();
  return rows.map(viewOf);
}

/** One of them; undefined where nothing was published of it. */
export async function knownFirm(
  { db }: Pick<EthicsContext, 'db'>,
  firm: string,
): Promise<KnownFirm | undefined> {
  const row = await db.selectFrom('ethics_firm').selectAll().where('firm', '=', firm).executeTakeFirst();
  return row && viewOf(row);
}

function viewOf({ firm, name, published_at_ms }: Selectable<EthicsTables['ethics_firm']>): KnownFirm {
  return { firm, name, publishedAtMs: Number(published_at_ms) };
}
