import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';

/** A file that a transfer has brought here. */
export type DeliveryRow = {
  readonly transfer: string;
  readonly bytes: number;
  /** When this node deletes it, where its contract says how long it is kept. */
  readonly keepUntilMs: number | null;
  readonly deletedAtMs: number | null;
};

/** What a node keeps of deliveries beside the transfers themselves. */
export type DeliveryStore = {
  /** A file has landed. */
  readonly landed: (row: Omit<DeliveryRow, 'deletedAtMs'> & { readonly job: string }) => Promise<void>;
  /** The last of a job. */
  readonly ofJob: (job: string) => Promise<DeliveryRow | undefined>;
  /** Transfers whose file has been kept for as long as it may be. */
  readonly due: () => Promise<readonly string[]>;
  readonly deleted: (transfer: string) => Promise<void>;
};

/** On PostgreSQL. */
export function deliveryStore(db: Kysely<HarborTables>, clock: Clock): DeliveryStore {
  return {
    async landed({ transfer, job, bytes, keepUntilMs }) {
      await db
        .insertInto('delivery')
        .values({
          transfer,
          job_id: job,
          bytes: BigInt(bytes),
          keep_until_ms: keepUntilMs === null ? null : BigInt(keepUntilMs),
        })
        .onConflict((on) => on.doNothing())
        .execute();
    },
    async ofJob(job) {
      const row = await db
        .selectFrom('delivery')
        .innerJoin('job_transfer', 'pid', 'transfer')
        .select(['transfer', 'bytes', 'keep_until_ms', 'deleted_at_ms'])
        .where('delivery.job_id', '=', job)
        .orderBy('attempt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return (
        row && {
          transfer: row.transfer,
          bytes: Number(row.bytes),
          keepUntilMs: row.keep_until_ms === null ? null : Number(row.keep_until_ms),
          deletedAtMs: row.deleted_at_ms === null ? null : Number(row.deleted_at_ms),
        }
      );
    },
    async due() {
      const rows = await db
        .selectFrom('delivery')
        .select('transfer')
        .where('deleted_at_ms', 'is', null)
        .where('keep_until_ms', '<=', BigInt(clock.nowMs()))
        .execute();
      return rows.map(({ transfer }) => transfer);
    },
    async deleted(transfer) {
      await db
        .updateTable('delivery')
        .set({ deleted_at_ms: BigInt(clock.nowMs()) })
        .where('transfer', '=', transfer)
        .execute();
    },
  };
}
