import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { feeOf, monthOf, monthsFrom, spanOf, tariffAt } from './domain.ts';
import { mostPerJob } from './may-charge.ts';

const instants = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') });

test('a fee is never more than the price nor below nothing, off by at most half a fen, and given back as it was taken', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n), fc.integer({ min: 0, max: 10_000 }), (price, feeBp) => {
      const fee = feeOf(price, { feeBp });
      assert.ok(fee >= 0n && fee <= price);
      const off = fee * 10_000n - price * BigInt(feeBp);
      assert.ok(off > -5_000n - 1n && off <= 5_000n);
      assert.equal(feeOf(-price, { feeBp }), -fee);
    }),
  );
});

test('the tariff of a use is the last that had begun, and a later one changes nothing of it', () => {
  const tariffs = [
    { version: 1, fromMs: 0, feeBp: 500 },
    { version: 2, fromMs: 1_000, feeBp: 300 },
  ];
  assert.deepEqual(
    [0, 999, 1_000, 5_000].map((atMs) => tariffAt(tariffs, atMs).version),
    [1, 1, 2, 2],
  );
});

test('every instant lies in one month of the city, and the months of a span are those that hold a part of it', () => {
  // Shanghai is eight hours ahead: the month begins there while it is still the last one in UTC.
  assert.equal(monthOf(Date.parse('2026-06-30T16:00:00Z')), '2026-07');
  assert.equal(monthOf(Date.parse('2026-06-30T15:59:59.999Z')), '2026-06');
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      const [fromMs, untilMs] = [Math.min(a, b), Math.max(a, b)];
      const { fromMs: begin, untilMs: end } = spanOf(monthOf(fromMs));
      assert.ok(begin <= fromMs && fromMs < end);
      const months = monthsFrom(fromMs, untilMs);
      if (fromMs === untilMs) return assert.deepEqual(months, []);
      assert.equal(months[0], monthOf(fromMs));
      assert.equal(months.at(-1), monthOf(untilMs - 1));
      assert.equal(new Set(months).size, months.length);
    }),
  );
});

test('a job is demanded at most the dearest product of each provider, and nothing of a subscription', () => {
  const charge = (
    provider: string,
    kind: 'per_use' | 'per_result' | 'subscription',
    amountMinor: string,
  ) => ({
    provider,
    product: 'e'.repeat(64),
    plan: { plan: kind, kind, amountMinor, currency: 'CNY' } as const,
  });
  const charges = [
    charge('tax', 'per_use', '100'),
    charge('tax', 'per_result', '250'),
    charge('social', 'per_use', '40'),
    charge('social', 'subscription', '9000'),
  ];
  assert.equal(mostPerJob({ charges }), 290n);
  assert.equal(mostPerJob({}), 0n);
});
