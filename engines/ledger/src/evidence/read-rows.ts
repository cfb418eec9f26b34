import type { Client } from 'pg';
import { accountAt, accountWords, entryAt, entryWords } from '../machine/layout.ts';
import { readU64 } from '../machine/u128.ts';
import { accountColumns, decodeAccount } from '../postgres/account-rows.ts';
import { CopyDecoder } from '../postgres/copy-decoder.ts';
import { runCopying } from '../postgres/copying.ts';
import { decodeEntry, entryColumns } from '../postgres/entry-rows.ts';
import { accountRecord, entryRecord, nullableColumns } from './record.ts';

/** All that is later than `after` and not later than `until`. */
export type Range = { readonly after: bigint; readonly until: bigint };

/**
 * A row as it was read: `words` in the layout of `entryAt` or `accountAt`, good until the next row is read, and the record. A row that holds what no ledger writes, such
 * as a negative amount, has no record, and its words say nothing.
 */
export type ReadRow = {
  readonly timestamp: bigint;
  readonly words: Uint32Array;
  readonly record: Uint8Array<ArrayBuffer> | undefined;
};

/** Rows that are read at once. */
const rowsAtOnce = 16_384;

/** Reads entries in the order of their timestamps, so many at a time; `between` is awaited after each lot. */
export async function readEntries(client: Client, range: Range, reading: Reading): Promise<void> {
  const words = new Uint32Array(entryWords);
  await inLots({ client, range, reading }, entrySelect, (row) => {
    decodeEntry(row, words);
    const nulls = row.int4();
    const record = nulls < 0 ? undefined : entryRecord({ words, nulls });
    return { timestamp: readU64(words, entryAt.timestamp), words, record };
  });
}

/** An account's row, and its number. */
export type ReadAccount = ReadRow & { readonly no: number };

/** Reads accounts in the order in which they were opened, as `readEntries` reads entries. */
export async function readAccounts(
  client: Client,
  range: Range,
  reading: Reading<ReadAccount>,
): Promise<void> {
  const words = new Uint32Array(accountWords);
  await inLots({ client, range, reading }, accountSelect, (row) => {
    const no = decodeAccount(row, words);
    const nulls = row.int4();
    const record = nulls < 0 ? undefined : accountRecord(no, { words, nulls });
    return { timestamp: readU64(words, accountAt.timestamp), no, words, record };
  });
}

/** Who gets the rows. */
export type Reading<Row = ReadRow> = {
  readonly take: (row: Row) => void;
  readonly between?: () => Promise<void>;
};

type Lots<Row> = { readonly client: Client; readonly range: Range; readonly reading: Reading<Row> };

async function inLots<Row extends ReadRow>(
  { client, range, reading }: Lots<Row>,
  select: string,
  read: (row: CopyDecoder) => Row,
): Promise<void> {
  let { after } = range;
  for (let count = rowsAtOnce; count === rowsAtOnce; ) {
    count = 0;
    const decoder = new CopyDecoder();
    const lot = `${select} where t."timestamp" > ${after} and t."timestamp" <= ${range.until} order by t."timestamp" limit ${rowsAtOnce}`;
    await runCopying(client, [`copy (${lot}) to stdout (format binary)`], {
      take(message) {
        if (!decoder.row(message)) return;
        const row = read(decoder);
        count += 1;
        after = row.timestamp;
        reading.take(row);
      },
    });
    await reading.between?.();
  }
}

const u16 = (column: string): string => `t."${column}" between 0 and 65535`;
const u32 = (column: string): string => `t."${column}" between 0 and 4294967295`;
const notNegative = (column: string): string => `t."${column}" >= 0`;
const whole = (column: string, bits: 64 | 128): string =>
  `t."${column}" between 0 and ${2n ** BigInt(bits) - 1n} and t."${column}" = trunc(t."${column}")`;

const entrySelect = selectOf('ledger_entry', entryColumns, {
  nullable: nullableColumns.entry,
  sound: [
    ...['timestamp', 'debit_no', 'credit_no', 'debit_previous', 'credit_previous'].map(notNegative),
    ...[notNegative('pending_timestamp'), 't.kind between 1 and 3', u16('code'), u16('flags')],
    ...[whole('amount', 128), whole('user_data_64', 64), u32('user_data_32'), u32('timeout_s')],
  ],
});

const accountSelect = selectOf('ledger_account', accountColumns, {
  nullable: nullableColumns.account,
  sound: [
    ...['timestamp', 'no'].map(notNegative),
    ...[u16('code'), u16('flags'), u32('ledger'), whole('user_data_64', 64), u32('user_data_32')],
  ],
});

type Columns = { readonly nullable: readonly string[]; readonly sound: readonly string[] };

/** All columns, then the bits of those that are null, or -1 where one of them has a value that does not fit its place in a record. */
function selectOf(table: string, columns: readonly string[], { nullable, sound }: Columns): string {
  const bits = nullable.map((column, k) => `(t."${column}" is null)::int * ${1 << k}`).join(' + ');
  const names = columns.map((column) => `t."${column}"`).join(', ');
  // What is null fits: a comparison with it is null, and only what is false is wrong.
  const fits = `coalesce(${sound.join(' and ')}, true)`;
  return `select ${names}, case when ${fits} then ${bits} else -1 end from ${table} t`;
}
