import type { Kysely } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Purse } from './postgres.ts';

/** A part of a payment that was to come from a purse: where in the ledger to look for what was spent where. */
export type PurseUse = {
  readonly payment: string;
  /** Which money of the payment. */
  readonly part: number;
  readonly purse: Pick<Purse, 'id' | 'area' | 'subject'>;
  /** The merchant's wallet; null where a person was paid. */
  readonly merchant: string | null;
};

/** Keeps where payments were to take from purses, before they are made. */
export async function keepUses(db: Kysely<YuanTables>, uses: readonly PurseUse[]): Promise<void> {
  if (uses.length === 0) return;
  await db
    .insertInto('yuan_purse_use')
    .values(
      uses.map(({ payment, part, purse, merchant }) => ({
        payment,
        part,
        purse: purse.id,
        area: purse.area,
        subject: purse.subject,
        merchant,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
