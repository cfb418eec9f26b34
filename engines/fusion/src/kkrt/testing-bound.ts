/** ln(k!) for k up to `most`. */
export function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let k = 1; k <= most; k++) logs[k] = logs[k - 1]! + Math.log(k);
  return logs;
}

/**
 * Items that each draw three distinct bins have a placement unless some k + 1 of them have only k bins (Hall 1935). In a smallest such
 * set each of the k bins is drawn at least twice. The union bound over all sets, as minus its logarithm to base 2; ways to draw k bins
 * at least twice each in s = 3(k + 1) draws are at most s! (e^z - 1 - z)^k / z^s for every z, and at most all ways to draw within k bins.
 */
export function failureBits(
  { count, bins }: { readonly count: number; readonly bins: number },
  logs: Float64Array,
): number {
  const choose = (n: number, k: number): number => logs[n]! - logs[k]! - logs[n - k]!;
  const triples = (n: number): number => Math.log(n) + Math.log(n - 1) + Math.log(n - 2);
  let sum = 0;
  for (let k = 3; k < count; k++) {
    const draws = 3 * (k + 1);
    const ways = Math.min((k + 1) * triples(k), logs[draws]! + logLeastSeries(k, draws));
    sum += Math.exp(choose(count, k + 1) + choose(bins, k) + ways - (k + 1) * triples(bins));
  }
  return -Math.log2(sum);
}

/** The least ln of (e^z - 1 - z)^k / z^s, where its derivative vanishes: z (e^z - 1) / (e^z - 1 - z) = s / k. */
function logLeastSeries(k: number, s: number): number {
  let [low, high] = [1e-3, 20];
  for (let step = 0; step < 40; step++) {
    const z = (low + high) / 2;
    if ((z * Math.expm1(z)) / (Math.expm1(z) - z) < s / k) low = z;
    else high = z;
  }
  return k * Math.log(Math.expm1(low) - low) - s * Math.log(low);
}
