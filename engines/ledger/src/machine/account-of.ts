import type { Account } from '../model/account.ts';
import { placeOf } from './books.ts';
import { accountAt, balanceAt } from './layout.ts';
import type { State } from './state.ts';
import { readU64, readU128, u128Words, writeU128 } from './u128.ts';

/** The account with an id as it stands; undefined where there is none. */
export function accountOf(state: State, id: bigint): Account | undefined {
  const no = accountNo(state, id);
  return no < 0 ? undefined : accountNumbered(state, no);
}

/** When the account with an id was last touched; 0n if never, or if there is none. */
export function lastEntryOf(state: State, id: bigint): bigint {
  const no = accountNo(state, id);
  if (no < 0) return 0n;
  const { words, at } = placeOf(state.balances, no);
  return readU64(words, at + balanceAt.lastEntry);
}

function accountNo(state: State, id: bigint): number {
  const words = new Uint32Array(u128Words);
  writeU128(words, 0, id);
  return state.findAccount(words, 0);
}

/** The account with a number as it stands. */
export function accountNumbered(state: State, no: number): Account {
  const { words: is, at } = placeOf(state.accounts, no);
  const { words: stands, at: to } = placeOf(state.balances, no);
  return {
    id: readU128(is, at + accountAt.id),
    debitsPending: readU128(stands, to + balanceAt.debitsPending),
    debitsPosted: readU128(stands, to + balanceAt.debitsPosted),
    creditsPending: readU128(stands, to + balanceAt.creditsPending),
    creditsPosted: readU128(stands, to + balanceAt.creditsPosted),
    userData128: readU128(is, at + accountAt.userData128),
    userData64: readU64(is, at + accountAt.userData64),
    userData32: is[at + accountAt.userData32]!,
    ledger: is[at + accountAt.ledger]!,
    code: is[at + accountAt.codeAndFlags]! & 0xffff,
    flags: stands[to + balanceAt.flags]!,
    timestamp: readU64(is, at + accountAt.timestamp),
  };
}
