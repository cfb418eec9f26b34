import { type Clock, fail, type IdSource, type Random } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { type DataKey, dataKey, type Lot, takeLot } from './data-keys.ts';
import { gcmOpen, gcmSeal, nonceBytes, type SealAlgorithm } from './gcm.ts';
import type { KeyStore } from './key-store.ts';
import { boundTo, type SealContext, sealedParts, sealedText } from './sealed-text.ts';

/**
 * Seals values of columns. What a sealed column tells who reads the table: how long each value is, which key and algorithm it is
 * under, and when it changed; not which values are equal. Who has the process's memory, or database and key store, has the values.
 */
export type Sealer = {
  /** Errors: those of the key store. */
  readonly seal: (text: string, context: SealContext) => Promise<string>;
  /** Errors: `sealing.not_opened` for a value that was changed, moved to another place, or whose key is gone. */
  readonly open: (sealed: string, context: SealContext) => Promise<string>;
};

/** What a sealer works with. */
export type SealingOptions = {
  readonly keyStore: KeyStore;
  /** Of what is sealed from now on; what was sealed before opens by what stands in it. */
  readonly algorithm: SealAlgorithm;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: IdSource;
  /** Random nonces of 96 bits collide with a chance below 2^-32 within 2^32 uses (NIST SP 800-38D, 8.3): the default and the most. */
  readonly usesPerKey?: number;
};

/** A sealer's options and its database. */
export type SealingParts = Required<SealingOptions> & { readonly db: Kysely<AccessTables> };

const mostUses = 2 ** 32;

/** Envelope encryption over the table `access_data_key`: each column has data keys of its own, wrapped by a master key of the key store. */
export function sealerOn(db: Kysely<AccessTables>, options: SealingOptions): Sealer {
  const parts = { usesPerKey: mostUses, ...options, db };
  const lots = new Map<string, Lot>();
  const keys = new Map<string, DataKey>();
  const forSealing = async (scope: string): Promise<DataKey> => {
    const held = lots.get(scope);
    const isGood = held !== undefined && held.left > 0 && held.untilMs > parts.clock.nowMs();
    const lot = isGood ? held : await takeLot(parts, scope);
    lots.set(scope, lot);
    lot.left -= 1;
    return lot.key;
  };
  return {
    async seal(text, context) {
      const { id: keyId, algorithm, key } = await forSealing(`${context.table}.${context.column}`);
      const nonce = parts.random.bytes(nonceBytes);
      const aad = boundTo(context, { algorithm, keyId });
      const sealed = gcmSeal({ algorithm, key, nonce, aad }, Buffer.from(text, 'utf8'));
      return sealedText({ algorithm, keyId, nonce, sealed });
    },
    async open(text, context) {
      const found = sealedParts(text) ?? notOpened();
      const held = keys.get(found.keyId) ?? (await dataKey(parts, found.keyId));
      keys.set(held.id, held);
      if (held.algorithm !== found.algorithm) notOpened();
      const plain = gcmOpen({ ...held, nonce: found.nonce, aad: boundTo(context, found) }, found.sealed);
      return (plain ?? notOpened()).toString('utf8');
    },
  };
}

/** One answer for every reason: which one it was would help who tries. */
function notOpened(): never {
  return fail('sealing.not_opened', 'The value does not open.');
}
