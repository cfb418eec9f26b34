import type { PublicKey } from '@finharbor/kernel/contract';
import { base64urlOf, bytesOfBase64url, hexOf, sha256Of, subtle } from './bytes.ts';
import { keyStore, type StoredKey } from './key-store.ts';
import { unsupported } from './unsupported.ts';

/** A key that signs in the page. The private half may be one that no code can read. */
export type BrowserKey = {
  readonly publicKey: PublicKey;
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
};

type KeyPair = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };

/** The key that this browser keeps under a name; undefined where it keeps none. Errors: `browser_key.unsupported`. */
export async function openBrowserKey(name: string): Promise<BrowserKey | undefined> {
  const stored = await (await keyStore()).read(name);
  return stored && keyOf(stored);
}

/**
 * Makes an Ed25519 key whose private half no code can read, and keeps it in this browser under a name; where one is kept there
 * already, that one. Whoever clears the browser's data loses it. Errors: `browser_key.unsupported`.
 */
export async function createBrowserKey(name: string): Promise<BrowserKey> {
  const store = await keyStore();
  let made: StoredKey;
  try {
    const pair = (await subtle().generateKey('Ed25519', false, ['sign', 'verify'])) as KeyPair;
    const raw = new Uint8Array(await subtle().exportKey('raw', pair.publicKey));
    made = { privateKey: pair.privateKey, publicKey: base64urlOf(raw) as PublicKey };
  } catch (cause) {
    return unsupported(cause);
  }
  return keyOf(await store.add(name, made));
}

/** A key from its two halves. */
export function keyOf({ privateKey, publicKey }: StoredKey): BrowserKey {
  return {
    publicKey,
    sign: async (bytes) => new Uint8Array(await subtle().sign('Ed25519', privateKey, bytes)),
  };
}

/** What a person reads out to another to compare keys: SHA-256 of the raw key, hex in groups of four. */
export async function fingerprintOf(publicKey: PublicKey): Promise<string> {
  const raw = bytesOfBase64url(publicKey, 32) ?? new Uint8Array();
  const hex = hexOf(await sha256Of(raw));
  return hex.match(/.{4}/g)!.slice(0, 8).join(' ');
}
