import { canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';

/** How far a chain over the trail has come: the last row under it, how many there are, and the hash over all. */
export type ChainState = {
  readonly xid: bigint;
  readonly seq: bigint;
  readonly rows: bigint;
  readonly head: string;
};

/** The chain over no rows. */
export const emptyChain: ChainState = { xid: -1n, seq: -1n, rows: 0n, head: hex(new Uint8Array(32)) };

const batchRows = 1_000;

/**
 * The chain over all rows that no writer still at work can come before, from a state on, batch by batch. Rows become visible in
 * another order than their numbers; in the order of their transactions, below the oldest one running, none can come late.
 */
export async function* chain(
  db: Kysely<AccessTables>,
  from: ChainState,
  until?: Pick<ChainState, 'xid' | 'seq'>,
): AsyncGenerator<ChainState> {
  let state = from;
  for (;;) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where(sql<boolean>`(xid, seq) > (${state.xid}, ${state.seq})`)
      .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`)
      .$if(until !== undefined, (q) => q.where(sql<boolean>`(xid, seq) <= (${until!.xid}, ${until!.seq})`))
      .orderBy('xid')
      .orderBy('seq')
      .limit(batchRows)
      .execute();
    if (rows.length === 0) return;
    state = rows.reduce(extended, state);
    yield state;
  }
}

type Row = Selectable<AccessTables['audit_event']>;

function extended({ head, rows }: ChainState, row: Row): ChainState {
  const { xid, seq } = row;
  return { xid, seq, rows: rows + 1n, head: hex(sha256(fromHex(head), canonicalJson(formOf(row)))) };
}

/** A row as it is hashed: every column, numbers that may be large as text. */
function formOf({ seq, xid, ...row }: Row): Json {
  return { ...row, seq: String(seq), xid: String(xid) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
