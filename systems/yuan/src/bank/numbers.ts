import { derivedId, type MovementId, numberOf, transferOf } from '../money/ids.ts';
import { withCheckDigit } from './account-number.ts';

/** The bank keeps its books in renminbi, whose ledger has its ISO 4217 number. */
export const renminbi = 156;

/** What the bank's accounts are, by the Ministry of Finance's chart of accounts. */
export const bankCodes = { central: 1003, customer: 2011, settlement: 2012 } as const;

/** Why money moves at the bank. */
export const bookingCodes = { paidIn: 2, payment: 130, return: 131 } as const;

/** Where money that the bank is given comes from. */
export const centralAccount: bigint = numberOf('bank central');

export function bankAccount(number: string): bigint {
  return numberOf('bank account', number);
}

const digits = 10n ** 14n;

/** The number of an account that is opened under an id: no digit says whose it is. */
export function accountNumberOf(id: string): string {
  return withCheckDigit(`8862${String(numberOf('bank account number', id) % digits).padStart(14, '0')}`);
}

/** A movement's number as the messages bear it: their identifiers have room for 35 characters. */
export function endToEndOf(movement: MovementId): string {
  return movement.replaceAll('-', '');
}

/** The movement that a message's identifier names; of one that is none of ours, a number that follows from it. */
export function movementBy(operator: string, endToEndId: string): MovementId {
  if (!/^[0-9a-f]{32}$/.test(endToEndId)) return derivedId('end to end', operator, endToEndId);
  const at = [0, 8, 12, 16, 20, 32];
  return at
    .slice(1)
    .map((end, no) => endToEndId.slice(at[no], end))
    .join('-');
}

/** A booking of a movement at the bank. */
export function bookingOf(operator: string, movement: MovementId, what: 'payment' | 'return'): bigint {
  return transferOf(movement, `bank ${operator} ${what}`);
}

/** A message's identifier that follows from what it is about: who makes it again gives it the same. */
export function messageIdOf(...words: readonly string[]): string {
  return endToEndOf(derivedId('bank message', ...words));
}
