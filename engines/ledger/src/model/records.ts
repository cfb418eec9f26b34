import { newAccountAt, newAccountWords, transferAt, transferWords } from '../machine/layout.ts';
import { readU64, readU128, writeU64, writeU128 } from '../machine/u128.ts';
import type { NewAccount } from './account.ts';
import { LimitChecker } from './limit-checker.ts';
import type { NewTransfer } from './transfer.ts';

/** Writes transfers as 32 words each. Errors: `ledger.out_of_range`, with the event and its field. */
export function encodeTransfers(transfers: readonly NewTransfer[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(transfers.length * transferWords);
  writeTransfers(transfers, words, 0);
  return words;
}

/** Writes transfers into words that are 0, the first one at `first`. Errors: as `encodeTransfers`, some having been written. */
export function writeTransfers(transfers: readonly NewTransfer[], words: Uint32Array, first: number): void {
  const limit = new LimitChecker();
  for (const [k, transfer] of transfers.entries()) {
    limit.event = k;
    const at = first + k * transferWords;
    const put = (field: number, value: bigint | undefined, name: string): void => {
      if (value !== undefined) writeU128(words, at + field, limit.big(value, 128, name));
    };
    put(transferAt.id, transfer.id, 'id');
    put(transferAt.debitAccountId, transfer.debitAccountId, 'debitAccountId');
    put(transferAt.creditAccountId, transfer.creditAccountId, 'creditAccountId');
    put(transferAt.amount, transfer.amount, 'amount');
    put(transferAt.pendingId, transfer.pendingId, 'pendingId');
    put(transferAt.userData128, transfer.userData128, 'userData128');
    if (transfer.userData64 !== undefined)
      writeU64(words, at + transferAt.userData64, limit.big(transfer.userData64, 64, 'userData64'));
    words[at + transferAt.userData32] = limit.small(transfer.userData32, 32, 'userData32');
    words[at + transferAt.timeout] = limit.small(transfer.timeout, 32, 'timeout');
    words[at + transferAt.ledger] = limit.small(transfer.ledger, 32, 'ledger');
    const code = limit.small(transfer.code, 16, 'code');
    words[at + transferAt.codeAndFlags] = code | (limit.small(transfer.flags, 16, 'flags') << 16);
  }
}

/** The transfers that 32 words each ask for. */
export function decodeTransfers(words: Uint32Array): readonly Required<NewTransfer>[] {
  return Array.from({ length: words.length / transferWords }, (_, k) => {
    const at = k * transferWords;
    const codeAndFlags = words[at + transferAt.codeAndFlags]!;
    return {
      id: readU128(words, at + transferAt.id),
      debitAccountId: readU128(words, at + transferAt.debitAccountId),
      creditAccountId: readU128(words, at + transferAt.creditAccountId),
      amount: readU128(words, at + transferAt.amount),
      pendingId: readU128(words, at + transferAt.pendingId),
      userData128: readU128(words, at + transferAt.userData128),
      userData64: readU64(words, at + transferAt.userData64),
      userData32: words[at + transferAt.userData32]!,
      timeout: words[at + transferAt.timeout]!,
      ledger: words[at + transferAt.ledger]!,
      code: codeAndFlags & 0xffff,
      flags: codeAndFlags >>> 16,
    };
  });
}

/** Writes accounts to be opened as 32 words each. Errors: `ledger.out_of_range`, with the event and its field. */
export function encodeAccounts(accounts: readonly NewAccount[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(accounts.length * newAccountWords);
  const limit = new LimitChecker();
  for (const [k, account] of accounts.entries()) {
    limit.event = k;
    const at = k * newAccountWords;
    writeU128(words, at + newAccountAt.id, limit.big(account.id, 128, 'id'));
    writeU128(words, at + newAccountAt.userData128, limit.big(account.userData128 ?? 0n, 128, 'userData128'));
    writeU64(words, at + newAccountAt.userData64, limit.big(account.userData64 ?? 0n, 64, 'userData64'));
    words[at + newAccountAt.userData32] = limit.small(account.userData32, 32, 'userData32');
    words[at + newAccountAt.ledger] = limit.small(account.ledger, 32, 'ledger');
    const code = limit.small(account.code, 16, 'code');
    words[at + newAccountAt.codeAndFlags] = code | (limit.small(account.flags, 16, 'flags') << 16);
  }
  return words;
}
