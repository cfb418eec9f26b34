import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base32, otpauthUri, stepAt, stepOf, totpCode } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

test('RFC 6238, appendix B: the SHA-1 codes at its six times', () => {
  const vectors = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const;
  for (const [seconds, code] of vectors) {
    assert.equal(totpCode(secret, stepAt(seconds * 1000), 8), code);
    assert.equal(totpCode(secret, stepAt(seconds * 1000)), code.slice(2), 'six digits are its last six');
  }
});

test('RFC 4226, appendix D: the codes of the first ten counters', () => {
  const codes = Array.from({ length: 10 }, (_, step) => totpCode(secret, step));
  assert.deepEqual(codes, [
    ...['755224', '287082', '359152', '969429', '338314'],
    ...['254676', '287922', '162583', '399871', '520489'],
  ]);
});

test('a code counts one step before and after its own, typed in any width or with spaces, and no further', () => {
  const nowMs = 1_795_248_000_000;
  const now = stepAt(nowMs);
  for (const off of [-1, 0, 1]) assert.equal(stepOf(secret, totpCode(secret, now + off), nowMs), now + off);
  for (const off of [-2, 2]) assert.equal(stepOf(secret, totpCode(secret, now + off), nowMs), undefined);
  const code = totpCode(secret, now);
  assert.equal(stepOf(secret, `${code.slice(0, 3)} ${code.slice(3)}`, nowMs), now);
  const wide = code.replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
  assert.equal(stepOf(secret, wide, nowMs), now);
  for (const odd of ['', '12345', '1234567', 'abcdef', '-12345'])
    assert.equal(stepOf(secret, odd, nowMs), undefined);
});

test('RFC 4648, section 10: base 32; and the address that apps read', () => {
  const words = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
  assert.deepEqual(
    words.map((word) => base32(Buffer.from(word))),
    ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'],
  );
  assert.equal(
    otpauthUri(secret, { issuer: 'Harbor 港', login: 'a@b' }),
    'otpauth://totp/Harbor%20%E6%B8%AF:a%40b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbor%20%E6%B8%AF&algorithm=SHA1&digits=6&period=30',
  );
});
