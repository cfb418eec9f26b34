import {
  accountRecordAt,
  accountRecordBytes,
  entryRecordAt,
  entryRecordBytes,
  headRecordAt,
  headRecordBytes,
  recordKind,
} from './record.ts';

/** An entry of the journal as its record says it; what is null is 0. Accounts are told by their numbers. */
export type EntryFacts = {
  readonly timestamp: bigint;
  readonly kind: 'transfer' | 'expiry' | 'refusal';
  readonly id: bigint;
  readonly debitNo: number;
  readonly creditNo: number;
  readonly debitPrevious: bigint;
  readonly creditPrevious: bigint;
  /** The pending transfer that is posted, voided or has expired. */
  readonly pendingTimestamp: bigint;
  readonly amount: bigint;
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
  readonly timeout: number;
  /** Of a refusal, its status. */
  readonly code: number;
  readonly flags: number;
};

/** An account as it was opened. */
export type AccountFacts = {
  readonly timestamp: bigint;
  readonly no: number;
  readonly id: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly flags: number;
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
};

const kindNames = { 1: 'transfer', 2: 'expiry', 3: 'refusal' } as const;

/** Reads an entry's record; undefined where it is none. */
export function readEntryRecord(record: Uint8Array): EntryFacts | undefined {
  const { view, u64, u128 } = reader(record);
  const at = entryRecordAt;
  if (record.length !== entryRecordBytes) return undefined;
  const kind = kindNames[view.getUint16(at.kind) as keyof typeof kindNames];
  if (kind === undefined) return undefined;
  return {
    timestamp: u64(at.timestamp),
    kind,
    id: u128(at.id),
    debitNo: view.getUint32(at.debitNo),
    creditNo: view.getUint32(at.creditNo),
    debitPrevious: u64(at.debitPrevious),
    creditPrevious: u64(at.creditPrevious),
    pendingTimestamp: u64(at.pendingTimestamp),
    amount: u128(at.amount),
    userData128: u128(at.userData128),
    userData64: u64(at.userData64),
    userData32: view.getUint32(at.userData32),
    timeout: view.getUint32(at.timeout),
    code: view.getUint16(at.code),
    flags: view.getUint16(at.flags),
  };
}

/** Reads an account's record; undefined where it is none. */
export function readAccountRecord(record: Uint8Array): AccountFacts | undefined {
  const { view, u64, u128 } = reader(record);
  const at = accountRecordAt;
  if (record.length !== accountRecordBytes || view.getUint16(at.kind) !== recordKind.account)
    return undefined;
  return {
    timestamp: u64(at.timestamp),
    no: view.getUint32(at.no),
    id: u128(at.id),
    ledger: view.getUint32(at.ledger),
    code: view.getUint16(at.code),
    flags: view.getUint16(at.flags),
    userData128: u128(at.userData128),
    userData64: u64(at.userData64),
    userData32: view.getUint32(at.userData32),
  };
}

/** Reads where an account's thread ends; undefined where the record does not say so. */
export function readHeadRecord(
  record: Uint8Array,
): { readonly no: number; readonly last: bigint } | undefined {
  const { view, u64 } = reader(record);
  if (record.length !== headRecordBytes || view.getUint16(headRecordAt.kind) !== recordKind.head)
    return undefined;
  return { no: view.getUint32(headRecordAt.no), last: u64(headRecordAt.last) };
}

function reader(record: Uint8Array) {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const u64 = (at: number): bigint => view.getBigUint64(at);
  const u128 = (at: number): bigint => (u64(at) << 64n) | u64(at + 8);
  return { view, u64, u128 };
}
