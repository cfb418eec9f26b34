import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUscc, syntheticUscc } from '@finharbor/kernel';
import fc from 'fast-check';
import { keyKinds, normalKey } from './keys.ts';

const seed = Number(process.hrtime.bigint() % 1_000_000n);
const accepted = (text: string): string | undefined => {
  try {
    return parseUscc(text);
  } catch {
    return undefined;
  }
};
const keyOf = (...of: Parameters<typeof normalKey>): string | undefined => {
  const key = normalKey(...of);
  return typeof key === 'string' ? key : undefined;
};

test(`a key's writing is its own key (seed ${seed})`, () => {
  for (const kind of keyKinds)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const key = keyOf(kind, text);
        if (key !== undefined) assert.equal(keyOf(kind, key), key);
      }),
      { seed, numRuns: 2_000 },
    );
});

test(`social credit codes are those that the kernel reads, one character changed or none (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(17),
      fc.constantFrom(...'0123456789ABCIOSVZXY'),
      (from, at, character) => {
        const code = syntheticUscc(from);
        const changed = code.slice(0, at) + character + code.slice(at + 1);
        assert.equal(keyOf('uscc', code), code);
        assert.equal(keyOf('uscc', changed), accepted(changed));
      },
    ),
    { seed },
  );
});

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((all) => all.join(''));

test(`a mobile number is one key in every form, and no two numbers share one (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 9 }), digits(9), digits(9), (second, rest, other) => {
      const number = `1${second}${rest}`;
      for (const prefix of ['', '0', '86', '0086', '+86 ', '+86-'])
        assert.equal(keyOf('mobile', prefix + number), `+86${number}`);
      assert.equal(keyOf('mobile', number) === keyOf('mobile', `1${second}${other}`), rest === other);
    }),
    { seed },
  );
});

test(`a wrong digit in an identity number is noticed; the old form has the key of the new one (seed ${seed})`, () => {
  const people = fc.record({
    division: fc.integer({ min: 110_000, max: 659_999 }),
    date: fc.date({ min: new Date('1900-01-01'), max: new Date('1999-12-31'), noInvalidDate: true }),
    sequence: fc.nat(995),
    at: fc.nat(16),
    step: fc.nat(8),
  });
  fc.assert(
    fc.property(people, ({ division, date, sequence, at, step }) => {
      const born = date.toISOString().slice(0, 10).replaceAll('-', '');
      const old = `${division}${born.slice(2)}${`${sequence}`.padStart(3, '0')}`;
      const key = keyOf('resident', old)!;
      assert.equal(key.slice(0, 17), `${division}${born}${old.slice(12)}`);
      assert.equal(keyOf('resident', key), key);
      const wrong = (Number(key[at]) + 1 + step) % 10;
      assert.equal(keyOf('resident', key.slice(0, at) + wrong + key.slice(at + 1)), undefined);
    }),
    { seed },
  );
});
