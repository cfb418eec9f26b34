import type { Pool } from 'pg';

/** A row as PostgreSQL writes it: every value is text or null. */
export type TextRow = readonly (string | null)[];

const asText = { getTypeParser: () => String };

/** The rows of one statement, all of the same moment, whatever the pool's owner has set for its own values. */
export async function readRows(pool: Pick<Pool, 'query'>, text: string): Promise<readonly TextRow[]> {
  const { rows } = await pool.query({ text, rowMode: 'array', types: asText as never });
  return rows as readonly TextRow[];
}

/** As `readRows`, for a statement that adds up very many entries: with room in memory for a sum of each account. */
export async function readSums(pool: Pick<Pool, 'query'>, text: string): Promise<readonly TextRow[]> {
  // Statements that are sent together are one transaction, after which the setting is as it was.
  const results = await pool.query({
    text: `${roomForSums}; ${text}`,
    rowMode: 'array',
    types: asText as never,
  });
  return (results as unknown as readonly { readonly rows: readonly TextRow[] }[])[1]!.rows;
}

/** Memory for sums of about a million accounts, until the end of the transaction. */
export const roomForSums = "set local work_mem = '128MB'";

/** A number below 2^128 as a literal of type uuid. */
export function uuidOf(value: bigint): string {
  return `'${value.toString(16).padStart(32, '0')}'::uuid`;
}

/** The number that a uuid writes; a null is 0. */
export function numberOf(uuid: string | null | undefined): bigint {
  return uuid ? BigInt(`0x${uuid.replaceAll('-', '')}`) : 0n;
}
