import type { StatementAccount } from '@finharbor/iso20022';
import { fail } from '@finharbor/kernel';
import { derivedId, type MovementId } from '../money/ids.ts';
import { openInBooks, payIn } from './books.ts';
import type { RailContext } from './context.ts';
import type { BankAccount } from './domain.ts';
import { accountAt, bankAgent, operatorParty } from './messages/parts.ts';
import { accountNumberOf } from './numbers.ts';
import { accountsByNumber, keepAccount } from './postgres.ts';

/** What an account is opened with, as a simulation can: the same id again is the same account. */
export type NewBankAccount = {
  readonly id: MovementId;
  /** Whose it is. */
  readonly party: string;
  /** What is on it to begin with. */
  readonly amountMinor: bigint;
};

type Opening = Pick<RailContext, 'db' | 'clock' | 'ledger'>;

/** Opens a customer's account at the simulated bank. Errors: `yuan.other_movement` where the id was used for another. */
export async function openBankAccount(
  { db, clock, ledger }: Opening,
  { id, party, amountMinor }: NewBankAccount,
): Promise<BankAccount> {
  const number = accountNumberOf(id);
  await openInBooks(ledger, { number, isSettlement: false });
  await keepAccount(db, { number, party, settlesFor: null, state: 'open', openedAtMs: clock.nowMs() });
  const kept = (await accountsByNumber(db, [number])).get(number)!;
  if (kept.party !== party) fail('yuan.other_movement', 'Another account was opened under this id.');
  if (amountMinor > 0n) await payIn(ledger, { id, number, amountMinor });
  return kept;
}

/** The number of the account on which an operator's money behind its wallets is. */
export function settlementNumber(operator: string): string {
  return accountNumberOf(derivedId('settlement account', operator));
}

/** Sees to it that an operator has its settlement account, and gives its number. */
export async function settlementAccount({ db, clock, ledger }: Opening, operator: string): Promise<string> {
  const number = settlementNumber(operator);
  if ((await accountsByNumber(db, [number])).has(number)) return number;
  const { party } = await db
    .selectFrom('yuan_operator')
    .select('party')
    .where('code', '=', operator)
    .executeTakeFirstOrThrow();
  await openInBooks(ledger, { number, isSettlement: true });
  await keepAccount(db, { number, party, settlesFor: operator, state: 'open', openedAtMs: clock.nowMs() });
  return number;
}

/** The account as statements name it. */
export function settlementNamed(operator: string): StatementAccount {
  return {
    ...accountAt(settlementNumber(operator)),
    currency: 'CNY',
    owner: operatorParty(operator),
    servicer: bankAgent,
  };
}
