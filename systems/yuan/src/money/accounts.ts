import { accountFlags, type NewAccount } from '@finharbor/ledger';
import type { MoneyLedger } from './allowances.ts';
import {
  allowancePool,
  gaugeAccount,
  gaugeCounter,
  issueAccount,
  type OperatorId,
  onceAccount,
  type PurseId,
  purseAccount,
  vaultOf,
  type WalletId,
  walletAccount,
} from './ids.ts';
import { accountCodes, ledgers } from './numbers.ts';

const schemeAccounts: readonly NewAccount[] = [
  { id: issueAccount, ledger: ledgers.money, code: accountCodes.issue },
  { id: allowancePool, ledger: ledgers.allowance, code: accountCodes.pool },
  {
    id: gaugeAccount,
    ledger: ledgers.money,
    code: accountCodes.gauge,
    flags: accountFlags.creditsMustNotExceedDebits,
  },
  { id: gaugeCounter, ledger: ledgers.money, code: accountCodes.gauge },
  { id: onceAccount, ledger: ledgers.allowance, code: accountCodes.once },
];

export function openOperator(ledger: MoneyLedger, operator: OperatorId): Promise<void> {
  return open(ledger, [...schemeAccounts, fundedAccount(vaultOf(operator), accountCodes.vault)]);
}

export function openWallet(ledger: MoneyLedger, wallet: WalletId): Promise<void> {
  return open(ledger, [fundedAccount(walletAccount(wallet), accountCodes.wallet)]);
}

/** Opens purses, at most 8,000 at once. */
export function openPurses(ledger: MoneyLedger, purses: readonly PurseId[]): Promise<void> {
  return open(
    ledger,
    purses.map((purse) => fundedAccount(purseAccount(purse), accountCodes.purse)),
  );
}

/** An account out of which no more goes than has come in. */
function fundedAccount(id: bigint, code: number): NewAccount {
  return { id, ledger: ledgers.money, code, flags: accountFlags.debitsMustNotExceedCredits };
}

async function open(ledger: MoneyLedger, accounts: readonly NewAccount[]): Promise<void> {
  const results = await ledger.createAccounts(accounts);
  const refused = results.find(({ status }) => status !== 'created' && status !== 'exists');
  if (refused) throw new Error(`The ledger refuses an account: ${refused.status}.`);
}
