import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Currency, currencies, currencyDigits } from './currency.ts';
import { codeOf } from './errors.ts';
import {
  addMoney,
  compareMoney,
  formatMoney,
  money,
  moneySchema,
  multiplyMoney,
  parseMoney,
  type Rounding,
  subtractMoney,
} from './money.ts';

const currency = fc.constantFrom<Currency>(...currencies);
const minor = fc.bigInt(-(10n ** 24n), 10n ** 24n);
const amount = fc.record({ minor, currency }, { noNullPrototype: true });

test('an amount written and read back is the same amount', () => {
  fc.assert(
    fc.property(amount, (value) => assert.deepEqual(parseMoney(formatMoney(value), value.currency), value)),
  );
  fc.assert(
    fc.property(amount, (value) => assert.deepEqual(moneySchema.decode(moneySchema.encode(value)), value)),
  );
});

test('amounts look as their currency asks', () => {
  assert.equal(formatMoney(money(-5n, 'CNY')), '-0.05');
  assert.equal(formatMoney(money(123_450n, 'HKD')), '1234.50');
  assert.equal(formatMoney(money(7n, 'JPY')), '7');
  assert.equal(formatMoney(money(7n, 'KWD')), '0.007');
  assert.deepEqual(parseMoney('20000000', 'CNY'), money(2_000_000_000n, 'CNY'));
  assert.deepEqual(parseMoney('-0', 'CNY'), money(0n, 'CNY'));
});

test('what is no amount is refused', () => {
  for (const text of [
    '',
    ' 1',
    '1,000',
    '1e3',
    '.5',
    '1.',
    '+1',
    '01',
    '١',
    'NaN',
    '0x1',
    `1${'0'.repeat(30)}`,
  ])
    assert.throws(() => parseMoney(text, 'CNY'), { code: 'money.malformed' }, text);
  assert.throws(() => parseMoney('1.005', 'CNY'), { code: 'money.too_precise' });
  assert.throws(() => parseMoney('1.0', 'JPY'), { code: 'money.too_precise' });
  const read = moneySchema.safeDecode({ amount: '1.005', currency: 'CNY' });
  assert.deepEqual(read.error?.issues[0]?.path, ['amount']);
});

test('sums keep the laws of whole numbers, and currencies never mix', () => {
  fc.assert(
    fc.property(currency, minor, minor, (of, a, b) => {
      const [x, y] = [money(a, of), money(b, of)];
      assert.deepEqual(subtractMoney(addMoney(x, y), y), x);
      assert.equal(compareMoney(x, y), -compareMoney(y, x) + 0);
      assert.equal(compareMoney(x, y) < 0, a < b);
    }),
  );
  for (const put of [addMoney, subtractMoney, compareMoney])
    assert.throws(
      () => put(money(1n, 'CNY'), money(1n, 'HKD')),
      (error) => codeOf(error) === 'money.currency_mismatch',
    );
});

const ratio = fc.record({ times: fc.bigInt(-(10n ** 9n), 10n ** 9n), over: fc.bigInt(1n, 10n ** 9n) });

test('a rounded product is less than one unit from the exact one, and at most half a unit for the half modes', () => {
  fc.assert(
    fc.property(amount, ratio, (value, by) => {
      const exact = value.minor * by.times;
      const off = (rounding: Rounding): bigint => {
        const error = multiplyMoney(value, by, rounding).minor * by.over - exact;
        return error < 0n ? -error : error;
      };
      assert.ok(off('down') < by.over && off('up') < by.over);
      assert.ok(2n * off('halfUp') <= by.over && 2n * off('halfEven') <= by.over);
      const down = multiplyMoney(value, by, 'down').minor;
      const up = multiplyMoney(value, by, 'up').minor;
      assert.equal(up === down, exact % by.over === 0n);
      assert.ok(exact >= 0n ? down <= up : up <= down);
    }),
  );
});

test('ties go as the mode says, on both sides of zero', () => {
  const half = (times: bigint, mode: Rounding): bigint =>
    multiplyMoney(money(times, 'CNY'), { times: 1n, over: 2n }, mode).minor;
  const table: Record<Rounding, readonly bigint[]> = {
    halfEven: [0n, 2n, 2n, 0n, -2n],
    halfUp: [1n, 2n, 3n, -1n, -2n],
    down: [0n, 1n, 2n, 0n, -1n],
    up: [1n, 2n, 3n, -1n, -2n],
  };
  for (const [mode, wanted] of Object.entries(table))
    assert.deepEqual(
      [1n, 3n, 5n, -1n, -3n].map((times) => half(times, mode as Rounding)),
      wanted,
      mode,
    );
  assert.throws(() => multiplyMoney(money(1n, 'CNY'), { times: 1n, over: 0n }, 'down'), {
    code: 'money.bad_ratio',
  });
});

test('minor units agree with the list the runtime carries', () => {
  for (const code of currencies) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
    assert.equal(format.resolvedOptions().maximumFractionDigits, currencyDigits(code), code);
  }
});
