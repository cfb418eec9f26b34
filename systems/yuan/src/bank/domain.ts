import type { Bilingual } from '@finharbor/kernel/contract';
import type { Refusal } from '../money/outcome.ts';

/** An account at the simulated bank; what is on it, the ledger knows. */
export type BankAccount = {
  readonly number: string;
  readonly party: string;
  /** The operator whose money behind its wallets is on it; null of a customer's. */
  readonly settlesFor: string | null;
  readonly state: 'open' | 'closed';
  readonly openedAtMs: number;
};

/** An account that a wallet is linked with. */
export type Link = {
  readonly wallet: string;
  readonly account: string;
  readonly mandate: string;
  readonly linkedAtMs: number;
};

/** How money between a bank account and a wallet stands. */
export const exchangeStates = ['asked', 'sent', 'paid', 'returning', 'done', 'rejected', 'returned'] as const;

/** Money between a bank account and a wallet. */
export type Exchange = {
  readonly id: string;
  readonly kind: 'top_up' | 'redemption';
  readonly wallet: string;
  readonly operator: string;
  readonly account: string;
  readonly amountMinor: bigint;
  /** Somebody asked for it, or it is a merchant's money that goes to its bank by itself. */
  readonly cause: 'asked' | 'sweep';
  readonly state: (typeof exchangeStates)[number];
  /** Why it has not come about: the bank's code of ISO 20022, or why the wallet refuses. */
  readonly refusal: string | null;
  /** How often the bank was asked for its return, and why the last try did not come about; null while one is under way. */
  readonly returnTry: number;
  readonly waitsFor: string | null;
  readonly askedAtMs: number;
  readonly endedAtMs: number | null;
};

/** What is asked for, before anything has become of it. */
export type AskedExchange = Omit<Exchange, 'state' | 'refusal' | 'returnTry' | 'waitsFor' | 'endedAtMs'>;

/** Why the bank rejects a payment: a code of the external lists of ISO 20022. */
export type BankReason =
  | 'AC02'
  | 'AC03'
  | 'AC05'
  | 'AC07'
  | 'AG01'
  | 'AM03'
  | 'AM04'
  | 'DU04'
  | 'MD01'
  | 'RF01';

const bankReasons: Readonly<Record<BankReason, Bilingual>> = {
  AC02: { en: 'The bank has no such account to pay from.', zh: '银行无此付款账户。' },
  AC03: { en: 'The bank has no such account to pay to.', zh: '银行无此收款账户。' },
  AC05: { en: 'The account to pay from is closed.', zh: '付款账户已销户。' },
  AC07: { en: 'The account to pay to is closed.', zh: '收款账户已销户。' },
  AG01: { en: 'The sender may not pay from this account.', zh: '发起方无权从该账户付款。' },
  AM03: { en: 'The account is kept in renminbi.', zh: '该账户仅支持人民币。' },
  AM04: { en: 'There is not that much on the account.', zh: '银行账户余额不足。' },
  DU04: { en: 'A payment of this number was made already.', zh: '该流水号的付款已受理，不得重复。' },
  MD01: {
    en: 'The holder of the account has not allowed it: link the account first.',
    zh: '账户持有人未授权，请先绑定该账户。',
  },
  RF01: { en: 'There is no such payment to return.', zh: '未找到可退回的原付款。' },
};

/** Why a wallet refuses money: as the till says, or because it is frozen. */
export type WalletReason = Refusal | 'wallet_frozen';

/** What a reason of the bank's means; undefined of a wallet's. */
export function bankReasonText(reason: string): Bilingual | undefined {
  return (bankReasons as Readonly<Record<string, Bilingual>>)[reason];
}

/** Why money that goes back is not back yet. */
export function waitingText(code: string): Bilingual {
  if (code === 'AM04')
    return {
      en: 'The bank’s account behind the wallets has not so much now. It goes back by itself as soon as there is.',
      zh: '备付账户余额暂时不足，资金到位后将自动退回。',
    };
  const reason = bankReasonText(code) ?? { en: `The bank says ${code}.`, zh: `银行答复 ${code}。` };
  return {
    en: `${reason.en} It does not go back by itself: the wallet’s bank has to look at it.`,
    zh: `${reason.zh}不会自动退回，须由钱包开立银行处理。`,
  };
}

/** The standard's word for why a wallet refuses money, as the return of it tells the bank. */
export function returnReason(reason: WalletReason): string {
  if (reason === 'wallet_full') return 'AM02';
  if (reason === 'wallet_frozen') return 'AC06';
  return reason === 'wallet_closed' ? 'AC04' : 'MS03';
}
