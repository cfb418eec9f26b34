import { accountAt } from '../machine/layout.ts';
import type { Place } from '../machine/place.ts';
import type { CopyDecoder } from './copy-decoder.ts';
import type { CopyEncoder } from './copy-encoder.ts';

/** The columns of an account, in the order in which `encodeAccount` writes them. */
export const accountColumns: readonly string[] = [
  ...['no', 'id', 'user_data_128', 'user_data_64', 'user_data_32', 'ledger', 'code', 'flags', 'timestamp'],
];

/** Writes the account with this number as a row of `ledger_account`. */
export function encodeAccount(to: CopyEncoder, no: number, { words, at }: Place): void {
  const codeAndFlags = words[at + accountAt.codeAndFlags]!;
  to.row(accountColumns.length);
  to.int4(no);
  to.uuid(words, at + accountAt.id);
  to.uuid(words, at + accountAt.userData128);
  to.numeric64(words, at + accountAt.userData64);
  to.word(words[at + accountAt.userData32]!);
  to.word(words[at + accountAt.ledger]!);
  to.int4(codeAndFlags & 0xffff);
  to.int4(codeAndFlags >>> 16);
  to.int8(words, at + accountAt.timestamp);
}

/** Reads the columns of `accountColumns` into words of an account, and returns its number. */
export function decodeAccount(row: CopyDecoder, words: Uint32Array): number {
  const no = row.int4();
  row.uuid(words, accountAt.id);
  row.uuid(words, accountAt.userData128);
  row.numeric64(words, accountAt.userData64);
  words[accountAt.userData32] = row.word();
  words[accountAt.ledger] = row.word();
  words[accountAt.codeAndFlags] = row.int4() | (row.int4() << 16);
  row.int8(words, accountAt.timestamp);
  return no;
}
