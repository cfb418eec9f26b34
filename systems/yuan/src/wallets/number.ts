import { numberOf } from '../money/ids.ts';

const digits = 10n ** 12n;

/** The number of a wallet that is opened under an id: no digit says whose it is. */
export function walletNumberOf(id: string): string {
  return `8156${String(numberOf('wallet number', id) % digits).padStart(12, '0')}`;
}
