import type { PublicKey } from '@finharbor/kernel/contract';
import { unsupported } from './unsupported.ts';

/** A key as it is kept: the private half as the browser's own object, which pages can use and not read. */
export type StoredKey = { readonly privateKey: CryptoKey; readonly publicKey: PublicKey };

/** Keys by name, in this browser. */
export type KeyStore = {
  readonly read: (name: string) => Promise<StoredKey | undefined>;
  /** Keeps the key unless one has the name; gives the one that is kept. */
  readonly add: (name: string, key: StoredKey) => Promise<StoredKey>;
};

// Of IndexedDB as much as is used here: this package is checked without a browser's types, too.
type Request<T> = { result: T; error: unknown; onsuccess: (() => void) | null; onerror: (() => void) | null };
type Keys = {
  readonly get: (name: string) => Request<StoredKey | undefined>;
  readonly put: (key: StoredKey, name: string) => Request<unknown>;
};
type Opened = {
  readonly createObjectStore: (name: string) => void;
  readonly transaction: (
    store: string,
    mode: 'readonly' | 'readwrite',
  ) => { readonly objectStore: (name: string) => Keys };
};
type Opening = Request<Opened> & { onupgradeneeded: (() => void) | null };
type Databases = { readonly open: (name: string, version: number) => Opening };

const [database, table] = ['finharbor', 'keys'];

/** Opens the browser's keys. Errors: `browser_key.unsupported` where it keeps nothing, as some do in private windows. */
export async function keyStore(): Promise<KeyStore> {
  const databases = (globalThis as { readonly indexedDB?: Databases }).indexedDB;
  if (!databases) return unsupported();
  const opening = databases.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(table);
  const opened = await answer(opening);
  return {
    read: (name) => answer(opened.transaction(table, 'readonly').objectStore(table).get(name)),
    async add(name, key) {
      // One transaction: of two tabs that make a key at once, both end with the same.
      const keys = opened.transaction(table, 'readwrite').objectStore(table);
      const found = await answer(keys.get(name));
      if (found) return found;
      await answer(keys.put(key, name));
      return key;
    },
  };
}

async function answer<T>(request: Request<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  try {
    return await promise;
  } catch (cause) {
    return unsupported(cause);
  }
}
