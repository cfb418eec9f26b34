import { z } from 'zod';
import { type Currency, currencies, currencyDigits } from './currency.ts';
import { FinharborError, fail } from './errors.ts';

/** An exact amount: a whole number of the currency's smallest units (分 for CNY). May be negative. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

/** How a product that falls between two units is rounded: to the nearest with ties to even or away from zero, towards zero, away from zero. */
export type Rounding = 'halfEven' | 'halfUp' | 'down' | 'up';

/** An exact ratio; `over` is positive. 4.35 % is `{ times: 435n, over: 10_000n }`. */
export type Rational = { readonly times: bigint; readonly over: bigint };

/** An amount in smallest units. */
export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency };
}

/**
 * Reads a decimal amount: `1234.5` or `-0.01`; no exponent, no grouping, at most 30 digits before the point.
 * Errors: `money.malformed`, `money.too_precise` (more decimals than the currency has).
 */
export function parseMoney(text: string, currency: Currency): Money {
  const match = /^(-?)(0|[1-9][0-9]{0,29})(?:\.([0-9]+))?$/.exec(text);
  if (!match) fail('money.malformed', 'An amount is written like 1234.50, without grouping and exponent.');
  const [, sign, whole, decimals = ''] = match;
  const digits = currencyDigits(currency);
  if (decimals.length > digits)
    fail('money.too_precise', `${currency} has ${digits} decimals, this has ${decimals.length}.`);
  const minor = BigInt(`${whole}${decimals.padEnd(digits, '0')}`);
  return { minor: sign === '-' ? -minor : minor, currency };
}

/** The amount as a decimal with all decimals of its currency: `1234.50`. `parseMoney` reads it back. */
export function formatMoney({ minor, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  const sign = minor < 0n ? '-' : '';
  const cut = text.length - digits;
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, cut)}.${text.slice(cut)}`;
}

/** The sum. Errors: `money.currency_mismatch`. */
export function addMoney(a: Money, b: Money): Money {
  return { minor: a.minor + sameCurrency(a, b).minor, currency: a.currency };
}

/** The difference a − b. Errors: `money.currency_mismatch`. */
export function subtractMoney(a: Money, b: Money): Money {
  return { minor: a.minor - sameCurrency(a, b).minor, currency: a.currency };
}

/** Negative, zero or positive as a is less than, equal to or more than b. Errors: `money.currency_mismatch`. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  const difference = a.minor - sameCurrency(a, b).minor;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The amount times an exact ratio, rounded once as told. Errors: `money.bad_ratio` when `over` is not positive. */
export function multiplyMoney(amount: Money, ratio: Rational, rounding: Rounding): Money {
  if (ratio.over <= 0n) fail('money.bad_ratio', 'The denominator of a ratio must be positive.');
  return {
    minor: divideRounded(amount.minor * ratio.times, ratio.over, rounding),
    currency: amount.currency,
  };
}

/** Money on the wire: `{ "amount": "1234.50", "currency": "CNY" }`. */
export const moneySchema: z.ZodType<Money, { amount: string; currency: Currency }> = z
  .codec(
    z.strictObject({
      amount: z.string().max(40).meta({ description: 'Decimal, such as 1234.50' }),
      currency: z.enum(currencies),
    }),
    z.strictObject({ minor: z.bigint(), currency: z.enum(currencies) }),
    {
      decode: ({ amount, currency }, ctx) => {
        try {
          return parseMoney(amount, currency);
        } catch (error) {
          const message = error instanceof FinharborError ? error.publicMessage : 'not an amount';
          ctx.issues.push({ code: 'custom', message, input: amount, path: ['amount'] });
          return z.NEVER;
        }
      },
      encode: (value) => ({ amount: formatMoney(value), currency: value.currency }),
    },
  )
  .meta({ id: 'Money' });

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency)
    fail('money.currency_mismatch', `${a.currency} and ${b.currency} cannot be put together.`);
  return b;
}

function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const quotient = size / denominator;
  const twice = 2n * (size % denominator);
  const away = awayFromZero(rounding, { twice, denominator, odd: quotient % 2n === 1n });
  const rounded = away ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

type Rest = { readonly twice: bigint; readonly denominator: bigint; readonly odd: boolean };

function awayFromZero(rounding: Rounding, { twice, denominator, odd }: Rest): boolean {
  switch (rounding) {
    case 'down':
      return false;
    case 'up':
      return twice > 0n;
    case 'halfUp':
      return twice >= denominator;
    case 'halfEven':
      return twice > denominator || (twice === denominator && odd);
  }
}
