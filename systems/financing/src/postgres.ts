import type { Clock } from '@finharbor/kernel';
import type { Kysely, Selectable } from 'kysely';
import type { FinancingTables } from './database.gen.ts';
import type { Application, Decision, LoanTerms } from './domain.ts';
import type { ApplicationStatus, FinancingStore, NotScored, StoredApplication } from './store.ts';

/** A lender's book on its own database. */
export function postgresFinancing(db: Kysely<FinancingTables>, clock: Clock): FinancingStore {
  const nowMs = () => BigInt(clock.nowMs());
  const first = async (column: 'id' | 'job_id', value: string): Promise<StoredApplication | undefined> => {
    const row = await db.selectFrom('application').selectAll().where(column, '=', value).executeTakeFirst();
    return row && applicationOf(row);
  };
  return {
    async addProduct({ id, terms }) {
      await db
        .insertInto('loan_product')
        .values({ id, terms: JSON.stringify(terms), created_at_ms: nowMs() })
        .execute();
    },
    async products() {
      const rows = await db.selectFrom('loan_product').select(['id', 'terms']).orderBy('id').execute();
      return rows.map((row) => ({ id: row.id, terms: row.terms as unknown as LoanTerms }));
    },
    async product(id) {
      const row = await db
        .selectFrom('loan_product')
        .select(['id', 'terms'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { id: row.id, terms: row.terms as unknown as LoanTerms };
    },
    async receive(application, signed) {
      const done = await db
        .insertInto('application')
        .values({
          id: application.application,
          product_id: application.product,
          uscc: application.uscc,
          signed: JSON.stringify(signed),
          status: 'received',
          received_at_ms: nowMs(),
        })
        .onConflict((on) => on.column('id').doNothing())
        .executeTakeFirst();
      return done.numInsertedOrUpdatedRows === 1n ? 'received' : 'already_received';
    },
    application: (id) => first('id', id),
    byJob: (jobId) => first('job_id', jobId),
    async applications(limit) {
      const rows = await db
        .selectFrom('application')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(applicationOf);
    },
    async unsettled() {
      const open = db.selectFrom('application').selectAll().where('status', 'in', ['received', 'scoring']);
      return (await open.orderBy('id').execute()).map(applicationOf);
    },
    async scoring(id, jobId) {
      await db
        .updateTable('application')
        .set({ status: 'scoring', job_id: jobId })
        .where('id', '=', id)
        .execute();
    },
    async decided(id, decision) {
      await db
        .updateTable('application')
        .set({ status: decision.kind, decision: JSON.stringify(decision), decided_at_ms: nowMs() })
        .where('id', '=', id)
        .execute();
    },
  };
}

function applicationOf(row: Selectable<FinancingTables['application']>): StoredApplication {
  return {
    id: row.id,
    status: row.status as ApplicationStatus,
    application: (row.signed as unknown as { readonly body: Application }).body,
    jobId: row.job_id,
    decision: row.decision as unknown as Decision | NotScored | null,
    receivedAtMs: Number(row.received_at_ms),
    decidedAtMs: row.decided_at_ms === null ? null : Number(row.decided_at_ms),
  };
}
