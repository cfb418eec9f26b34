import { commitBytesNow, digestNow, leafHashNow } from '@finharbor/evidence';

const domain = new TextEncoder().encode('finharbor/ledger-salt/v1\0');
const seedBytes = 32;
/** So much of a record goes into its salt: it is different for all records of a journal. */
const namedBytes = 16;

/**
 * Makes leaves out of records. A leaf of a tree is the salted commitment of a record (`commitBytes` of `@finharbor/evidence`), so that
 * whoever sees the hashes beside their own cannot test guesses at what they are of. The salt is SHA-256(domain || 0x00 || seed || first
 * 16 bytes of the record).
 */
export class Leaves {
  readonly #named: Uint8Array = new Uint8Array(domain.length + seedBytes + namedBytes);

  constructor(seed: Uint8Array) {
    this.#named.set(domain);
    this.#named.set(seed, domain.length);
  }

  /** What opens a record's commitment. */
  salt(record: Uint8Array): Uint8Array {
    this.#named.set(record.subarray(0, namedBytes), domain.length + seedBytes);
    return digestNow(this.#named);
  }

  /** The RFC 6962 leaf hash of a record's commitment. */
  hash(record: Uint8Array): Uint8Array {
    return leafHashNow(commitBytesNow({ body: record, salt: this.salt(record) }));
  }
}
