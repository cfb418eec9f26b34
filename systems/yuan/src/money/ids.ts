import { sha256 } from '@finharbor/kernel';

/** An operator of wallets, by its code in the scheme. */
export type OperatorId = string;
/** A wallet's number: 16 digits, of which none says whose it is. */
export type WalletId = string;
/** The number that its sender gives a movement of money, a UUID: the same number is the same movement, however often and late it comes. */
export type MovementId = string;

/** The scheme's own accounts. */
export const issueAccount: bigint = numberOf('issue');
export const allowancePool: bigint = numberOf('pool');
export const gaugeAccount: bigint = numberOf('gauge');
export const gaugeCounter: bigint = numberOf('gauge counter');

export function vaultOf(operator: OperatorId): bigint {
  return numberOf('vault', operator);
}

export function walletAccount(wallet: WalletId): bigint {
  return numberOf('wallet', wallet);
}

/** What a wallet may still pay in a period: a day `2026-11-27` or a year `2026`. */
export function allowanceOf(wallet: WalletId, period: string): bigint {
  return numberOf('allowance', wallet, period);
}

/** What of a payment may still be refunded. */
export function refundableOf(payment: MovementId): bigint {
  return numberOf('refundable', payment);
}

const timeBits = 48n;
const restBits = 128n - timeBits;

/** One of the transfers that a movement is made of. It begins as the movement's number does: those of UUIDv7 rise with time, which the ledger likes. */
export function transferOf(movement: MovementId, part: string): bigint {
  const begin = BigInt(`0x${movement.replaceAll('-', '').slice(0, Number(timeBits) / 4)}`);
  return (begin << restBits) | (numberOf('transfer', movement, part) >> timeBits);
}

/** 128 bits that follow from words: nobody has to remember which account is whose. */
export function numberOf(...words: readonly string[]): bigint {
  return BigInt(
    `0x${sha256(`finharbor/yuan/1\n${words.join('\n')}`)
      .toHex()
      .slice(0, 32)}`,
  );
}
