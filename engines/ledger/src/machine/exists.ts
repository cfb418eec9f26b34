import { createTransferStatus as status } from '../model/status.ts';
import { amountMax, transferFlags } from '../model/transfer.ts';
import { flagsOf, resolving } from './check.ts';
import { transferAt } from './layout.ts';
import { emptyField, type Place, sameField } from './place.ts';
import { readU128 } from './u128.ts';

const field = {
  debit: [transferAt.debitAccountId, 4],
  credit: [transferAt.creditAccountId, 4],
  pendingId: [transferAt.pendingId, 4],
  userData128: [transferAt.userData128, 4],
  userData64: [transferAt.userData64, 2],
  userData32: [transferAt.userData32, 1],
  timeout: [transferAt.timeout, 1],
  ledger: [transferAt.ledger, 1],
} as const;

type Field = readonly [number, number];

/**
 * How a transfer that is asked for compares with the one that was carried out under its id. `resolved` is the pending transfer that the
 * earlier one posted or voided: what the request leaves out was taken from there.
 */
export function compareWithMade(asked: Place, made: Place, resolved: Place | undefined): number {
  const flags = flagsOf(asked.words, asked.at);
  if (flags !== flagsOf(made.words, made.at)) return status.existsWithDifferentFlags;
  if (!sameField(asked, made, field.pendingId)) return status.existsWithDifferentPendingId;
  const inherits = (flags & resolving) !== 0;
  if (!sameField(asked, made, field.timeout)) return status.existsWithDifferentTimeout;
  const differs = (one: Field): boolean => {
    if (inherits && emptyField(asked, one)) return resolved !== undefined && !sameField(resolved, made, one);
    return !sameField(asked, made, one);
  };
  if (differs(field.debit)) return status.existsWithDifferentDebitAccountId;
  if (differs(field.credit)) return status.existsWithDifferentCreditAccountId;
  if (amountDiffers(asked, made, resolved)) return status.existsWithDifferentAmount;
  if (differs(field.userData128)) return status.existsWithDifferentUserData128;
  if (differs(field.userData64)) return status.existsWithDifferentUserData64;
  if (differs(field.userData32)) return status.existsWithDifferentUserData32;
  if (differs(field.ledger)) return status.existsWithDifferentLedger;
  const [askedCode, madeCode] = [asked, made].map(
    ({ words, at }) => words[at + transferAt.codeAndFlags]! & 0xffff,
  );
  if (askedCode !== madeCode && !(inherits && askedCode === 0)) return status.existsWithDifferentCode;
  return status.exists;
}

function amountDiffers(asked: Place, made: Place, resolved: Place | undefined): boolean {
  const flags = flagsOf(asked.words, asked.at);
  const [wanted, moved] = [asked, made].map(({ words, at }) => readU128(words, at + transferAt.amount)) as [
    bigint,
    bigint,
  ];
  if ((flags & (transferFlags.balancingDebit | transferFlags.balancingCredit)) !== 0) return wanted < moved;
  const whole = resolved && readU128(resolved.words, resolved.at + transferAt.amount);
  if ((flags & transferFlags.voidPendingTransfer) !== 0 && wanted === 0n) return moved !== whole;
  if ((flags & transferFlags.postPendingTransfer) !== 0 && wanted === amountMax) return moved !== whole;
  return wanted !== moved;
}
