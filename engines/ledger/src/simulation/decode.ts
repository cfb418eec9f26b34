import { newAccountAt, newAccountWords } from '../machine/layout.ts';
import { readU128 } from '../machine/u128.ts';
import type { NewAccount } from '../model/account.ts';

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
