/**
 * Where master keys live. Everything is asked for by a key's id and no key comes out, so that a PKCS#11 token (C_WrapKey or C_Encrypt,
 * C_Sign with CKM_SHA256_HMAC) or a key management service fits behind it. An implementation lets only this process's user ask.
 * Errors of every call: `sealing.key_unknown`, `sealing.keys_unavailable`; of `unwrap` also `sealing.not_opened`.
 */
export type KeyStore = {
  /** The ids of the keys in use: of the one that wraps from now on, and of the one that signs. */
  readonly keys: () => Promise<KeysInUse>;
  readonly wrap: (keyId: string, key: Uint8Array) => Promise<Uint8Array>;
  readonly unwrap: (keyId: string, wrapped: Uint8Array) => Promise<Uint8Array>;
  /** HMAC-SHA-256, 32 bytes. */
  readonly sign: (keyId: string, message: Uint8Array) => Promise<Uint8Array>;
  /** Makes a new wrapping key and uses it from now on; earlier ones still unwrap. Gives its id. */
  readonly rotate: () => Promise<string>;
};

/** The ids of the keys in use. */
export type KeysInUse = { readonly wrapping: string; readonly signing: string };
