import { instantMs, instantText } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import type { Reason, Role } from '../domain.ts';
import type { Agreement } from '../policy/model.ts';

/** An agreement of this side with another participant. */
export type KeptAgreement = {
  readonly agreement: Agreement;
  /** The other side's participant id, and which side this one is. */
  readonly peer: string;
  readonly role: Role;
  readonly createdAtMs: number;
  /** When and why it was ended before its time. */
  readonly ended: { readonly atMs: number; readonly reason: Reason } | undefined;
};

/** Names an agreement: ids are the provider's to choose, so two participants may use the same one. */
export type AgreementKey = { readonly id: string; readonly peer: string; readonly role: Role };

/** What was agreed on. */
export type AgreementStore = {
  readonly find: (key: AgreementKey) => Promise<KeptAgreement | undefined>;
  /** Whether the message that puts it in force is under way: the other side may have it, and use the agreement, already. */
  readonly isUnderWay: (key: AgreementKey) => Promise<boolean>;
  /** Does nothing where it is there. */
  readonly put: (kept: Pick<KeptAgreement, 'agreement' | 'peer' | 'role'>, nowMs: number) => Promise<void>;
  /** False where there is none that has not ended. */
  readonly end: (key: AgreementKey, reason: Reason, nowMs: number) => Promise<boolean>;
};

/** The agreements in PostgreSQL. */
export function postgresAgreements(db: Kysely<DataspaceTables>): AgreementStore {
  const named = ({ id, peer, role }: AgreementKey) => ({ id, peer, role });
  return {
    find: async (key) => {
      const row = await db
        .selectFrom('dataspace_agreement')
        .selectAll()
        .where((eb) => eb.and(named(key)))
        .executeTakeFirst();
      return row && readAgreement(row);
    },
    isUnderWay: async ({ id, peer, role }) => {
      const row = await db
        .selectFrom('dataspace_outbox as o')
        .innerJoin('dataspace_process as p', 'p.pid', 'o.pid')
        .select('o.pid')
        .where('o.message', '=', 'finalized')
        .where((eb) => eb.and({ 'p.peer': peer, 'p.role': role }))
        .where(sql`p.details->'agreement'->>'@id'`, '=', id)
        .executeTakeFirst();
      return row !== undefined;
    },
    put: async ({ agreement, peer, role }, nowMs) => {
      await db
        .insertInto('dataspace_agreement')
        .values({
          id: agreement['@id'],
          peer,
          role,
          dataset_id: agreement.target,
          body: JSON.stringify(agreement),
          created_at: instantText(nowMs),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    end: async (key, reason, nowMs) => {
      const { numUpdatedRows } = await db
        .updateTable('dataspace_agreement')
        .set({ ended_at: instantText(nowMs), end_reason: JSON.stringify(reason) })
        .where((eb) => eb.and(named(key)))
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function readAgreement(row: Selectable<DataspaceTables['dataspace_agreement']>): KeptAgreement {
  const { ended_at, end_reason } = row;
  return {
    agreement: row.body as Agreement,
    peer: row.peer,
    role: row.role as Role,
    createdAtMs: instantMs(row.created_at),
    ended: ended_at ? { atMs: instantMs(ended_at), reason: end_reason as Reason } : undefined,
  };
}
