/** A decimal number of up to fifteen digits before the point and six after it. */
export const decimalForm: RegExp = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

/** Its millionths. */
export function millionths(text: string): bigint {
  const [, sign, whole, part = ''] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text)!;
  const value = BigInt(whole!) * 1_000_000n + BigInt(part.padEnd(6, '0'));
  return sign === '-' ? -value : value;
}

/** Without zeros that say nothing. */
export function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
