import type { ClientBase, Pool } from 'pg';

/** A partition of the journal: moments from `since` to before `until`, in nanoseconds since 1970. */
export type Month = {
  readonly since: bigint;
  readonly until: bigint;
  readonly partition: string;
  /** Of a month that is over: where its ids lie; undefined where nobody has looked yet. */
  readonly idRanges: readonly IdRange[] | undefined;
};

/** Ids from one to another, both inclusive. */
export type IdRange = { readonly first: bigint; readonly last: bigint };

/** The calendar month of a moment in a time zone, as it is begun. */
export function monthOf(ns: bigint, timeZone: string): Month & { readonly name: string } {
  const first = Temporal.Instant.fromEpochMilliseconds(Number(ns / 1_000_000n))
    .toZonedDateTimeISO(timeZone)
    .with({ day: 1 })
    .startOfDay();
  const name = first.toPlainDate().toString().slice(0, 7).replace('-', '_');
  return {
    since: first.epochNanoseconds,
    until: first.add({ months: 1 }).epochNanoseconds,
    partition: `ledger_entry_${name}`,
    idRanges: undefined,
    name,
  };
}

/** All months that have begun, the earliest first. */
export async function readMonths(client: Pick<ClientBase | Pool, 'query'>): Promise<readonly Month[]> {
  const { rows } = await client.query<{
    since: string;
    until: string;
    partition: string;
    ids: Buffer | null;
  }>('select since::text, until::text, partition, id_ranges as ids from ledger_month order by since');
  return rows.map(({ since, until, partition, ids }) => ({
    since: BigInt(since),
    until: BigInt(until),
    partition,
    idRanges: ids === null ? undefined : rangesOf(ids),
  }));
}

const idBytes = 16;

/** The ranges that 16 bytes a bound write, the highest byte first. */
function rangesOf(bytes: Uint8Array): readonly IdRange[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const idAt = (at: number): bigint => (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8);
  return Array.from({ length: bytes.length / (2 * idBytes) }, (_, k) => ({
    first: idAt(2 * k * idBytes),
    last: idAt((2 * k + 1) * idBytes),
  }));
}

/** Whether an id may have been used in one of these months. */
export function mayBeIn(months: readonly Month[], id: bigint): boolean {
  return months.some(
    ({ idRanges }) => idRanges === undefined || idRanges.some(({ first, last }) => first <= id && id <= last),
  );
}
