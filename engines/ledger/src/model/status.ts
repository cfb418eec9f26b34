/** What became of an account that was to be opened. Names and numbers are TigerBeetle's (0.17) but for `created`, which is 2^32 - 1 there. */
export const createAccountStatus = {
  created: 0,
  linkedEventFailed: 1,
  linkedEventChainOpen: 2,
  reservedFlag: 5,
  idMustNotBeZero: 6,
  idMustNotBeIntMax: 7,
  flagsAreMutuallyExclusive: 8,
  ledgerMustNotBeZero: 13,
  codeMustNotBeZero: 14,
  existsWithDifferentFlags: 15,
  existsWithDifferentUserData128: 16,
  existsWithDifferentUserData64: 17,
  existsWithDifferentUserData32: 18,
  existsWithDifferentLedger: 19,
  existsWithDifferentCode: 20,
  exists: 21,
} as const;

/** What became of a transfer. Names and numbers are TigerBeetle's (0.17) but for `created`, which is 2^32 - 1 there; where several apply, the one listed first is told. */
export const createTransferStatus = {
  created: 0,
  linkedEventFailed: 1,
  linkedEventChainOpen: 2,
  reservedFlag: 4,
  idMustNotBeZero: 5,
  idMustNotBeIntMax: 6,
  existsWithDifferentFlags: 36,
  existsWithDifferentPendingId: 40,
  existsWithDifferentTimeout: 44,
  existsWithDifferentDebitAccountId: 37,
  existsWithDifferentCreditAccountId: 38,
  existsWithDifferentAmount: 39,
  existsWithDifferentUserData128: 41,
  existsWithDifferentUserData64: 42,
  existsWithDifferentUserData32: 43,
  existsWithDifferentLedger: 67,
  existsWithDifferentCode: 45,
  exists: 46,
  idAlreadyFailed: 68,
  flagsAreMutuallyExclusive: 7,
  debitAccountIdMustNotBeZero: 8,
  debitAccountIdMustNotBeIntMax: 9,
  creditAccountIdMustNotBeZero: 10,
  creditAccountIdMustNotBeIntMax: 11,
  accountsMustBeDifferent: 12,
  pendingIdMustBeZero: 13,
  pendingIdMustNotBeZero: 14,
  pendingIdMustNotBeIntMax: 15,
  pendingIdMustBeDifferent: 16,
  timeoutReservedForPendingTransfer: 17,
  closingTransferMustBePending: 64,
  ledgerMustNotBeZero: 19,
  codeMustNotBeZero: 20,
  debitAccountNotFound: 21,
  creditAccountNotFound: 22,
  accountsMustHaveTheSameLedger: 23,
  transferMustHaveTheSameLedgerAsAccounts: 24,
  pendingTransferNotFound: 25,
  pendingTransferNotPending: 26,
  pendingTransferHasDifferentDebitAccountId: 27,
  pendingTransferHasDifferentCreditAccountId: 28,
  pendingTransferHasDifferentLedger: 29,
  pendingTransferHasDifferentCode: 30,
  exceedsPendingTransferAmount: 31,
  pendingTransferHasDifferentAmount: 32,
  pendingTransferAlreadyPosted: 33,
  pendingTransferAlreadyVoided: 34,
  pendingTransferExpired: 35,
  debitAccountAlreadyClosed: 65,
  creditAccountAlreadyClosed: 66,
  overflowsDebitsPending: 47,
  overflowsCreditsPending: 48,
  overflowsDebitsPosted: 49,
  overflowsCreditsPosted: 50,
  overflowsDebits: 51,
  overflowsCredits: 52,
  overflowsTimeout: 53,
  exceedsCredits: 54,
  exceedsDebits: 55,
} as const;

type NameOf<Table> = keyof Table;

/** A status of an account, by name. */
export type CreateAccountStatus = NameOf<typeof createAccountStatus>;
/** A status of a transfer, by name. */
export type CreateTransferStatus = NameOf<typeof createTransferStatus>;

/**
 * Failures that another day might not have met: their ids are spent, so that a retry of a transfer that was refused is not carried out
 * behind its caller's back.
 */
export const transientStatuses: ReadonlySet<number> = new Set<number>([
  createTransferStatus.debitAccountNotFound,
  createTransferStatus.creditAccountNotFound,
  createTransferStatus.pendingTransferNotFound,
  createTransferStatus.exceedsCredits,
  createTransferStatus.exceedsDebits,
  createTransferStatus.debitAccountAlreadyClosed,
  createTransferStatus.creditAccountAlreadyClosed,
]);

const accountNames = namesOf(createAccountStatus);
const transferNames = namesOf(createTransferStatus);

/** The name of an account's status. */
export function accountStatusName(status: number): CreateAccountStatus {
  return accountNames.get(status)!;
}

/** The name of a transfer's status. */
export function transferStatusName(status: number): CreateTransferStatus {
  return transferNames.get(status)!;
}

function namesOf<Table extends object>(table: Table): ReadonlyMap<number, keyof Table> {
  return new Map(Object.entries(table).map(([name, number]) => [number, name as keyof Table]));
}
