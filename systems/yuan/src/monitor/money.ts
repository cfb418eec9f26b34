import type { TrialRow } from '@finharbor/ledger';
import { accountCodes, ledgers } from '../money/numbers.ts';

/** Where all digital yuan are, in fen. */
export type MoneyFigures = {
  readonly issuedMinor: bigint;
  readonly vaultsMinor: bigint;
  readonly walletsMinor: bigint;
  readonly pursesMinor: bigint;
  /** Set aside: on its way from a wallet to a bank. */
  readonly pendingMinor: bigint;
  /** What was issued and is nowhere, or is somewhere and was never issued: 0 in sound books. */
  readonly differenceMinor: bigint;
};

/** Reads from the ledger's trial balance where the money is. */
export function moneyFigures(trial: readonly TrialRow[]): MoneyFigures {
  const of = (code: number): { readonly heldMinor: bigint; readonly pendingMinor: bigint } => {
    const rows = trial.filter((row) => row.ledger === ledgers.money && row.code === code);
    return {
      heldMinor: rows.reduce((sum, row) => sum + row.creditsPosted - row.debitsPosted, 0n),
      pendingMinor: rows.reduce((sum, row) => sum + row.debitsPending, 0n),
    };
  };
  const [vaults, wallets, purses] = [of(accountCodes.vault), of(accountCodes.wallet), of(accountCodes.purse)];
  const issuedMinor = -of(accountCodes.issue).heldMinor;
  const figures = {
    issuedMinor,
    vaultsMinor: vaults.heldMinor,
    walletsMinor: wallets.heldMinor - wallets.pendingMinor,
    pursesMinor: purses.heldMinor - purses.pendingMinor,
    pendingMinor: wallets.pendingMinor + purses.pendingMinor,
  };
  const { vaultsMinor, walletsMinor, pursesMinor, pendingMinor } = figures;
  return {
    ...figures,
    differenceMinor: issuedMinor - vaultsMinor - walletsMinor - pursesMinor - pendingMinor,
  };
}
