import { instantText } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';

/** A token that is used now. */
export type TokenUse = {
  readonly issuer: string;
  readonly jti: string;
  readonly nowMs: number;
  /** When it could not be accepted any more, and so need not be remembered. */
  readonly expiresMs: number;
};

/** Remembers used tokens. */
export type Replays = {
  /** False where the issuer's token has been used before. */
  readonly remember: (use: TokenUse) => Promise<boolean>;
};

const sweepMs = 30_000;

/** Remembers them in PostgreSQL, so that no restart and no second process of the connector accepts one again. */
export function postgresReplays(db: Kysely<DataspaceTables>): Replays {
  let sweptMs = 0;
  return {
    remember: async ({ issuer, jti, nowMs, expiresMs }) => {
      if (nowMs - sweptMs > sweepMs) {
        sweptMs = nowMs;
        await db.deleteFrom('dataspace_replay').where('expires_at', '<', instantText(nowMs)).execute();
      }
      const result = await db
        .insertInto('dataspace_replay')
        .values({ issuer, jti, expires_at: instantText(expiresMs) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
  };
}
