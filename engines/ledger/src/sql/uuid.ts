const digits = 32;

/** A 128-bit number as PostgreSQL keeps it, the highest byte first; 0 is null. */
export function uuidOf(value: bigint | undefined): string | null {
  return value ? value.toString(16).padStart(digits, '0') : null;
}

/** A number from what PostgreSQL keeps; null is 0. */
export function numberOf(uuid: string | null): bigint {
  return uuid === null ? 0n : BigInt(`0x${uuid.replaceAll('-', '')}`);
}

/** Values as the text of an array; they have no character that an array would read as its own. */
export function arrayOf(values: Iterable<string | number | bigint | null>): string {
  return `{${Array.from(values, (value) => value ?? 'null').join(',')}}`;
}
