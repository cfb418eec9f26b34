/*
 * Kolesnikov, Kumaresan, Rosulek, Trieu, "Efficient batched oblivious PRF with applications to private set intersection",
 * CCS 2016. docs/crypto.md says why these values.
 */

/** Columns of the pseudo-random code: the paper's choice for up to 2^24 identifiers. */
export const codeBits = 448;

/** Bytes of a row of the matrix, of what it takes in memory, and of what H is asked: the row and its bin's number. */
export const codeBytes: number = codeBits / 8;
export const rowBytes = 64;
export const hashedRowBytes: number = codeBytes + 4;

/** Bytes that a code word is made of: a digest, and which of the item's three bins this is. */
export const codeInputBytes = 20;
export const digestBytes = 16;

/** Bins that go over the wire together: a power of two whose rows fit a core's caches. */
export const chunkBins: number = 2 ** 13;

/** 128-bit computational security needs 2^-40 of the codes' distances (`codeBits`), which holds up to here; entries have room for it. */
export const kkrtMostIds: number = 2 ** 24;

/**
 * Bins for so many identifiers: 1.3 each and 256 more, in whole blocks. Three hash functions and no stash then fail with
 * probability below 2^-44, by the union bound that the test computes; 1.27 (Pinkas, Schneider, Zohner 2018) is an experiment's result.
 */
export function binsFor(count: number): number {
  return 128 * Math.ceil((1.3 * count + 256) / 128);
}

/** Bytes of a tag: so many that different ones are taken for equal with probability below 2^-41, in all comparisons together. */
export function tagWidth({
  receiverSize,
  senderSize,
}: {
  readonly receiverSize: number;
  readonly senderSize: number;
}): number {
  return Math.ceil((41 + Math.log2(receiverSize) + Math.log2(3 * senderSize)) / 8);
}
