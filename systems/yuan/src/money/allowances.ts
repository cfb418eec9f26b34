import { accountFlags, type Ledger, type NewTransfer, transferFlags } from '@finharbor/ledger';
import { dayOf } from '../scheme/limits.ts';
import type { LinkRefusal, WalletTerms } from './chain.ts';
import { allowanceOf, allowancePool, numberOf } from './ids.ts';
import { accountCodes, ledgers, transferCodes } from './numbers.ts';

/** What a wallet may still pay in a period that is limited. */
export type Allowance = {
  readonly account: bigint;
  readonly limitMinor: bigint;
  readonly refusedAs: LinkRefusal;
};

/** The ledger as this system uses it. */
export type MoneyLedger = Pick<
  Ledger,
  'createAccounts' | 'createTransfers' | 'lookupAccounts' | 'lookupTransfers'
>;

/** The allowances that a payment of a wallet is taken from. */
export function allowancesOf({ wallet, limits }: WalletTerms, atMs: number): readonly Allowance[] {
  const day = dayOf(atMs);
  return [
    { limitMinor: limits.dayMinor, period: day, refusedAs: 'day_limit' as const },
    { limitMinor: limits.yearMinor, period: day.slice(0, 4), refusedAs: 'year_limit' as const },
  ].flatMap(({ limitMinor, period, refusedAs }) =>
    limitMinor === null ? [] : [{ account: allowanceOf(wallet, period), limitMinor, refusedAs }],
  );
}

/** Sees to it that allowances have been granted as the limits are now, before a payment is taken from them. */
export type Grant = (allowances: readonly Allowance[]) => Promise<void>;

const remembered = 200_000;

/**
 * Grants allowances in the ledger. What has been granted is remembered, so that only the first payment of a wallet on a day asks the
 * ledger; a limit that has changed is made good by the difference, and what was spent stays spent.
 */
export function grantsOn(ledger: MoneyLedger): Grant {
  const granted = new Map<bigint, bigint>();
  return async (allowances) => {
    for (const allowance of allowances) {
      if (granted.get(allowance.account) === allowance.limitMinor) continue;
      await grantOne(ledger, allowance);
      if (granted.size >= remembered) granted.clear();
      granted.set(allowance.account, allowance.limitMinor);
    }
  };
}

/** What has been spent of an allowance, whatever its limit has been meanwhile. */
export async function spentOf(ledger: MoneyLedger, { account }: Allowance): Promise<bigint> {
  const { granted } = await grantedOf(ledger, account);
  return granted - (await leftOf(ledger, account));
}

const readAtOnce = 16;

/** The grants of an allowance have numbers of their own, one after the other: of two processes only one makes each. */
async function grantOne(ledger: MoneyLedger, { account, limitMinor }: Allowance): Promise<void> {
  const flags = accountFlags.debitsMustNotExceedCredits;
  await ledger.createAccounts([
    { id: account, ledger: ledgers.allowance, code: accountCodes.allowance, flags },
  ]);
  for (;;) {
    const { count, granted } = await grantedOf(ledger, account);
    const missing = limitMinor - granted;
    if (missing === 0n) return;
    if (missing < 0n && (await leftOf(ledger, account)) === 0n) return;
    const [result] = await ledger.createTransfers([grantTransfer(account, count, missing)]);
    if (result!.status !== 'created' && !result!.status.startsWith('exists'))
      throw new Error(`The ledger refuses an allowance: ${result!.status}.`);
  }
}

function grantTransfer(account: bigint, no: number, missing: bigint): NewTransfer {
  const common = {
    id: grantId(account, no),
    ledger: ledgers.allowance,
    code: transferCodes.grant,
  };
  return missing > 0n
    ? { ...common, debitAccountId: allowancePool, creditAccountId: account, amount: missing }
    : {
        ...common,
        debitAccountId: account,
        creditAccountId: allowancePool,
        amount: -missing,
        // What is spent already cannot be taken back.
        flags: transferFlags.balancingDebit,
      };
}

async function grantedOf(
  ledger: MoneyLedger,
  account: bigint,
): Promise<{ readonly count: number; readonly granted: bigint }> {
  let count = 0;
  let granted = 0n;
  for (;;) {
    const ids = Array.from({ length: readAtOnce }, (_, at) => grantId(account, count + at));
    const found = await ledger.lookupTransfers(ids);
    for (const { creditAccountId, amount } of found)
      granted += creditAccountId === account ? amount : -amount;
    count += found.length;
    if (found.length < readAtOnce) return { count, granted };
  }
}

function grantId(account: bigint, no: number): bigint {
  return numberOf('grant', `${account}`, `${no}`);
}

async function leftOf(ledger: MoneyLedger, account: bigint): Promise<bigint> {
  const [found] = await ledger.lookupAccounts([account]);
  return found ? found.creditsPosted - found.debitsPosted - found.debitsPending : 0n;
}
