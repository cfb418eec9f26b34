import { sha256 } from '@finharbor/kernel';

/** An operator of wallets, by its code in the scheme. */
export type OperatorId = string;
/** A wallet's number: 16 digits, of which none says whose it is. */
export type WalletId = string;
/** The number that its sender gives a movement of money, a UUID: the same number is the same movement, however often and late it comes. */
export type MovementId = string;

/** A purse's number, a UUID. */
export type PurseId = string;

/** The scheme's own accounts. */
export const issueAccount: bigint = numberOf('issue');
export const allowancePool: bigint = numberOf('pool');
export const gaugeAccount: bigint = numberOf('gauge');
export const gaugeCounter: bigint = numberOf('gauge counter');
export const onceAccount: bigint = numberOf('once');

export function vaultOf(operator: OperatorId): bigint {
  return numberOf('vault', operator);
}

export function walletAccount(wallet: WalletId): bigint {
  return numberOf('wallet', wallet);
}

export function purseAccount(purse: PurseId): bigint {
  return numberOf('purse', purse);
}

/** What may come about once, such as the payment of an order. */
export function onceOf(what: string): bigint {
  return numberOf('once', what);
}

/** What a wallet may still pay in a period: a day `2026-11-27` or a year `2026`. */
export function allowanceOf(wallet: WalletId, period: string): bigint {
  return numberOf('allowance', wallet, period);
}

/** What may still be refunded of what came from a payment's nth source. */
export function refundableOf(payment: MovementId, at: number): bigint {
  return numberOf('refundable', payment, `${at}`);
}

/** A movement's number as the ledger keeps it beside a transfer. */
export function numberOfMovement(movement: MovementId): bigint {
  return BigInt(`0x${movement.replaceAll('-', '')}`);
}

/** The movement of a number that the ledger keeps beside a transfer. */
export function movementOf(number: bigint): MovementId {
  const hex = number.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
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

/** The number of a movement that follows from others, a UUID of version 8: whoever carries it out again does so under the same number. */
export function derivedId(...words: readonly string[]): MovementId {
  const hex = numberOf('derived', ...words)
    .toString(16)
    .padStart(32, '0');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
