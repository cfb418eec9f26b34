import { instantMs, instantText } from '@finharbor/kernel';
import { type ExpressionBuilder, type ExpressionWrapper, type Kysely, type SqlBool, sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import type { AuditEvent, AuditPage, AuditQuery } from './event.ts';

type Tables = AccessTables & {
  e: AccessTables['audit_event'];
  s: AccessTables['audit_source'] | null;
  u: AccessTables['access_user'] | null;
};

/** The events that fit, the latest first. What was begun stands in the list only while its outcome is not known. */
export async function search(
  db: Kysely<AccessTables>,
  query: AuditQuery,
  { before, limit }: AuditPage,
): Promise<readonly AuditEvent[]> {
  const rows = await db
    .selectFrom('audit_event as e')
    .leftJoin('audit_source as s', 's.request_id', 'e.request_id')
    .leftJoin('access_user as u', (join) => join.on(sql`'account:' || u.id`, '=', sql`e.actor`))
    .leftJoin('access_user as a', (join) => join.on(sql`a.id::text`, '=', sql`e.facts ->> 'account'`))
    .selectAll('e')
    .select(['s.address', 'u.name as actor_name', 'a.name as account_name'])
    .where((eb) => eb.and(conditions(eb as unknown as ExpressionBuilder<Tables, 'e'>, query)))
    .$if(before !== undefined, (q) => q.where('e.seq', '<', BigInt(before!)))
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: Number(row.seq),
    atMs: instantMs(row.at),
    requestId: row.request_id,
    phase: row.phase as AuditEvent['phase'],
    action: row.action,
    actor: row.actor,
    actorName: row.actor_name,
    accountName: row.account_name,
    party: row.party,
    roles: row.roles,
    facts: row.facts as AuditEvent['facts'],
    status: row.status,
    code: row.code,
    address: row.address,
  }));
}

type Condition = ExpressionWrapper<Tables, 'e', SqlBool>;

function conditions(eb: ExpressionBuilder<Tables, 'e'>, query: AuditQuery): Condition[] {
  const { action, account, party, object, outcome, fromMs, untilMs } = query;
  const isDone = eb('e.phase', '=', 'done');
  const hasOutcome = eb.exists(
    eb
      .selectFrom('audit_event as d')
      .select('d.seq')
      .whereRef('d.request_id', '=', 'e.request_id')
      .where('d.phase', '=', 'done'),
  );
  const shown = eb.or([isDone, eb.not(hasOutcome)]);
  const outcomes = {
    done: eb.and([isDone, eb('e.code', 'is', null)]),
    refused: eb.and([isDone, eb('e.code', 'is not', null)]),
    unknown: eb('e.phase', '=', 'begun'),
  };
  return [
    shown,
    ...(action === undefined ? [] : [eb('e.action', '=', action)]),
    ...(account === undefined ? [] : [eb('e.actor', '=', `account:${account}`)]),
    ...(party === undefined ? [] : [eb('e.party', '=', party)]),
    ...(object === undefined ? [] : [eb('e.objects', '@>', sql<string[]>`array[${object}]::text[]`)]),
    ...(outcome === undefined ? [] : [outcomes[outcome]]),
    ...(fromMs === undefined ? [] : [eb('e.at', '>=', instantText(fromMs))]),
    ...(untilMs === undefined ? [] : [eb('e.at', '<', instantText(untilMs))]),
  ];
}
