import { accountFlags, type NewTransfer, transferFlags } from '@finharbor/ledger';
import type { MoneyLedger } from '../money/allowances.ts';
import { type MovementId, numberOf, numberOfMovement, transferOf } from '../money/ids.ts';
import type { BankReason } from './domain.ts';
import { bankAccount, bankCodes, bookingCodes, bookingOf, centralAccount, renminbi } from './numbers.ts';

/** Opens an account in the bank's books, out of which no more goes than has come in. */
export async function openInBooks(
  ledger: MoneyLedger,
  { number, isSettlement }: { readonly number: string; readonly isSettlement: boolean },
): Promise<void> {
  const flags = accountFlags.debitsMustNotExceedCredits;
  const code = isSettlement ? bankCodes.settlement : bankCodes.customer;
  const results = await ledger.createAccounts([
    { id: centralAccount, ledger: renminbi, code: bankCodes.central },
    { id: bankAccount(number), ledger: renminbi, code, flags },
  ]);
  const refused = results.find(({ status }) => status !== 'created' && status !== 'exists');
  if (refused) throw new Error(`The ledger refuses an account of the bank: ${refused.status}.`);
}

/** Money that a simulation gives an account to begin with. */
export async function payIn(
  ledger: MoneyLedger,
  {
    id,
    number,
    amountMinor,
  }: { readonly id: MovementId; readonly number: string; readonly amountMinor: bigint },
): Promise<void> {
  const [result] = await ledger.createTransfers([
    {
      id: transferOf(id, 'bank paid in'),
      debitAccountId: centralAccount,
      creditAccountId: bankAccount(number),
      amount: amountMinor,
      ledger: renminbi,
      code: bookingCodes.paidIn,
      userData128: numberOfMovement(id),
    },
  ]);
  if (result!.status !== 'created' && result!.status !== 'exists')
    throw new Error(`The ledger refuses money paid in: ${result!.status}.`);
}

/** What is on an account of the bank, in fen. */
export async function standsAt(
  ledger: MoneyLedger,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const found = await ledger.lookupAccounts(numbers.map(bankAccount));
  const byId = new Map(found.map((one) => [one.id, one.creditsPosted - one.debitsPosted]));
  return new Map(numbers.map((number) => [number, byId.get(bankAccount(number)) ?? 0n]));
}

/** One booking from account to account that a message asks for. */
export type Booking = {
  readonly operator: string;
  readonly movement: MovementId;
  readonly what: 'payment' | 'return';
  readonly from: string;
  readonly to: string;
  readonly amountMinor: bigint;
  /** The message that asks for it: another one of the same number is another payment. */
  readonly messageId: string;
};

/** What the bank makes of it: money that moved at a moment of the ledger, in nanoseconds, or why it did not. */
export type Booked =
  | { readonly kind: 'booked'; readonly atNs: bigint }
  | { readonly kind: 'rejected'; readonly reason: BankReason };

/**
 * Books, once however often it is asked. What speaks against it is judged only where it was not booked before: a process that was
 * stopped in between goes on as it began.
 */
export async function book(
  ledger: MoneyLedger,
  booking: Booking,
  judge: () => Promise<BankReason | undefined>,
): Promise<Booked> {
  const id = bookingOf(booking.operator, booking.movement, booking.what);
  const by = messageMark(booking.messageId);
  const [made] = await ledger.lookupTransfers([id]);
  if (made)
    return made.userData64 === by
      ? { kind: 'booked', atNs: made.timestamp }
      : { kind: 'rejected', reason: 'DU04' };
  const reason = await judge();
  if (reason) return { kind: 'rejected', reason };
  const money: NewTransfer = {
    id,
    debitAccountId: bankAccount(booking.from),
    creditAccountId: bankAccount(booking.to),
    amount: booking.amountMinor,
    ledger: renminbi,
    code: bookingCodes[booking.what],
    userData128: numberOfMovement(booking.movement),
    userData64: by,
  };
  const results = await ledger.createTransfers([...coverFirst(booking, money), money]);
  const { status } = results.find((one) => one.status !== 'linkedEventFailed')!;
  const { timestamp } = results.at(-1)!;
  if (status === 'created' || status === 'exists') return { kind: 'booked', atNs: timestamp };
  // The ledger remembers what it refused: an earlier try of this very message met the same.
  if (status === 'exceedsCredits' || status === 'idAlreadyFailed')
    return { kind: 'rejected', reason: 'AM04' };
  if (status.startsWith('existsWithDifferent')) return { kind: 'rejected', reason: 'DU04' };
  throw new Error(`The ledger refuses a booking of the bank: ${status}.`);
}

/**
 * The ledger remembers a number whose money was not there, and a return may be asked for again by a later message: so what it holds
 * against the account first has a number of that message's own, and the return's is only used where it comes about.
 */
function coverFirst(booking: Booking, money: NewTransfer): readonly NewTransfer[] {
  if (booking.what === 'payment') return [];
  const { linked, pending, voidPendingTransfer } = transferFlags;
  const part = (name: string): bigint => transferOf(booking.movement, `bank ${name} ${booking.messageId}`);
  const held = part('cover');
  return [
    { ...money, id: held, flags: linked | pending },
    { id: part('cover given back'), pendingId: held, amount: 0n, flags: linked | voidPendingTransfer },
  ];
}

function messageMark(messageId: string): bigint {
  return numberOf('bank message', messageId) & (2n ** 64n - 1n);
}
