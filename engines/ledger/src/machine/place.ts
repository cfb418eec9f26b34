/** Where a record stands: in these words, from this one on. */
export type Place = { readonly words: Uint32Array; readonly at: number };

/** Whether `size` words from `field` on are the same at both places. */
export function sameField(one: Place, other: Place, [field, size]: readonly [number, number]): boolean {
  for (let k = 0; k < size; k++)
    if (one.words[one.at + field + k] !== other.words[other.at + field + k]) return false;
  return true;
}

/** Whether `size` words from `field` on are all 0. */
export function emptyField({ words, at }: Place, [field, size]: readonly [number, number]): boolean {
  for (let k = 0; k < size; k++) if (words[at + field + k] !== 0) return false;
  return true;
}

/** Copies a record of `size` words. */
export function copyWords(from: Place, to: Place, size: number): void {
  for (let k = 0; k < size; k++) to.words[to.at + k] = from.words[from.at + k]!;
}
