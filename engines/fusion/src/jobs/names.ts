import { sha256 } from '@finharbor/kernel';
import { digestBytes, keyDigests, mostAtOnce } from '../shards/digests.ts';
import type { CommonRows, LoadedShard } from '../shards/load.ts';

/**
 * Makes names of common keys: keyed BLAKE3 of a digest, under a key of its own derived from the job's. Both sides have the same for the
 * same key; to whoever has not taken part in the job, names of two jobs have nothing to do with each other or with keys.
 */
export function namer(hashKey: Uint8Array): (table: LoadedShard, common: CommonRows) => Uint8Array {
  const namesOf = keyDigests(sha256('finharbor/jobs/names/1\0', hashKey));
  return ({ ids }, common) => {
    const names = new Uint8Array(digestBytes * common.ids.length);
    for (let from = 0; from < common.ids.length; from += mostAtOnce) {
      const some = common.ids.subarray(from, from + mostAtOnce);
      names.set(namesOf(Array.from(some, (id) => ids[id]!)), digestBytes * from);
    }
    return names;
  };
}
