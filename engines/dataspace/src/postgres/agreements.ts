import { instantMs, instantText } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import { agreementEnd } from '../agreements/end.ts';
import type { DataspaceTables } from '../database.gen.ts';
import type { Reason, Role } from '../domain.ts';
import type { Agreement } from '../policy/model.ts';
import { type Claim, instantOrNull } from './rows.ts';

/** An agreement of this side with another participant. */
export type KeptAgreement = {
  readonly agreement: Agreement;
  /** The other side's participant id, and which side this one is. */
  readonly peer: string;
  readonly role: Role;
  readonly createdAtMs: number;
  /** When and why it ended; of one that ends by its terms it stands here once that was acted on. */
  readonly ended: { readonly atMs: number; readonly reason: Reason } | undefined;
};

/** Names an agreement: ids are the provider's to choose, so two participants may use the same one. */
export type AgreementKey = { readonly id: string; readonly peer: string; readonly role: Role };

/** When and why an agreement ends, and when it is looked at for what still runs under it. */
export type Ending = { readonly atMs: number; readonly reason: Reason; readonly lookAtMs: number };

/** What was agreed on. */
export type AgreementStore = {
  readonly find: (key: AgreementKey) => Promise<KeptAgreement | undefined>;
  /** Whether the message that puts it in force is under way: the other side may have it, and use the agreement, already. */
  readonly isUnderWay: (key: AgreementKey) => Promise<boolean>;
  /** Does nothing where it is there. */
  readonly put: (kept: Pick<KeptAgreement, 'agreement' | 'peer' | 'role'>, nowMs: number) => Promise<void>;
  /** False where there is none that has not ended. */
  readonly end: (key: AgreementKey, ending: Ending) => Promise<boolean>;
  /** Takes those that are due, to be looked at by this process alone until then. */
  readonly claim: (claim: Claim) => Promise<readonly KeptAgreement[]>;
  /** When an agreement is looked at again; undefined for never. */
  readonly lookAt: (key: AgreementKey, dueAtMs: number | undefined) => Promise<void>;
  /** The transfers under it that are not over, and not just being ended. */
  readonly runningUnder: (key: AgreementKey) => Promise<readonly string[]>;
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
          due_at: instantOrNull(agreementEnd(agreement, nowMs)?.atMs),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    end: async (key, { atMs, reason, lookAtMs }) => {
      const { numUpdatedRows } = await db
        .updateTable('dataspace_agreement')
        .set({
          ended_at: instantText(atMs),
          end_reason: JSON.stringify(reason),
          due_at: instantText(lookAtMs),
        })
        .where((eb) => eb.and(named(key)))
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    claim: (claim) => claimAgreements(db, claim),
    lookAt: async (key, dueAtMs) => {
      await db
        .updateTable('dataspace_agreement')
        .set({ due_at: instantOrNull(dueAtMs) })
        .where((eb) => eb.and(named(key)))
        .execute();
    },
    runningUnder: (key) => runningUnder(db, key),
  };
}

async function runningUnder(
  db: Kysely<DataspaceTables>,
  { id, peer, role }: AgreementKey,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('dataspace_process as p')
    .leftJoin('dataspace_outbox as o', 'o.pid', 'p.pid')
    .select('p.pid')
    .where((eb) => eb.and({ 'p.kind': 'transfer', 'p.about': id, 'p.peer': peer, 'p.role': role }))
    .where('p.state', 'in', ['REQUESTED', 'STARTED', 'SUSPENDED'])
    .where((eb) => eb.or([eb('o.message', 'is', null), eb('o.message', '!=', 'termination')]))
    .execute();
  return rows.map(({ pid }) => pid);
}

// Two processes that look at once share the agreements: what one is just taking, the other passes over.
async function claimAgreements(
  db: Kysely<DataspaceTables>,
  { nowMs, untilMs, limit }: Claim,
): Promise<readonly KeptAgreement[]> {
  const rows = await db
    .updateTable('dataspace_agreement as a')
    .set({ due_at: instantText(untilMs) })
    .from((eb) =>
      eb
        .selectFrom('dataspace_agreement')
        .select(['id', 'peer', 'role'])
        .where('due_at', '<=', instantText(nowMs))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .as('due'),
    )
    .whereRef('a.id', '=', 'due.id')
    .whereRef('a.peer', '=', 'due.peer')
    .whereRef('a.role', '=', 'due.role')
    .returningAll('a')
    .execute();
  return rows.map(readAgreement);
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
