import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountAt, accountWords, entryAt, entryWords } from '../machine/layout.ts';
import { writeU64, writeU128 } from '../machine/u128.ts';
import { Leaves } from './leaf.ts';
import { readAccountRecord, readEntryRecord, readHeadRecord } from './read-record.ts';
import { accountRecord, entryRecord, headRecord } from './record.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

type Facts = NonNullable<ReturnType<typeof readEntryRecord>>;
const kinds = { transfer: 1, expiry: 2, refusal: 3 } as const;

function entryOf(facts: Facts, nulls: number): Uint8Array {
  const words = new Uint32Array(entryWords);
  writeU64(words, entryAt.timestamp, facts.timestamp);
  words[entryAt.kind] = kinds[facts.kind];
  writeU128(words, entryAt.id, facts.id);
  words[entryAt.debitNo] = facts.debitNo;
  words[entryAt.creditNo] = facts.creditNo;
  writeU64(words, entryAt.debitPrevious, facts.debitPrevious);
  writeU64(words, entryAt.creditPrevious, facts.creditPrevious);
  writeU64(words, entryAt.pendingTimestamp, facts.pendingTimestamp);
  writeU128(words, entryAt.amount, facts.amount);
  writeU128(words, entryAt.userData128, facts.userData128);
  writeU64(words, entryAt.userData64, facts.userData64);
  words[entryAt.userData32] = facts.userData32;
  words[entryAt.timeout] = facts.timeout;
  words[entryAt.codeAndFlags] = facts.code | (facts.flags << 16);
  return entryRecord({ words, nulls });
}

const sample: Facts = {
  timestamp: 0x0102030405060708n,
  kind: 'transfer',
  id: 0x101112131415161718191a1b1c1d1e1fn,
  debitNo: 0x20212223,
  creditNo: 0x24252627,
  debitPrevious: 0x28292a2b2c2d2e2fn,
  creditPrevious: 0x3031323334353637n,
  pendingTimestamp: 0x38393a3b3c3d3e3fn,
  amount: 0x404142434445464748494a4b4c4d4e4fn,
  userData128: 0x505152535455565758595a5b5c5d5e5fn,
  userData64: 0x6061626364656667n,
  userData32: 0x68696a6b,
  timeout: 0x6c6d6e6f,
  code: 0x0a0b,
  flags: 0x0c0d,
};

// Written out by hand from the table in docs/crypto.md.
const sampleHex = [
  ...['0102030405060708', '0001', '0007', '0a0b', '0c0d', '101112131415161718191a1b1c1d1e1f'],
  ...['20212223', '24252627', '28292a2b2c2d2e2f', '3031323334353637', '38393a3b3c3d3e3f'],
  ...['404142434445464748494a4b4c4d4e4f', '505152535455565758595a5b5c5d5e5f', '6061626364656667'],
  ...['68696a6b', '6c6d6e6f'],
].join('');

test('an entry is 112 bytes, each column at its place, the highest byte first', () => {
  assert.equal(entryOf(sample, 7).toHex(), sampleHex);
});

test('an account is 68 bytes, and a head 16', () => {
  const words = new Uint32Array(accountWords);
  writeU64(words, accountAt.timestamp, 0x0102030405060708n);
  writeU128(words, accountAt.id, 0x101112131415161718191a1b1c1d1e1fn);
  writeU128(words, accountAt.userData128, 0x505152535455565758595a5b5c5d5e5fn);
  writeU64(words, accountAt.userData64, 0x6061626364656667n);
  words[accountAt.userData32] = 0x68696a6b;
  words[accountAt.ledger] = 0x24252627;
  words[accountAt.codeAndFlags] = 0x0c0d0a0b;
  const record = accountRecord(0x20212223, { words, nulls: 5 });
  assert.equal(
    record.toHex(),
    '010203040506070800000005' +
      '0a0b0c0d101112131415161718191a1b1c1d1e1f2021222324252627505152535455565758595a5b5c5d5e5f606162636465666768696a6b',
  );
  assert.deepEqual(readAccountRecord(record), {
    ...{ timestamp: 0x0102030405060708n, no: 0x20212223, id: 0x101112131415161718191a1b1c1d1e1fn },
    ...{ ledger: 0x24252627, code: 0x0a0b, flags: 0x0c0d },
    userData128: 0x505152535455565758595a5b5c5d5e5fn,
    ...{ userData64: 0x6061626364656667n, userData32: 0x68696a6b },
  });
  const head = headRecord(0x20212223, 0x0102030405060708n);
  assert.equal(head.toHex(), '01020304050607080004000020212223');
  assert.deepEqual(readHeadRecord(head), { no: 0x20212223, last: 0x0102030405060708n });
});

test('a leaf is the hash of the salted commitment, whose salt follows from seed and record', () => {
  const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
    parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
  const record = Buffer.from(sampleHex, 'hex');
  const secret = Buffer.alloc(32, 9);
  const salt = sha256('finharbor/ledger-salt/v1\0', secret, record.subarray(0, 16));
  const commitment = sha256('finharbor/salted-commitment/v1\0', salt, record);
  const leaves = new Leaves(secret);
  assert.equal(leaves.salt(record).toHex(), salt.toString('hex'));
  assert.equal(leaves.hash(record).toHex(), sha256('\0', commitment).toString('hex'));
});

const u = (bits: number) => fc.bigInt(0n, 2n ** BigInt(bits) - 1n);
const n = (bits: number) => fc.nat(2 ** bits - 1);
const facts: fc.Arbitrary<Facts> = fc.record({
  ...{ timestamp: u(63), kind: fc.constantFrom('transfer', 'expiry', 'refusal'), id: u(128) },
  ...{ debitNo: n(31), creditNo: n(31), debitPrevious: u(63), creditPrevious: u(63) },
  ...{ pendingTimestamp: u(63), amount: u(128), userData128: u(128), userData64: u(64) },
  ...{ userData32: n(32), timeout: n(32), code: n(16), flags: n(16) },
});

test('every entry is read from its record as it was, and what is null is told from 0', () => {
  fc.assert(
    fc.property(facts, n(11), n(11), (entry, nulls, others) => {
      const record = entryOf(entry, nulls);
      assert.deepEqual(readEntryRecord(record), { ...entry });
      assert.equal(Buffer.compare(record, entryOf(entry, others)) === 0, nulls === others);
    }),
    { seed, numRuns: 300 },
  );
});

test('what is no record is not read as one', () => {
  const record = entryOf(sample, 0);
  assert.equal(readEntryRecord(record.subarray(1)), undefined);
  assert.equal(readEntryRecord(record.with(9, 0)), undefined);
  assert.equal(readEntryRecord(record.with(9, 4)), undefined);
  assert.equal(readAccountRecord(record), undefined);
  assert.equal(readHeadRecord(record), undefined);
});
