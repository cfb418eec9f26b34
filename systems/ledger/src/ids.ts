/** The ledger's number as PostgreSQL keeps it: a uuid, the highest byte first. */
export function uuidOf(id: bigint): string {
  return id.toString(16).padStart(32, '0');
}

/** The number that a uuid writes. */
export function numberOf(uuid: string): bigint {
  return BigInt(`0x${uuid.replaceAll('-', '')}`);
}
