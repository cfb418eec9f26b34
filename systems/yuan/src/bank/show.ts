import type { Bilingual } from '@finharbor/kernel/contract';
import type { YuanContext } from '../context.ts';
import { yuanErrors } from '../errors.ts';
import type { Wallet } from '../wallets/domain.ts';
import { standsAt } from './books.ts';
import { type BankAccount, bankReasonText, type Exchange, waitingText } from './domain.ts';
import type { Message } from './mail.ts';
import { accountsByNumber, hasToppedUp, linksOf } from './postgres.ts';
import type { BankAccountView, ExchangeView, LinkedAccount, MessageText, MessageView } from './views.ts';

/** An exchange as its holder sees it. */
export function exchangeView({
  operator: _operator,
  returnTry: _returnTry,
  refusal,
  waitsFor,
  ...exchange
}: Exchange): ExchangeView {
  return {
    ...exchange,
    reason: refusal === null ? null : { code: refusal, text: reasonText(refusal) },
    waiting: waitsFor === null ? null : { code: waitsFor, text: waitingText(waitsFor) },
  };
}

function reasonText(code: string): Bilingual {
  return (
    bankReasonText(code) ??
    yuanErrors[`yuan.${code}`]?.title ?? { en: 'The bank has rejected it.', zh: '银行已拒绝。' }
  );
}

/** Accounts as their holder sees them. */
export async function accountViews(
  { ledger }: Pick<YuanContext, 'ledger'>,
  accounts: readonly BankAccount[],
): Promise<readonly BankAccountView[]> {
  const stood = await standsAt(
    ledger,
    accounts.map(({ number }) => number),
  );
  return accounts.map(({ number, state, openedAtMs }) => ({
    number,
    state,
    openedAtMs,
    balanceMinor: stood.get(number)!,
  }));
}

/** The accounts a wallet is linked with. */
export async function linkedAccounts(
  { db, ledger }: Pick<YuanContext, 'db' | 'ledger'>,
  wallet: Wallet,
): Promise<readonly LinkedAccount[]> {
  const links = await linksOf(db, wallet.number);
  const numbers = links.map(({ account }) => account);
  const [accounts, stood] = await Promise.all([accountsByNumber(db, numbers), standsAt(ledger, numbers)]);
  return Promise.all(
    links.map(async ({ account, linkedAtMs }) => ({
      number: account,
      state: accounts.get(account)!.state,
      linkedAtMs,
      balanceMinor: stood.get(account)!,
      mayRedeem: wallet.tier !== 4 || (await hasToppedUp(db, wallet.number, account)),
    })),
  );
}

/** A message in a list. */
export function messageView({ xml: _xml, operator: _operator, ...message }: Message): MessageView {
  return message;
}

/** A message with what it says. */
export function messageText({ operator: _operator, ...message }: Message): MessageText {
  return message;
}
