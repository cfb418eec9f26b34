import { strToU8, zipSync } from 'fflate';

/** Receipts as one archive with a file for each, as the page of a single receipt saves it. */
export function archiveOf(receipts: readonly { readonly id: string }[]): Uint8Array<ArrayBuffer> {
  const files = receipts.map((receipt) => [
    `receipt-${receipt.id}.json`,
    strToU8(JSON.stringify(receipt, null, 2)),
  ]);
  return zipSync(Object.fromEntries(files));
}
