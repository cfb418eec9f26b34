import type { ClientBase } from 'pg';

/** As many ranges as a writer compares each new id with. */
const mostRanges = 64;

/**
 * Where the ids of a partition lie, as `ledger_month.id_ranges` has it: all between the first and the last but the largest gaps. The size
 * of a gap need only be about right.
 */
export async function idRangesOf(client: ClientBase, partition: string): Promise<Uint8Array> {
  const half = (from: number): string => `('x' || substr(hex, ${from}, 16))::bit(64)::bigint::float8`;
  const unsigned = (from: number): string =>
    `(${half(from)} + case when ${half(from)} < 0 then 2.0 ^ 64 else 0 end)`;
  const { rows } = await client.query<{ before: string | null; id: string }>(
    `with placed as (
      select id, lag(id) over ids as before, high - lag(high) over ids as high, low - lag(low) over ids as low
      from (
        select id, ${unsigned(1)} as high, ${unsigned(17)} as low
        from (select id, translate(id::text, '-', '') as hex from ${partition} where id is not null) read
      ) numbers window ids as (order by id)
    ), gaps as (
      select before, id from placed where before is not null order by high desc, low desc limit ${mostRanges - 1}
    )
    (select null as before, id from ${partition} where id is not null order by id limit 1)
    union all (select before, id from gaps order by id)
    union all (select id, null from ${partition} where id is not null order by id desc limit 1)`,
  );
  // Each row but the last begins a range, each but the first ends the one before.
  const bounds = rows.flatMap(({ before, id }) => [before, id]).filter((bound) => bound !== null);
  return Buffer.concat(bounds.map((bound) => Buffer.from(bound.replaceAll('-', ''), 'hex')));
}
