import { currencies, currencyDigits, type Money } from '@finharbor/kernel';
import { Bad } from '../findings.ts';
import type { Controls } from '../schema/message.ts';

/** A sum has up to 17 decimals, and is of amounts of all currencies. */
const sumDigits = 17;
const scales = new Map(
  currencies.map((currency) => [currency, 10n ** BigInt(sumDigits - currencyDigits(currency))]),
);

/** Counts entries and adds up their amounts, to be held against what a header says. */
export class Tally {
  count = 0;
  #sum: bigint | undefined = 0n;

  /** An amount that could not be read makes the sum unknown. */
  add(amount: Money | undefined): void {
    this.count += 1;
    if (amount === undefined || this.#sum === undefined) this.#sum = undefined;
    else this.#sum += amount.minor * scales.get(amount.currency)!;
  }

  differences(
    said: Controls,
    tags: readonly [count: string, sum: string],
  ): readonly (readonly [string, Bad])[] {
    const found: (readonly [string, Bad])[] = [];
    if (said.count !== undefined && said.count !== this.count)
      found.push([tags[0], new Bad('iso20022.count_differs', tags[0])]);
    if (said.sum !== undefined && this.#sum !== undefined && scaled(said.sum) !== this.#sum)
      found.push([tags[1], new Bad('iso20022.sum_differs', tags[1])]);
    return found;
  }
}

function scaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace(/^[+-]/, '').split('.');
  const size = BigInt(whole + fraction.slice(0, sumDigits).padEnd(sumDigits, '0'));
  return decimal.startsWith('-') ? -size : size;
}
