import { FinharborError } from '@finharbor/kernel';

/** Refuses numbers that do not fit their field, and says which. Errors: `ledger.out_of_range`. */
export class LimitChecker {
  /** Which event of the batch is looked at. */
  event = 0;

  big(value: bigint, bits: number, field: string): bigint {
    if (value < 0n || value >> BigInt(bits) !== 0n) this.#refuse(bits, field);
    return value;
  }

  small(value: number | undefined, bits: number, field: string): number {
    if (value === undefined) return 0;
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits) this.#refuse(bits, field);
    return value;
  }

  #refuse(bits: number, field: string): never {
    const detail = `a whole number from 0 to below 2^${bits}`;
    throw new FinharborError({
      code: 'ledger.out_of_range',
      publicMessage: `Event ${this.event} has a wrong ${field}: it takes ${detail}.`,
      fields: [{ pointer: `/${this.event}/${field}`, detail }],
    });
  }
}
