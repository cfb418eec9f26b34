import type { Clock } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { AlignedFirm, ComputationStore, MatchedFirm, NumberedFirm } from '../computations.ts';
import type { HarborTables } from '../database.gen.ts';
import type { Row } from '../store.ts';
import { budgetLedger, spendingsUnder } from './privacy-budget.ts';
import { rowSets } from './row-sets.ts';

const rowsAtOnce = 10_000;

/** What proposed computations keep, on PostgreSQL. */
export function computationStore(db: Kysely<HarborTables>, clock: Clock): ComputationStore {
  return {
    firms: (product) => firmsOf(db, product),
    firmsState: (product) => firmsState(db, product),
    numbers: (product, field) => numbersOf(db, product, field),
    numbersState: (product, field) => numbersState(db, product, field),
    putRows: (job, batches) => db.transaction().execute((tx) => putRows(tx, job, batches)),
    async rows({ job, product, after, limit }) {
      const rows = await db
        .selectFrom('job_row')
        .leftJoin('dataset_row', (on) =>
          on.onRef('dataset_row.uscc', '=', 'job_row.uscc').on('dataset_row.product', '=', product),
        )
        .select(['position', 'job_row.uscc', 'common', 'columns'])
        .where('job_id', '=', job)
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(({ columns, ...row }) => ({ ...row, columns: columns as Row | null }));
    },
    alignment: (contract) =>
      db
        .selectFrom('alignment')
        .select(['session', 'rows', 'settled'])
        .where('contract_id', '=', contract)
        .executeTakeFirst(),
    keepAlignment: (contract, session, firms) =>
      db.transaction().execute((tx) => keepAlignment(tx, { contract, session, firms })),
    async settleAlignment(contract, session) {
      await db
        .updateTable('alignment')
        .set({ settled: true })
        .where('contract_id', '=', contract)
        .where('session', '=', session)
        .execute();
    },
    aligned: (contract, product) => alignedFirms(db, contract, product),
    budget: (random) => budgetLedger(db, clock, random),
    spendings: (contract) => spendingsUnder(db, contract),
    rowSets: rowSets(db),
  };
}

const hasNotWithdrawn = sql<boolean>`not exists (
  select from document where type = 'withdrawal' and document.uscc = dataset_row.uscc)`;

// By pages, not in one snapshot: a reader compares the state before and after, and a connection held for an hour would keep
// the database from clearing up.
async function* firmsOf(db: Kysely<HarborTables>, product: string): AsyncGenerator<readonly string[], void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('dataset_row')
      .select('uscc')
      .where('product', '=', product)
      .where('uscc', '>', last)
      .where(hasNotWithdrawn)
      .orderBy('uscc')
      .limit(rowsAtOnce)
      .execute();
    if (rows.length > 0) yield rows.map(({ uscc }) => uscc);
    if (rows.length < rowsAtOnce) return;
    last = rows.at(-1)!.uscc;
  }
}

async function firmsState(db: Kysely<HarborTables>, product: string): Promise<string> {
  const { state } = await db
    .selectFrom('dataset_row')
    .select(
      sql<string>`count(*)::text || '/' || coalesce(sum(hashtextextended(uscc, 0)::numeric), 0)::text`.as(
        'state',
      ),
    )
    .where('product', '=', product)
    .where(hasNotWithdrawn)
    .executeTakeFirstOrThrow();
  return `${product}/${state}`;
}

const hasNumber = (field: string) => sql<boolean>`jsonb_typeof(dataset_row.columns -> ${field}) = 'number'`;

async function* numbersOf(
  db: Kysely<HarborTables>,
  product: string,
  field: string,
): AsyncGenerator<readonly NumberedFirm[], void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('dataset_row')
      .select(['uscc', sql<number>`(dataset_row.columns -> ${field})::float8`.as('value')])
      .where('product', '=', product)
      .where('uscc', '>', last)
      .where(hasNumber(field))
      .where(hasNotWithdrawn)
      .orderBy('uscc')
      .limit(rowsAtOnce)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < rowsAtOnce) return;
    last = rows.at(-1)!.uscc;
  }
}

async function numbersState(db: Kysely<HarborTables>, product: string, field: string): Promise<string> {
  const { state } = await db
    .selectFrom('dataset_row')
    .select(
      sql<string>`count(*)::text || '/' || coalesce(sum(hashtextextended(
        uscc || '=' || (dataset_row.columns ->> ${field}), 0)::numeric), 0)::text`.as('state'),
    )
    .where('product', '=', product)
    .where(hasNumber(field))
    .where(hasNotWithdrawn)
    .executeTakeFirstOrThrow();
  return `${product}/${field}/${state}`;
}

async function putRows(
  db: Kysely<HarborTables>,
  job: string,
  batches: AsyncIterable<readonly MatchedFirm[]>,
): Promise<number> {
  await db.deleteFrom('job_row').where('job_id', '=', job).execute();
  let written = 0;
  for await (const batch of batches) {
    const places = batch.map((_, at) => written + at);
    const codes = batch.map(({ uscc }) => uscc);
    const marks = batch.map(({ common }) => common);
    await sql`insert into job_row (job_id, position, uscc, common)
      select ${job}::uuid, p, u, c from unnest(${places}::int[], ${codes}::text[], ${marks}::boolean[])
      as t(p, u, c)`.execute(db);
    written += batch.length;
  }
  return written;
}

type NewAlignment = {
  readonly contract: string;
  readonly session: string;
  readonly firms: readonly string[];
};

async function keepAlignment(
  db: Kysely<HarborTables>,
  { contract, session, firms }: NewAlignment,
): Promise<void> {
  await db.deleteFrom('alignment').where('contract_id', '=', contract).where('settled', '=', false).execute();
  await db
    .insertInto('alignment')
    .values({ contract_id: contract, session, rows: firms.length, settled: false })
    .execute();
  for (let at = 0; at < firms.length; at += rowsAtOnce) {
    const codes = firms.slice(at, at + rowsAtOnce);
    await sql`insert into aligned_firm (contract_id, position, uscc)
      select ${contract}, ${at}::int + place - 1, u from unnest(${codes}::text[]) with ordinality as t(u, place)`.execute(
      db,
    );
  }
}

async function* alignedFirms(
  db: Kysely<HarborTables>,
  contract: string,
  product: string,
): AsyncGenerator<readonly AlignedFirm[], void> {
  for (let last = -1; ; last += rowsAtOnce) {
    const rows = await db
      .selectFrom('aligned_firm')
      .leftJoin('dataset_row', (on) =>
        on.onRef('dataset_row.uscc', '=', 'aligned_firm.uscc').on('dataset_row.product', '=', product),
      )
      .select([
        'columns',
        sql<boolean>`exists (
          select from document where type = 'withdrawal' and document.uscc = aligned_firm.uscc)`.as('gone'),
      ])
      .where('aligned_firm.contract_id', '=', contract)
      .where('position', '>', last)
      .orderBy('position')
      .limit(rowsAtOnce)
      .execute();
    if (rows.length > 0) yield rows.map(({ columns, gone }) => ({ columns: columns as Row | null, gone }));
    if (rows.length < rowsAtOnce) return;
  }
}
