import { newAccountAt, newAccountWords, transferAt, transferWords } from '../machine/layout.ts';
import { readU64, readU128 } from '../machine/u128.ts';
import type { NewAccount } from '../model/account.ts';
import type { NewTransfer } from '../model/transfer.ts';

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

/** The accounts that 32 words each ask for, without their user data. */
export function decodeAccounts(words: Uint32Array): readonly NewAccount[] {
  return Array.from({ length: words.length / newAccountWords }, (_, k) => {
    const at = k * newAccountWords;
    const codeAndFlags = words[at + newAccountAt.codeAndFlags]!;
    return {
      id: readU128(words, at + newAccountAt.id),
      ledger: words[at + newAccountAt.ledger]!,
      code: codeAndFlags & 0xffff,
      flags: codeAndFlags >>> 16,
    };
  });
}
