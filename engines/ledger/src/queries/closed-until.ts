import type { Pool } from 'pg';
import { readRows } from './read.ts';

/** The end of the last closed month of which nothing came after a moment; 0n where there is none. */
export async function closedUntil(pool: Pool, atNs: bigint): Promise<bigint> {
  const [row] = await readRows(
    pool,
    `select coalesce(max(until), 0) from ledger_month where id_ranges is not null and until <= ${atNs + 1n}`,
  );
  return BigInt(row![0]!);
}
