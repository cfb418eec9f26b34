import { numberOf } from '../money/ids.ts';

/** The number of a card bought under an id. */
export function cardNumberOf(id: string): string {
  return String(numberOf('card number', id) % 10n ** 10n).padStart(10, '0');
}
