import type { Bilingual } from '@finharbor/kernel/contract';
import { dayOf } from '../scheme/limits.ts';

/** What bills are for. */
export const billKinds = ['tax', 'housing_fund', 'non_tax'] as const;

/** What an office asks somebody to pay, as it is kept. Whether it is paid, the ledger knows. */
export type Bill = {
  /** 20 digits, the last of which checks the others. */
  readonly number: string;
  /** The wallet of the office, which is a merchant of the category `public`. */
  readonly office: string;
  readonly kind: (typeof billKinds)[number];
  /** `firm:` and a code, or `account:` and the number of an account at the office. */
  readonly payer: string;
  /** What the office calls it; the same again is the same bill. */
  readonly reference: string;
  readonly period: string;
  readonly title: Bilingual;
  readonly amountMinor: bigint;
  readonly dueAtMs: number;
  /** Late fee a day, in 100,000ths of the amount. */
  readonly latePer100k: number;
  readonly publishedAtMs: number;
};

const dayMs = 86_400_000;
/** Digits with one more that checks them: Luhn's, which finds each wrong digit and nearly all that change places. */
export function checked(body: string): string {
  const sum = [...body].toReversed().reduce((all, digit, at) => {
    const value = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** How many days a bill is late, by the calendar of the city. */
export function daysLate({ dueAtMs }: Pick<Bill, 'dueAtMs'>, atMs: number): number {
  const days = (Date.parse(dayOf(atMs)) - Date.parse(dayOf(dueAtMs))) / dayMs;
  return Math.max(0, days);
}

/** The late fee at a moment: so much a day, rounded down to the fen, and never more than the amount itself (行政强制法 art. 45). */
export function lateFee(bill: Pick<Bill, 'amountMinor' | 'dueAtMs' | 'latePer100k'>, atMs: number): bigint {
  const { amountMinor, latePer100k } = bill;
  const fee = (amountMinor * BigInt(latePer100k) * BigInt(daysLate(bill, atMs))) / 100_000n;
  return fee > amountMinor ? amountMinor : fee;
}

/** A payer as others see it. */
export function maskedPayer(payer: string): string {
  const [, kind, text] = /^(firm|account):(.*)$/.exec(payer)!;
  const shown = text!.length > 8 ? `${text!.slice(0, 2)}****${text!.slice(-4)}` : `****${text!.slice(-2)}`;
  return `${kind}:${shown}`;
}
