import { canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { ProductQuery } from '../search/query.ts';

/** What somebody follows: one holder's product in all its versions, or a search. */
export type Followed =
  | { readonly holder: string; readonly product: string }
  | { readonly search: ProductQuery };

/** Something that an account follows. */
export type Follow = { readonly id: string; readonly followed: Followed };

/** What people follow in the catalogue. */
export type FollowStore = {
  /** Following the same again changes nothing, whatever `id` is given. */
  readonly add: (follow: Follow & { readonly account: string; readonly atMs: number }) => Promise<Follow>;
  readonly remove: (account: string, id: string) => Promise<void>;
  readonly of: (account: string) => Promise<readonly Follow[]>;
  /** Who followed a product before an instant. */
  readonly ofProduct: (of: {
    readonly holder: string;
    readonly product: string;
    readonly beforeMs: number;
  }) => Promise<readonly Follower[]>;
  /** Who followed a search before an instant, and which. */
  readonly searches: (beforeMs: number) => Promise<readonly (Follower & { readonly search: ProductQuery })[]>;
};
/** Who follows something: the follow's own id, and whose it is. */
export type Follower = { readonly id: string; readonly account: string };

/** The follows of a process's accounts. */
export function followStore(db: Kysely<HarborTables>): FollowStore {
  return {
    async add({ id, account, followed, atMs }) {
      const digest = digestOf(followed);
      await db
        .insertInto('catalogue_follow')
        .values({ id, account, digest, followed_at_ms: BigInt(atMs), ...columnsOf(followed) })
        .onConflict((conflict) => conflict.columns(['account', 'digest']).doNothing())
        .execute();
      const kept = await db
        .selectFrom('catalogue_follow')
        .select('id')
        .where('account', '=', account)
        .where('digest', '=', digest)
        .executeTakeFirstOrThrow();
      return { id: kept.id, followed };
    },
    async remove(account, id) {
      await db.deleteFrom('catalogue_follow').where('account', '=', account).where('id', '=', id).execute();
    },
    async of(account) {
      const rows = await db
        .selectFrom('catalogue_follow')
        .select(['id', 'holder', 'product', 'search'])
        .where('account', '=', account)
        .orderBy('followed_at_ms')
        .orderBy('id')
        .execute();
      return rows.map(({ id, holder, product, search }) => ({
        id,
        followed:
          holder !== null && product !== null ? { holder, product } : { search: search as ProductQuery },
      }));
    },
    async ofProduct({ holder, product, beforeMs }) {
      return db
        .selectFrom('catalogue_follow')
        .select(['id', 'account'])
        .where('holder', '=', holder)
        .where('product', '=', product)
        .where('followed_at_ms', '<', BigInt(beforeMs))
        .execute();
    },
    async searches(beforeMs) {
      const rows = await db
        .selectFrom('catalogue_follow')
        .select(['id', 'account', 'search'])
        .where('search', 'is not', null)
        .where('followed_at_ms', '<', BigInt(beforeMs))
        .execute();
      return rows.map(({ search, ...follower }) => ({ ...follower, search: search as ProductQuery }));
    },
  };
}

function columnsOf(followed: Followed) {
  return 'search' in followed
    ? { holder: null, product: null, search: JSON.stringify(followed.search) }
    : { ...followed, search: null };
}

function digestOf(followed: Followed): string {
  return Buffer.from(sha256(canonicalJson(followed as unknown as Json))).toString('base64url');
}
