import { type Cursor, decodeCursor, encodeCursor } from '@finharbor/kernel';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { HarborTables } from '../database.gen.ts';
import type { Bilingual } from '../documents.ts';
import type { ContractState } from '../domain.ts';
import { type OverseenContract, type OverseenJob, type OverseenRefusal, overseenMost } from '../oversight.ts';
import type { Latest } from './store.ts';

type Db = Kysely<HarborTables>;

const bySeq = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** A contract's state at a time; the clock alone moves it between the last three. */
export function stateAt(nowMs: number): RawBuilder<ContractState> {
  return sql`case
    when standing <> 'approved' then standing
    when ${BigInt(nowMs)} < valid_from_ms then 'not_yet_valid'
    when ${BigInt(nowMs)} < valid_until_ms then 'in_force'
    else 'expired' end`;
}

/** Jobs, the one first asked for last coming first. Errors: `page.bad_cursor`. */
export async function latestJobs(db: Db, before?: Cursor): Promise<Latest<OverseenJob>> {
  const { rows } = await sql<{ seq: string; view: OverseenJob; purpose: Bilingual | null }>`
    select job.seq::text, view, purpose
    from overseen_job job left join overseen_contract contract on contract.id = job.contract_id
    where ${olderThan(sql`job.seq`, before)}
    order by job.seq desc limit ${overseenMost + 1}
  `.execute(db);
  const items = rows.slice(0, overseenMost).map(({ view, purpose }) => ({ ...view, purpose }));
  const total = await countOf(db, 'overseen_job');
  return { items, total, next: nextOf(rows, ({ seq }) => [seq]) };
}

type ContractRow = Omit<OverseenContract, 'usesMade' | 'usesAllowed' | 'askedAtMs'> & {
  readonly seq: string;
  readonly usesMade: string;
  readonly usesAllowed: string | null;
  readonly askedAtMs: string;
};

/** Contracts, the one that came last first. Errors: `page.bad_cursor`. */
export async function latestContracts(
  db: Db,
  { nowMs, before }: { readonly nowMs: number; readonly before?: Cursor | undefined },
): Promise<Latest<OverseenContract>> {
  const { rows } = await sql<ContractRow>`
    select seq::text, id, kind, consumer, providers, purpose, ${stateAt(nowMs)} as state,
      (select count(*)::text from overseen_job job
       where job.contract_id = contract.id and job.used_at_ms is not null) as "usesMade",
      uses_allowed::text as "usesAllowed", asked_at_ms::text as "askedAtMs", valid_until as "validUntil"
    from overseen_contract contract
    where ${olderThan(sql`seq`, before)}
    order by contract.seq desc limit ${overseenMost + 1}
  `.execute(db);
  const items = rows.slice(0, overseenMost).map(
    ({ seq: _seq, usesMade, usesAllowed, askedAtMs, ...row }): OverseenContract => ({
      ...row,
      usesMade: Number(usesMade),
      usesAllowed: usesAllowed === null ? null : Number(usesAllowed),
      askedAtMs: Number(askedAtMs),
    }),
  );
  const total = await countOf(db, 'overseen_contract');
  return { items, total, next: nextOf(rows, ({ seq }) => [seq]) };
}

type RefusalRow = Omit<OverseenRefusal, 'atMs'> & { readonly atMs: string };

const byTime = z.tuple([
  z.string().regex(/^\d{1,18}$/),
  z.uuid(),
  z.string().max(100),
  z.int().nonnegative(),
]);

/** Refusals, the latest first. Errors: `page.bad_cursor`. */
export async function latestRefusals(db: Db, before?: Cursor): Promise<Latest<OverseenRefusal>> {
  const from = before && decodeCursor(before, byTime);
  const older = from
    ? sql`(at_ms, job_id, party, attempt) < (${from[0]}::bigint, ${from[1]}::uuid, ${from[2]}, ${from[3]}::int)`
    : sql`true`;
  const { rows } = await sql<RefusalRow>`
    select job_id as job, job.kind, job.contract_id as contract, job.consumer, party, attempt, code, reason,
      at_ms::text as "atMs"
    from overseen_refusal join overseen_job job on job.id = job_id
    where ${older}
    order by at_ms desc, job_id desc, party desc, attempt desc limit ${overseenMost + 1}
  `.execute(db);
  const items = rows.slice(0, overseenMost).map(({ atMs, ...row }) => ({ ...row, atMs: Number(atMs) }));
  const total = await countOf(db, 'overseen_refusal');
  return { items, total, next: nextOf(rows, ({ atMs, job, party, attempt }) => [atMs, job, party, attempt]) };
}

function olderThan(seq: RawBuilder<unknown>, before: Cursor | undefined): RawBuilder<unknown> {
  return before === undefined ? sql`true` : sql`${seq} < ${decodeCursor(before, bySeq)[0]}::bigint`;
}

function nextOf<T>(rows: readonly T[], keysetOf: (row: T) => readonly (string | number)[]): Cursor | null {
  return rows.length > overseenMost ? encodeCursor(keysetOf(rows[overseenMost - 1]!)) : null;
}

async function countOf(
  db: Db,
  table: 'overseen_job' | 'overseen_contract' | 'overseen_refusal',
): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((on) => on.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}
