import { balanceAt, historyAt } from '../machine/layout.ts';
import type { PageImage } from '../machine/pages.ts';
import { writeU64 } from '../machine/u128.ts';
import type { CopyEncoder } from './copy-encoder.ts';

/** The columns of a page, in the order in which `encodePage` writes them. */
export const pageColumns: readonly string[] = ['kind', 'page', 'as_of', 'words'];

/** Writes a page as a row of `ledger_page`, its words as the bytes of this machine, the lowest first. */
export function encodePage(to: CopyEncoder, { kind, page, asOf, words }: PageImage): void {
  const moment = new Uint32Array(2);
  writeU64(moment, 0, asOf);
  to.row(pageColumns.length);
  to.int2(kind);
  to.int4(page);
  to.int8(moment, 0);
  to.bytes(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
}

/** The columns of how an account stood, in the order in which `encodeHistory` writes them. */
export const historyColumns: readonly string[] = [
  ...['account_no', 'timestamp', 'debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'],
];

/** Writes how an account stood as a row of `ledger_balance`. */
export function encodeHistory(to: CopyEncoder, words: Uint32Array): void {
  to.row(historyColumns.length);
  to.int4(words[historyAt.accountNo]!);
  to.int8(words, historyAt.lastEntry);
  to.numeric(words, balanceAt.debitsPending);
  to.numeric(words, balanceAt.debitsPosted);
  to.numeric(words, balanceAt.creditsPending);
  to.numeric(words, balanceAt.creditsPosted);
}
