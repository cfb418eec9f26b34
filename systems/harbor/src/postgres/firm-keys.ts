import type { SignedDocument } from '@finharbor/access';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Verified } from '../documents.ts';
import type { FirmKeyFilter, FirmKeyStore } from '../store.ts';
import { verifiedOf } from './documents.ts';

type Row = { readonly signed: unknown };
type PendingRow = Row & { readonly replaces: boolean };

/** Firms' keys on PostgreSQL, out of the documents. */
export function firmKeyStore(db: Kysely<HarborTables>): FirmKeyStore {
  return {
    async pending(where) {
      const { rows } = await pending(where).execute(db);
      return rows.map(({ signed, replaces }) => ({ request: read<'key_request'>(signed), replaces }));
    },
    async vouched(where) {
      const { rows } = await sql<Row>`
        select signed from (${current(where)}) as key order by issued_at_ms desc limit ${where.limit}
      `.execute(db);
      return rows.map(({ signed }) => read<'firm_key'>(signed));
    },
  };
}

// Of a firm's requests the last to come in counts, not the last by its own clock: a clock that once ran ahead would hide all later
// ones. A key that was vouched for and then replaced may be asked for again, so only a later request brings it back.
function pending({ registrars, uscc, limit }: FirmKeyFilter): RawBuilder<PendingRow> {
  const keyOf = (table: string) => sql`${sql.ref(`${table}.signed`)} #>> '{body,publicKey}'`;
  return sql<PendingRow>`
    select request.signed, current.signed is not null as replaces
    from (
      select distinct on (uscc) * from document
      where type = 'key_request' and ${ofFirm(uscc)} order by uscc, seq desc
    ) as request
    left join (${current({ registrars, uscc })}) as current on current.uscc = request.uscc
    where ${keyOf('current')} is distinct from ${keyOf('request')} and not exists (
      select from document as vouched
      where vouched.type = 'firm_key' and vouched.uscc = request.uscc and vouched.issuer = any(${[...registrars]})
        and vouched.issued_at_ms >= request.issued_at_ms and ${keyOf('vouched')} = ${keyOf('request')}
    )
    order by request.seq desc limit ${limit}
  `;
}

/** Of each firm the key that a registrar vouched for last, by the registrar's own time. */
function current({ registrars, uscc }: Omit<FirmKeyFilter, 'limit'>): RawBuilder<unknown> {
  return sql`
    select distinct on (uscc) * from document
    where type = 'firm_key' and issuer = any(${[...registrars]}) and ${ofFirm(uscc)}
    order by uscc, issued_at_ms desc
  `;
}

function ofFirm(uscc: string | undefined): RawBuilder<boolean> {
  return uscc === undefined ? sql`true` : sql`uscc = ${uscc}`;
}

function read<T extends 'key_request' | 'firm_key'>(signed: unknown): Verified<T> {
  return verifiedOf(signed as SignedDocument) as Verified<T>;
}
