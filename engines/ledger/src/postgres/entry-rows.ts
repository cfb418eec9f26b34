import { codeOf, flagsOf } from '../machine/check.ts';
import { entryAt, entryKind } from '../machine/layout.ts';
import type { Place } from '../machine/place.ts';
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
