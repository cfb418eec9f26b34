import { type Cursor, decodeCursor, instantMs, type Page, pageLimits, pageOf } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DataspaceTables } from '../database.gen.ts';
import type { Reason, Role } from '../domain.ts';
import type { Family } from '../protocol/endpoints.ts';
import type { AnyProcess } from '../protocol/process.ts';
import { readProcess } from './rows.ts';

/** Which processes, newest first. */
export type ProcessQuery = {
  readonly role?: Role;
  readonly peer?: string;
  readonly state?: AnyProcess['state'];
  /** The data set of negotiations, the agreement of transfers. */
  readonly about?: string;
  /** Of negotiations, the `@id` of the latest offer. */
  readonly offer?: string;
  readonly limit?: number;
  readonly cursor?: Cursor;
};

/** One step of a process: which message of which side, the state it led to, and why. */
export type HistoryStep = {
  readonly no: number;
  readonly message: string;
  readonly by: Role;
  readonly state: AnyProcess['state'];
  readonly reason: Reason | undefined;
  readonly atMs: number;
};

const keyset = z.tuple([z.string(), z.string()]);

/** A page of processes. Errors: `page.bad_cursor`. */
export async function listProcesses(
  db: Kysely<DataspaceTables>,
  family: Family,
  query: ProcessQuery,
): Promise<Page<AnyProcess>> {
  const limit = Math.min(query.limit ?? pageLimits.usual, pageLimits.most);
  let rows = db.selectFrom('dataspace_process').selectAll().where('kind', '=', family);
  for (const column of ['role', 'peer', 'state', 'about'] as const) {
    const wanted = query[column];
    if (wanted !== undefined) rows = rows.where(column, '=', wanted);
  }
  if (query.offer !== undefined) rows = rows.where(sql`details->'offer'->>'@id'`, '=', query.offer);
  if (query.cursor !== undefined) {
    const [createdAt, pid] = decodeCursor(query.cursor, keyset);
    rows = rows.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'pid'), '<', tuple(createdAt, pid)),
    );
  }
  const found = await rows
    .orderBy('created_at', 'desc')
    .orderBy('pid', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, next } = pageOf(found, limit, (row) => [row.created_at, row.pid]);
  return { items: items.map(readProcess), next };
}

/** All steps of a process, first to last. */
export async function readHistory(db: Kysely<DataspaceTables>, pid: string): Promise<readonly HistoryStep[]> {
  const rows = await db
    .selectFrom('dataspace_step')
    .selectAll()
    .where('pid', '=', pid)
    .orderBy('no')
    .execute();
  return rows.map((row) => ({
    no: row.no,
    message: row.message,
    by: row.by_role as Role,
    state: row.state as AnyProcess['state'],
    reason: (row.reason as Reason | null) ?? undefined,
    atMs: instantMs(row.at),
  }));
}
