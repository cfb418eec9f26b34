/** Yuan as somebody types them, as fen, exactly; undefined where they are none. */
export function fenOf(typed: string): bigint | undefined {
  const [, yuan, cents = ''] = /^([0-9]{1,12})(?:\.([0-9]{1,2}))?$/.exec(typed.trim()) ?? [];
  return yuan === undefined ? undefined : BigInt(yuan) * 100n + BigInt(cents.padEnd(2, '0'));
}

/** Parts of a price as equal as they can be, the larger first. */
export function equalParts(priceMinor: bigint, count: number): readonly bigint[] {
  const [each, over] = [priceMinor / BigInt(count), priceMinor % BigInt(count)];
  return Array.from({ length: count }, (_, at) => (BigInt(at) < over ? each + 1n : each));
}
