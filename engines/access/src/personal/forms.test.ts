import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEmail, readPhone } from './contact.ts';
import { isResidentNumber, readDocument } from './identity-document.ts';
import { masked } from './mask.ts';

const todayMs = 1_795_248_000_000;

test('a citizen’s number is held to GB 11643-1999: its two published examples pass', () => {
  assert.ok(isResidentNumber('11010519491231002X', todayMs));
  assert.ok(isResidentNumber('440524188001010014', todayMs));
});

test('no other check character passes, nor one wrong digit, nor two neighbours changed about', () => {
  const number = '11010519491231002X';
  for (const last of '0123456789')
    assert.ok(!isResidentNumber(number.slice(0, 17) + last, todayMs), `check character ${last}`);
  fc.assert(
    fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const digits = [...number];
      digits[place] = String((Number(digits[place]) + by) % 10);
      assert.ok(!isResidentNumber(digits.join(''), todayMs));
      const swapped = [...number];
      [swapped[place], swapped[(place + 1) % 17]] = [swapped[(place + 1) % 17]!, swapped[place]!];
      if (swapped.join('') !== number) assert.ok(!isResidentNumber(swapped.join(''), todayMs));
    }),
  );
});

test('a day that never was, or is still to come, is no day of birth', () => {
  // Both have the right check character.
  assert.ok(!isResidentNumber('110105199902300012', todayMs));
  assert.ok(!isResidentNumber('110105203001010010', todayMs));
});

test('documents are read by their kind, in full width and with spaces too', () => {
  const read = (type: Parameters<typeof readDocument>[0]['type'], number: string) =>
    readDocument({ type, number }, todayMs)?.number;
  assert.equal(read('resident_id', '１１０１０５ 19491231 002x'), '11010519491231002X');
  assert.equal(read('passport', 'e1234567 8'), 'E12345678');
  assert.equal(read('passport', 'E1234567890'), undefined);
  assert.equal(read('hk_macao_permit', 'H1234567890'), 'H1234567890');
  assert.equal(read('hk_macao_permit', 'X12345678'), undefined);
  assert.equal(read('taiwan_permit', '01234567'), '01234567');
  assert.equal(read('taiwan_permit', '0123456'), undefined);
});

test('telephone numbers and addresses come to one plain form, or to none', () => {
  for (const text of ['13800005678', '+86 138 0000 5678', '138-0000-5678', '１３８００００５６７８'])
    assert.equal(readPhone(text), '13800005678');
  assert.equal(readPhone('+852 9123 4567'), '+85291234567');
  for (const text of ['1380000567', '+861', '23800005678', '138000056789'])
    assert.equal(readPhone(text), undefined);
  assert.equal(readEmail(' Zhang.Wei@Example.COM '), 'Zhang.Wei@example.com');
  for (const text of ['a@b', 'a b@c.com', '@c.com', 'a@b@c.com']) assert.equal(readEmail(text), undefined);
});

test('masks show the ends and never the whole', () => {
  const shown = [
    ['name', '张大伟', '张*伟'],
    ['name', '张伟', '张*'],
    ['name', 'Ye Lan', 'Y** L**'],
    ['name', '林伟（演示） Lin Wei (demo)', '林*（演*） L** W** (d**)'],
    ['phone', '13812345678', '138****5678'],
    ['phone', '+85291234567', '+85*****4567'],
    ['email', 'zhang@example.com', 'z***@example.com'],
    ['document', '440300000000001234', '4403**********1234'],
    ['document', 'E12345678', 'E1*****78'],
    ['address', '192.0.2.10', '192.0.*'],
    ['address', '2001:db8::1', '2001:db8.*'],
    ['login', 'ab', 'a*'],
    ['hidden', 'whatever', '****'],
  ] as const;
  for (const [mask, value, expected] of shown) assert.equal(masked(mask, value), expected);
  fc.assert(
    fc.property(fc.constantFrom('phone', 'document', 'login'), fc.string({ minLength: 1 }), (mask, value) => {
      assert.ok(masked(mask, value).includes('*'));
    }),
  );
});
