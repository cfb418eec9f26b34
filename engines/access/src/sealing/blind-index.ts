import { canonicalJson } from '@finharbor/kernel';
import type { KeyStore } from './key-store.ts';

const indexBytes = 16;

/** What a value is looked up by without being shown. */
export type BlindIndex = (value: string, column: string) => Promise<Uint8Array>;

/**
 * HMAC-SHA-256 of a column's name and a value, cut to 128 bits, under the key store's signing key, which is never used for anything
 * else and does not change. Leaks: that two rows of a column hold the same value, and, to who may ask the key store to sign, whether
 * a guessed value is there: an identity number has few enough forms to try them all.
 */
export function blindIndex(keyStore: KeyStore): BlindIndex {
  return async (value, column) => {
    const { signing } = await keyStore.keys();
    const message = Buffer.from(canonicalJson(['finharbor/blind-index/v1', column, value]));
    return Uint8Array.from((await keyStore.sign(signing, message)).subarray(0, indexBytes));
  };
}
