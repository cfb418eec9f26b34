import { fail, type Random } from '@finharbor/kernel';

/** An amount in `count` parts that differ by at most one smallest unit, the larger ones first. Errors: `ledger.too_small_to_split`. */
export function splitEvenly(totalMinor: bigint, count: number): readonly bigint[] {
  checkSplit(totalMinor, count);
  const parts = BigInt(count);
  return Array.from(
    { length: count },
    (_, k) => totalMinor / parts + (BigInt(k) < totalMinor % parts ? 1n : 0n),
  );
}

/**
 * An amount in `count` parts of at least one smallest unit, each way to split it being as likely as any other: places to cut are drawn until
 * enough are different. Errors: `ledger.too_small_to_split`.
 */
export function splitAtRandom(totalMinor: bigint, count: number, random: Random): readonly bigint[] {
  checkSplit(totalMinor, count);
  // With more cuts than places left free it is quicker to draw the free ones.
  const places = totalMinor - 1n;
  const cuts = BigInt(count - 1);
  const isSparse = cuts * 2n <= places;
  const drawn = new Set<bigint>();
  while (BigInt(drawn.size) < (isSparse ? cuts : places - cuts)) drawn.add(1n + below(places, random));
  const cut = isSparse
    ? [...drawn].toSorted((a, b) => (a < b ? -1 : 1))
    : Array.from({ length: Number(places) }, (_, k) => BigInt(k + 1)).filter((place) => !drawn.has(place));
  return [...cut, totalMinor].map((place, k) => place - (cut[k - 1] ?? 0n));
}

function checkSplit(totalMinor: bigint, count: number): void {
  if (!Number.isInteger(count) || count < 1 || totalMinor < BigInt(count))
    fail('ledger.too_small_to_split', 'Each part takes at least one smallest unit.');
}

/** A number from 0 to below `limit`, uniform: what would tip the scales is drawn again. */
function below(limit: bigint, random: Random): bigint {
  const bits = BigInt(limit.toString(2).length);
  const size = Number((bits + 7n) / 8n);
  for (;;) {
    const drawn = BigInt(`0x${Buffer.from(random.bytes(size)).toString('hex')}`) & ((1n << bits) - 1n);
    if (drawn < limit) return drawn;
  }
}
