/** The currencies known here (ISO 4217). The digital yuan is CNY: the same money in another form. */
export const currencies: readonly [
  'CNY',
  'HKD',
  'MOP',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'SGD',
  'AED',
  'THB',
  'KRW',
  'CHF',
  'AUD',
  'CAD',
  'BHD',
  'KWD',
] = [
  'CNY',
  'HKD',
  'MOP',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'SGD',
  'AED',
  'THB',
  'KRW',
  'CHF',
  'AUD',
  'CAD',
  'BHD',
  'KWD',
];

/** One of the currencies known here, by its ISO 4217 code. */
export type Currency = (typeof currencies)[number];

const unusual: Partial<Record<Currency, number>> = { JPY: 0, KRW: 0, BHD: 3, KWD: 3 };

/** How many decimals a currency's smallest unit has (ISO 4217 minor unit). */
export function currencyDigits(currency: Currency): number {
  return unusual[currency] ?? 2;
}
