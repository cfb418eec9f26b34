import { derivedId, type MovementId, numberOf } from '../money/ids.ts';
import { checked } from './domain.ts';

const digits = 10n ** 19n;

/** The number of an office's bill: nobody guesses it who has not been told. */
export function billNumberOf(office: string, reference: string): string {
  return checked(String(numberOf('bill', office, reference) % digits).padStart(19, '0'));
}

/** The number of a payment's receipt. */
export function receiptNumberOf(payment: MovementId): string {
  return checked(String(numberOf('receipt', payment) % digits).padStart(19, '0'));
}

/** What comes about once where a bill is paid, or cancelled. */
export function onceForBill(number: string): string {
  return `bill ${number}`;
}

/** The movement that stands for a bill's cancellation. */
export function cancellationOf(number: string): MovementId {
  return derivedId('bill cancelled', number);
}
