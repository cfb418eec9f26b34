import { accountAt, entryAt } from '../machine/layout.ts';

/**
 * A row of `ledger_entry` as bytes: every column at a fixed place, all numbers unsigned, the highest byte first. A column that is null is
 * 0, and its bit is set in `nulls`, so that two rows of which anything differs are never the same bytes.
 */
export const entryRecordAt = {
  /** 8 bytes. */
  timestamp: 0,
  /** 2 bytes: one of `recordKind`. */
  kind: 8,
  /** 2 bytes: bit k, from the lowest, says that column k of `nullableColumns` is null. */
  nulls: 10,
  /** 2 bytes. */
  code: 12,
  /** 2 bytes. */
  flags: 14,
  /** 16 bytes. */
  id: 16,
  /** 4 bytes. */
  debitNo: 32,
  /** 4 bytes. */
  creditNo: 36,
  /** 8 bytes. */
  debitPrevious: 40,
  /** 8 bytes. */
  creditPrevious: 48,
  /** 8 bytes. */
  pendingTimestamp: 56,
  /** 16 bytes. */
  amount: 64,
  /** 16 bytes. */
  userData128: 80,
  /** 8 bytes. */
  userData64: 96,
  /** 4 bytes. */
  userData32: 104,
  /** 4 bytes. */
  timeout: 108,
} as const;

/** Bytes of an entry's record. */
export const entryRecordBytes = 112;

/** A row of `ledger_account` as bytes, like `entryRecordAt`. */
export const accountRecordAt = {
  timestamp: 0,
  kind: 8,
  nulls: 10,
  code: 12,
  flags: 14,
  id: 16,
  /** 4 bytes: the number by which entries name it. */
  no: 32,
  /** 4 bytes. */
  ledger: 36,
  userData128: 40,
  userData64: 56,
  userData32: 64,
} as const;

/** Bytes of an account's record. */
export const accountRecordBytes = 68;

/** Where an account's thread ends: the timestamp of its last entry, 0 where it has none. */
export const headRecordAt = {
  last: 0,
  kind: 8,
  /** 4 bytes, after 2 bytes of 0. */
  no: 12,
} as const;

/** Bytes of a head's record. */
export const headRecordBytes = 16;

/** What a record is of. 1 to 3 are `entryKind`. */
export const recordKind = { account: 0, transfer: 1, expiry: 2, refusal: 3, head: 4 } as const;

/** The columns of each table that may be null, in the order of their bits. */
export const nullableColumns: Readonly<Record<'entry' | 'account', readonly string[]>> = {
  entry: [
    ...['id', 'debit_no', 'credit_no', 'amount', 'debit_previous', 'credit_previous', 'pending_timestamp'],
    ...['user_data_128', 'user_data_64', 'user_data_32', 'timeout_s'],
  ],
  account: ['user_data_128', 'user_data_64', 'user_data_32'],
};

/** A row as it was read: a record in the layout of `entryAt` or `accountAt`, and the bits of its nulls. */
export type Row = { readonly words: Uint32Array; readonly nulls: number };

/** The bytes of an entry whose row was read in the layout of `entryAt`. */
export function entryRecord({ words, nulls }: Row): Uint8Array<ArrayBuffer> {
  const at = entryRecordAt;
  const { record, view, put } = newRecord(entryRecordBytes);
  const codeAndFlags = words[entryAt.codeAndFlags]!;
  put(at.timestamp, words, [entryAt.timestamp, 2]);
  view.setUint16(at.kind, words[entryAt.kind]!);
  view.setUint16(at.nulls, nulls);
  view.setUint16(at.code, codeAndFlags & 0xffff);
  view.setUint16(at.flags, codeAndFlags >>> 16);
  put(at.id, words, [entryAt.id, 4]);
  put(at.debitNo, words, [entryAt.debitNo, 1]);
  put(at.creditNo, words, [entryAt.creditNo, 1]);
  put(at.debitPrevious, words, [entryAt.debitPrevious, 2]);
  put(at.creditPrevious, words, [entryAt.creditPrevious, 2]);
  put(at.pendingTimestamp, words, [entryAt.pendingTimestamp, 2]);
  put(at.amount, words, [entryAt.amount, 4]);
  put(at.userData128, words, [entryAt.userData128, 4]);
  put(at.userData64, words, [entryAt.userData64, 2]);
  put(at.userData32, words, [entryAt.userData32, 1]);
  put(at.timeout, words, [entryAt.timeout, 1]);
  return record;
}

/** The bytes of an account whose row was read in the layout of `accountAt`. */
export function accountRecord(no: number, { words, nulls }: Row): Uint8Array<ArrayBuffer> {
  const at = accountRecordAt;
  const { record, view, put } = newRecord(accountRecordBytes);
  const codeAndFlags = words[accountAt.codeAndFlags]!;
  put(at.timestamp, words, [accountAt.timestamp, 2]);
  view.setUint16(at.kind, recordKind.account);
  view.setUint16(at.nulls, nulls);
  view.setUint16(at.code, codeAndFlags & 0xffff);
  view.setUint16(at.flags, codeAndFlags >>> 16);
  put(at.id, words, [accountAt.id, 4]);
  view.setUint32(at.no, no);
  put(at.ledger, words, [accountAt.ledger, 1]);
  put(at.userData128, words, [accountAt.userData128, 4]);
  put(at.userData64, words, [accountAt.userData64, 2]);
  put(at.userData32, words, [accountAt.userData32, 1]);
  return record;
}

/** The bytes that say where the thread of the account with this number ends. */
export function headRecord(no: number, last: bigint): Uint8Array<ArrayBuffer> {
  const { record, view } = newRecord(headRecordBytes);
  view.setBigUint64(headRecordAt.last, last);
  view.setUint16(headRecordAt.kind, recordKind.head);
  view.setUint32(headRecordAt.no, no);
  return record;
}

type Field = readonly [word: number, words: number];

function newRecord(bytes: number) {
  const record = new Uint8Array(bytes);
  const view = new DataView(record.buffer);
  const put = (at: number, words: Uint32Array, [word, count]: Field): void => {
    for (let k = 0; k < count; k++) view.setUint32(at + 4 * (count - 1 - k), words[word + k]!);
  };
  return { record, view, put };
}
