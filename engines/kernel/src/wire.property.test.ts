import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Clock, manualClock } from './clock.ts';
import { idSource } from './ids.ts';
import { generateSigningKey } from './keys.ts';
import { systemRandom } from './random.ts';
import {
  bigintSchema,
  bytesSchema,
  dateSchema,
  idSchema,
  instantSchema,
  publicKeySchema,
  queryInteger,
  textSchema,
} from './wire.ts';

const clock: Clock = manualClock(1_795_248_000_000);

test('what is written is read back the same', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 39n), 10n ** 39n), (value) => {
      assert.equal(bigintSchema.decode(bigintSchema.encode(value)), value);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (value) => {
      const schema = bytesSchema(64);
      assert.deepEqual(schema.decode(schema.encode(new Uint8Array(value))), new Uint8Array(value));
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
      assert.equal(instantSchema.decode(instantSchema.encode(ms)), ms);
    }),
  );
  const id = idSource(clock, systemRandom)();
  assert.equal(idSchema().decode(id), id);
  const key = generateSigningKey().publicKey;
  assert.equal(publicKeySchema.decode(key), key);
});

test('one value has one spelling: others are refused, and nothing throws but refuses', () => {
  const refused = (
    schema: { safeDecode: (value: string) => { success: boolean } },
    texts: readonly string[],
  ): void => {
    for (const text of texts) assert.equal(schema.safeDecode(text).success, false, text);
  };
  refused(bigintSchema, ['', '-0', '01', '+1', '1.0', '1e3', ' 1', '0x1', '9'.repeat(41)]);
  refused(queryInteger(1, 10), ['0', '11', '01', '1.0', '', 'x', '9'.repeat(20)]);
  refused(instantSchema, [
    '2026-11-21',
    '2026-11-21T08:00:00',
    '2026-11-21T08:00:00+08:00',
    '2026-02-30T00:00:00Z',
    'now',
  ]);
  refused(dateSchema, ['2026-02-30', '2026-2-3', '20260203', '']);
  refused(idSchema(), ['', '01A3C7A4-0000-7000-8000-000000000000', '01a3c7a4-0000-4000-8000-000000000000']);
  refused(publicKeySchema, ['', 'A'.repeat(42), `${'A'.repeat(42)}B`, 'A'.repeat(44), '='.repeat(43)]);
  refused(textSchema(3, 1), ['', 'abcd', 'a\0', '\ud800', '\udc00a']);
  refused(bytesSchema(3), ['AAAAAAAA', 'A', '==', 'a b']);
});
