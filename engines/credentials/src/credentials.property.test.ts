import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { credentialNumber, readNumber } from './number.ts';
import { presentCredential } from './sd-jwt/present.ts';
import { packList, statusAt, unpackList } from './status/list.ts';
import { testKeyring } from './testing/issuer.ts';
import { hidden, madeCredential, madeList, trusting } from './testing/sign.ts';
import { verifyCredential } from './verify.ts';

const { keyring } = testKeyring();
const key = keyring.current();
const trust = trusting(keyring.authority, madeList(key));
const names = fc.uniqueArray(
  fc
    .stringMatching(/^[a-z]{1,12}$/)
    .filter((name) => !['iss', 'vct', 'exp', 'nbf', 'iat', 'cnf', 'status', 'number'].includes(name)),
  { maxLength: 8 },
);

test('whichever claims are disclosed, these are read and no others', () => {
  fc.assert(
    fc.property(names, fc.string(), fc.nat(), (all, value, seed) => {
      const claims = all.map((name) => hidden(name, value));
      const chosen = all.filter((_, at) => (seed >> at) & 1);
      const payload = { _sd: claims.map(({ digest }) => digest).toSorted() };
      const credential = madeCredential(key, { payload, disclosures: claims.map(({ text }) => text) });
      const verdict = verifyCredential(presentCredential(credential, { disclose: chosen }), trust);
      assert.equal(verdict.kind, 'valid');
      assert.deepEqual(verdict.disclosed?.toSorted(), chosen.toSorted());
      for (const name of chosen) assert.equal(verdict.claims?.[name], value);
    }),
  );
});

test('whatever one changes in a credential, it is not valid, and nothing is thrown', () => {
  const claims = [hidden('score', 91), hidden('given', '李明')];
  const payload = { _sd: claims.map(({ digest }) => digest) };
  const text = madeCredential(key, { payload, disclosures: claims.map((one) => one.text) });
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom(...'AZaz09-_.~ é\0'), (at, character) => {
      fc.pre(text[at] !== character);
      const changed = text.slice(0, at) + character + text.slice(at + 1);
      assert.notEqual(verifyCredential(changed, trust).kind, 'valid');
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => verifyCredential(any, trust).kind === 'invalid'),
  );
});

test('a list says of every entry what was put in', () => {
  const bits = fc.constantFrom(1, 2, 4, 8);
  fc.assert(
    fc.property(bits, fc.array(fc.nat(255), { minLength: 8, maxLength: 200 }), (width, raw) => {
      const statuses = raw.slice(0, raw.length - (raw.length % 8)).map((one) => one % 2 ** width);
      const list = unpackList(packList({ bits: width, size: statuses.length }, statuses.entries()))!;
      assert.deepEqual(
        statuses.map((_, at) => statusAt(list, at)),
        statuses,
      );
    }),
  );
});

test('a number with one wrong character, or two exchanged, is noticed', () => {
  const digits = '0123456789';
  fc.assert(
    fc.property(fc.bigInt(1n, 999_999n), fc.nat(13), fc.constantFrom(...digits), (running, nth, digit) => {
      const number = credentialNumber('PX', 2026, running);
      assert.equal(readNumber(` ${number.toLowerCase()} `), number);
      const at = [...number].flatMap((one, place) => (digits.includes(one) ? [place] : []))[nth % 12]!;
      if (number[at] !== digit)
        assert.equal(readNumber(number.slice(0, at) + digit + number.slice(at + 1)), undefined);
      const next = number[at + 1]!;
      if (digits.includes(next) && next !== number[at])
        assert.equal(readNumber(number.slice(0, at) + next + number[at] + number.slice(at + 2)), undefined);
    }),
  );
});
