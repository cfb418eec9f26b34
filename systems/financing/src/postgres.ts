import type { Clock, Json } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { FinancingTables } from './database.gen.ts';
import type { Application, Decision, LoanTerms } from './domain.ts';
import type {
  ApplicationStatus,
  FinancingStore,
  LoanProduct,
  NotScored,
  Receipt,
  StoredApplication,
} from './store.ts';

/** A lender's book on its own database. */
export function postgresFinancing(db: Kysely<FinancingTables>, clock: Clock): FinancingStore {
  return { ...productBook(db, clock), ...applicationBook(db, clock) };
}

function productBook(
  db: Kysely<FinancingTables>,
  clock: Clock,
): Pick<FinancingStore, 'addProduct' | 'products' | 'product'> {
  const products = db.selectFrom('loan_product').select(['id', 'terms']).orderBy('id');
  const productOf = (row: { id: string; terms: Json }): LoanProduct => ({
    id: row.id,
    terms: row.terms as unknown as LoanTerms,
  });
  return {
    async addProduct({ id, terms }) {
      await db
        .insertInto('loan_product')
        .values({ id, terms: JSON.stringify(terms), created_at_ms: BigInt(clock.nowMs()) })
        .execute();
    },
    async products() {
      return (await products.execute()).map(productOf);
    },
    async product(id) {
      const row = await products.where('id', '=', id).executeTakeFirst();
      return row && productOf(row);
    },
  };
}

function applicationBook(
  db: Kysely<FinancingTables>,
  clock: Clock,
): Omit<FinancingStore, 'addProduct' | 'products' | 'product'> {
  const nowMs = () => BigInt(clock.nowMs());
  const all = db.selectFrom('application').selectAll();
  const first = async (column: 'id' | 'job_id', value: string): Promise<StoredApplication | undefined> => {
    const row = await all.where(column, '=', value).executeTakeFirst();
    return row && applicationOf(row);
  };
  return {
    receive: (application, signed) => receive(db, { application, signed, nowMs: nowMs() }),
    application: (id) => first('id', id),
    byJob: (jobId) => first('job_id', jobId),
    async applications(limit) {
      return (await all.orderBy('received_at_ms', 'desc').limit(limit).execute()).map(applicationOf);
    },
    async applicationsOf(uscc, limit) {
      // By the time they came in: the id is the firm's own choice.
      const own = all.where('uscc', '=', uscc).orderBy('received_at_ms', 'desc').orderBy('id');
      return (await own.limit(limit).execute()).map(applicationOf);
    },
    async unsettled() {
      const open = all.where('status', 'in', ['received', 'scoring']).orderBy('id');
      return (await open.execute()).map(applicationOf);
    },
    async scoring(id, jobId) {
      // Two callers may both find no job: the row keeps the first one's.
      const row = await db
        .updateTable('application')
        .set({ status: 'scoring', job_id: sql<string>`coalesce(job_id, ${jobId})` })
        .where('id', '=', id)
        .where('status', 'in', ['received', 'scoring', 'not_scored'])
        .returning('job_id')
        .executeTakeFirst();
      return row?.job_id ?? undefined;
    },
    async decided(id, decision) {
      await db
        .updateTable('application')
        .set({ status: decision.kind, decision: JSON.stringify(decision), decided_at_ms: nowMs() })
        .where('id', '=', id)
        .where('status', '=', 'scoring')
        .execute();
    },
  };
}

type Incoming = { readonly application: Application; readonly signed: Json; readonly nowMs: bigint };

async function receive(
  db: Kysely<FinancingTables>,
  { application, signed, nowMs }: Incoming,
): Promise<Receipt> {
  const done = await db
    .insertInto('application')
    .values({
      id: application.application,
      product_id: application.product,
      uscc: application.uscc,
      signed: JSON.stringify(signed),
      status: 'received',
      received_at_ms: nowMs,
    })
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows === 1n) return 'received';
  const same = await db
    .selectFrom('application')
    .select('id')
    .where('id', '=', application.application)
    .where('signed', '=', sql<Json>`${JSON.stringify(signed)}::jsonb`)
    .executeTakeFirst();
  return same ? 'already_received' : 'id_taken';
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
