import { type Currency, currencies, currencyDigits, formatMoney, type Money } from '@finharbor/kernel';
import { Bad } from '../findings.ts';
import type { Leaf } from './node.ts';

const asWritten = (text: string): string => text;

/** Text of `least` to `most` characters: `Max35Text` is `text(35)`. Characters are code points, and spaces count. */
export function text(most: number, least = 1): Leaf<string> {
  return leaf((written) => {
    const long = written.length <= most ? written.length : [...written].length;
    if (long > most) return new Bad('iso20022.too_long', most);
    return long < least ? new Bad('iso20022.too_short', least) : written;
  });
}

/** Text of a given form, which `what` names to a person. */
export function form(pattern: RegExp, what: string): Leaf<string> {
  return leaf((written) => (pattern.test(written) ? written : new Bad('iso20022.not_a_form', what)));
}

/** One of a closed list of codes. */
export function code<const Codes extends readonly string[]>(codes: Codes): Leaf<Codes[number]> {
  return leaf((written) =>
    codes.includes(written) ? written : new Bad('iso20022.not_a_code', codes.join(', ')),
  );
}

/** `true` or `false`; `1` and `0` are read as well. */
export const flag: Leaf<boolean> = {
  form: 'leaf',
  attribute: undefined,
  read: (written) => {
    const value = collapse(written);
    if (value === 'true' || value === '1') return true;
    return value === 'false' || value === '0' ? false : new Bad('iso20022.not_a_code', 'true, false');
  },
  write: String,
};

/** A number of things: at most 15 digits, so exact in a `number`. */
export const count: Leaf<number> = {
  form: 'leaf',
  attribute: undefined,
  read: (written) =>
    /^[0-9]{1,15}$/.test(written) ? Number(written) : new Bad('iso20022.not_a_number', 15, 0),
  write: String,
};

/** A decimal number, kept as it was written. */
export function decimal(digits: number, fractionDigits: number): Leaf<string> {
  return leaf((written) => {
    const value = collapse(written);
    const parts = /^[+-]?(\d*)(?:\.(\d*))?$/.exec(value);
    const [, whole = '', fraction = ''] = parts ?? [];
    const [before, after] = [whole.replace(/^0+/, ''), fraction.replace(/0+$/, '')];
    const isNumber = parts !== null && whole.length + fraction.length > 0;
    if (isNumber && after.length <= fractionDigits && before.length + after.length <= digits) return value;
    return new Bad('iso20022.not_a_number', digits, fractionDigits);
  });
}

/** A day, `2026-11-27`, with or without an offset. */
export const date: Leaf<string> = leaf((written) => {
  const found = /^(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?$/.exec(written);
  return found !== null && isDay(found) && isOffset(found[4])
    ? written
    : new Bad('iso20022.not_a_date', '2026-11-27');
});

/** A day and time, `2026-11-27T09:30:00+08:00`. Without an offset it is the sender's local time, so no instant is made of it. */
export const dateTime: Leaf<string> = leaf((written) => {
  const found =
    /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(written);
  return found !== null && isDay(found) && isOffset(found[4])
    ? written
    : new Bad('iso20022.not_a_date', '2026-11-27T09:30:00+08:00');
});

export const bic: Leaf<string> = form(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/, 'BIC');
/** The BIC of the versions of 2009. */
export const bic2009: Leaf<string> = form(/^[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?$/, 'BIC');
export const country: Leaf<string> = form(/^[A-Z]{2}$/, 'ISO 3166 alpha-2');
export const currencyCode: Leaf<string> = form(/^[A-Z]{3}$/, 'ISO 4217');
export const uetr: Leaf<string> = form(
  /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/,
  'UUID v4',
);
export const iban: Leaf<string> = checked(/^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$/, 'IBAN', (written) =>
  isOneOf97(written.slice(4) + written.slice(0, 4)),
);
export const lei: Leaf<string> = checked(/^[A-Z0-9]{18}[0-9]{2}$/, 'LEI', isOneOf97);

/** An amount with its currency; zero is one. */
export const amount: Leaf<Money> = money(readAmount);

/** An amount above zero, as of a payment. */
export const payableAmount: Leaf<Money> = money((written, currency) => {
  const value = readAmount(written, currency);
  return value instanceof Bad || value.minor > 0n ? value : new Bad('iso20022.amount_zero');
});

const known: ReadonlySet<string> = new Set(currencies);
const tooLarge = 10n ** 18n;

function leaf<T extends string>(read: (text: string) => string | Bad): Leaf<T> {
  return { form: 'leaf', attribute: undefined, read: read as Leaf<T>['read'], write: asWritten };
}

function checked(pattern: RegExp, what: string, isRight: (written: string) => boolean): Leaf<string> {
  return leaf((written) => {
    if (!pattern.test(written)) return new Bad('iso20022.not_a_form', what);
    return isRight(written) ? written : new Bad('iso20022.check_digits', what);
  });
}

function money(read: (written: string, currency: Currency) => Money | Bad): Leaf<Money> {
  return {
    form: 'leaf',
    attribute: 'Ccy',
    read: (written, currency) => {
      if (currency === undefined) return new Bad('iso20022.currency_missing');
      if (!known.has(currency)) return new Bad('iso20022.currency_unknown', currencies.join(', '));
      return read(written, currency as Currency);
    },
    write: formatMoney,
    writeAttribute: (value) => value.currency,
  };
}

function readAmount(written: string, currency: Currency): Money | Bad {
  const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(collapse(written)) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0) return new Bad('iso20022.amount_malformed');
  if (sign === '-') return new Bad('iso20022.amount_negative');
  const digits = currencyDigits(currency);
  if (fraction.length > digits) return new Bad('iso20022.amount_too_precise', currency, digits);
  const significant = whole.replace(/^0+/, '');
  if (significant.length > 18) return new Bad('iso20022.amount_too_large');
  const minor = BigInt(significant + fraction.padEnd(digits, '0'));
  return minor < tooLarge ? { minor, currency } : new Bad('iso20022.amount_too_large');
}

/** The value of a type whose space at its ends does not count (XML Schema, whiteSpace=collapse); too long for any such type, nothing. */
function collapse(written: string): string {
  let [from, to] = [0, written.length];
  while (from < to && isSpace(written.charCodeAt(from))) from += 1;
  while (to > from && isSpace(written.charCodeAt(to - 1))) to -= 1;
  return to - from > 64 ? '' : written.slice(from, to);
}

function isSpace(character: number): boolean {
  return character === 0x20 || character === 0x0a || character === 0x09 || character === 0x0d;
}

function isDay([, year, month, day]: readonly string[]): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1 || m < 1 || m > 12 || d < 1) return false;
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const days = m === 2 ? 28 + (isLeap ? 1 : 0) : 30 + ((m + (m >> 3)) & 1);
  return d <= days;
}

function isOffset(offset: string | undefined): boolean {
  if (offset === undefined || offset === 'Z') return true;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(4))];
  return minutes < 60 && hours * 60 + minutes <= 14 * 60;
}

/** ISO 7064 mod 97-10: letters count 10 to 35. */
function isOneOf97(written: string): boolean {
  let rest = 0;
  for (const character of written) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
