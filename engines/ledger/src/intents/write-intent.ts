import { fail } from '@finharbor/kernel';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { LedgerTables } from '../database.gen.ts';
import type { CreateTransferStatus } from '../model/status.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { numberOf } from '../sql/uuid.ts';
import { chainsOf, packed } from './intent.ts';

/**
 * Says in a transaction of the caller's own that transfers are to be made: they are, some time after it has committed, and never otherwise.
 * A linked chain is one intent, and so is every other transfer; an intent is known by the id of its first transfer. What was written
 * before is not written again. An id belongs to one intent. Errors: `ledger.intent_differs` where an intent with other transfers has the id;
 * `ledger.chain_open`, `ledger.too_many_events`, `ledger.out_of_range`.
 */
export async function writeIntent<DB extends LedgerTables>(
  tx: Transaction<DB>,
  transfers: readonly NewTransfer[],
): Promise<void> {
  const chains = chainsOf(transfers);
  const contents = chains.map((chain) => Buffer.from(packed(chain)));
  const ids = chains.map((chain) => textOf(chain[0]!.id));
  await sql`insert into ledger_intent (id, transfers)
    select id, transfers from unnest(${ids}::uuid[], ${contents}::bytea[]) with ordinality as intent (id, transfers, place)
    order by place on conflict (id) do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`select i.id
    from unnest(${ids}::uuid[], ${contents}::bytea[]) as asked (id, transfers)
    join ledger_intent i on i.id = asked.id and i.transfers <> asked.transfers limit 1`.execute(tx);
  if (rows[0]) fail('ledger.intent_differs', `Other transfers are to be made under the id ${rows[0].id}.`);
}

/** What became of an intent. Of a refused one nothing was made; `outcomes` is what the ledger said of each transfer. */
export type IntentFate =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'posted' }
  | { readonly kind: 'refused'; readonly outcomes: readonly CreateTransferStatus[] };

/** What became of the intents with these ids; those there are not are left out. */
export async function readIntents<DB extends LedgerTables>(
  db: Kysely<DB>,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, IntentFate>> {
  const { rows } = await sql<{
    id: string;
    status: IntentFate['kind'];
    outcomes: CreateTransferStatus[] | null;
  }>`
    select id, status, outcomes from ledger_intent where id = any(${ids.map(textOf)}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ id, status, outcomes }) => [
      numberOf(id),
      status === 'refused' ? { kind: status, outcomes: outcomes! } : { kind: status },
    ]),
  );
}

/** Other than in the ledger's own tables, 0 is an id: the ledger refuses it. */
function textOf(id: bigint): string {
  return id.toString(16).padStart(32, '0');
}
