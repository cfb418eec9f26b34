import { instantText } from '@finharbor/kernel';
import { type AuditEntry, type Caller, callerName } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';

/** Writes one line of the trail. It is on disk when this returns. */
export async function record(db: Kysely<AccessTables>, entry: AuditEntry): Promise<void> {
  const { phase, action, caller, requestId, facts, code, address } = entry;
  const at = instantText(entry.atMs);
  const write = async (tx: Kysely<AccessTables>): Promise<void> => {
    await tx
      .insertInto('audit_event')
      .values({
        at,
        request_id: requestId,
        phase,
        action,
        actor: callerName(caller),
        party: partyOf(caller),
        roles: caller.kind === 'account' ? [...caller.roles] : [],
        facts: JSON.stringify(facts),
        // By what somebody proved who they are is no object: nobody is found by it.
        objects: [...new Set(Object.entries(facts).flatMap(([name, fact]) => (name === 'by' ? [] : [fact])))],
        status: entry.status ?? null,
        code: code ?? null,
      })
      .execute();
    await tx
      .insertInto('audit_source')
      .values({ request_id: requestId, address, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  };
  await (db.isTransaction ? write(db) : db.transaction().execute(write));
}

function partyOf(caller: Caller): string {
  return caller.kind === 'public' ? '' : caller.party;
}
