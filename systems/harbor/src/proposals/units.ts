/** A number in whole units of its last decimal place that counts. */
export function inUnits(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals);
}
