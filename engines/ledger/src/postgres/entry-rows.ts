import { codeOf, flagsOf } from '../machine/check.ts';
import { entryAt, entryKind } from '../machine/layout.ts';
import type { Place } from '../machine/place.ts';
import type { CopyDecoder } from './copy-decoder.ts';
import type { CopyEncoder } from './copy-encoder.ts';

/** The columns of an entry, in the order in which `encodeEntry` writes them. */
export const entryColumns: readonly string[] = [
  ...['timestamp', 'kind', 'id', 'debit_no', 'credit_no', 'amount', 'debit_previous', 'credit_previous'],
  ...['pending_timestamp', 'user_data_128', 'user_data_64', 'user_data_32', 'timeout_s', 'code', 'flags'],
];

/** Writes an entry of the journal as a row of `ledger_entry`. */
export function encodeEntry(to: CopyEncoder, { words, at }: Place): void {
  const kind = words[at + entryAt.kind]!;
  to.row(entryColumns.length);
  to.int8(words, at + entryAt.timestamp);
  to.int2(kind);
  to.uuid(words, at + entryAt.id);
  if (kind === entryKind.refusal) for (let k = 0; k < 3; k++) to.null();
  else {
    to.int4(words[at + entryAt.debitNo]!);
    to.int4(words[at + entryAt.creditNo]!);
    to.numeric(words, at + entryAt.amount);
  }
  to.int8(words, at + entryAt.debitPrevious);
  to.int8(words, at + entryAt.creditPrevious);
  to.int8(words, at + entryAt.pendingTimestamp);
  to.uuid(words, at + entryAt.userData128);
  to.numeric64(words, at + entryAt.userData64);
  to.word(words[at + entryAt.userData32]!);
  to.word(words[at + entryAt.timeout]!);
  to.int4(codeOf(words, at));
  to.int4(flagsOf(words, at));
}

/** Reads the columns of `entryColumns` into words of an entry; the ids of its accounts are not among them. */
export function decodeEntry(row: CopyDecoder, words: Uint32Array): void {
  row.int8(words, entryAt.timestamp);
  words[entryAt.kind] = row.int2();
  row.uuid(words, entryAt.id);
  words[entryAt.debitNo] = row.int4();
  words[entryAt.creditNo] = row.int4();
  row.numeric(words, entryAt.amount);
  row.int8(words, entryAt.debitPrevious);
  row.int8(words, entryAt.creditPrevious);
  row.int8(words, entryAt.pendingTimestamp);
  row.uuid(words, entryAt.userData128);
  row.numeric64(words, entryAt.userData64);
  words[entryAt.userData32] = row.word();
  words[entryAt.timeout] = row.word();
  words[entryAt.codeAndFlags] = row.int4() | (row.int4() << 16);
}
