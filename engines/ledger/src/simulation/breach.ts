/** Something that the ledger promises and did not do; its message says what. */
export class Breach extends Error {
  override name = 'Breach';
}

/** Throws a breach unless what is promised is so. */
export function promised(isSo: boolean, otherwise: () => string): asserts isSo {
  if (!isSo) throw new Breach(otherwise());
}
