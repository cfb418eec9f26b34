import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Figures, type Risk, risksOf } from './risk.ts';

const nowMs = Date.parse('2026-11-27T02:00:00Z');
const daysAgo = (days: number): number => nowMs - days * 86_400_000;

/** A merchant that nothing can be said against. */
const sound: Figures = {
  cards: 100,
  openCards: 60,
  soldMinor: 100_000_00n,
  releasedMinor: 60_000_00n,
  returnedMinor: 1_000_00n,
  outstandingMinor: 39_000_00n,
  firstSaleAtMs: daysAgo(200),
  lastReleaseAtMs: daysAgo(1),
  asks30: 100,
  disputes30: 1,
  sold30: 20,
  refunds30: 1,
  sales7Minor: 4_000_00n,
  sales56Minor: 32_000_00n,
};
const found = (more: Partial<Figures>): readonly Risk[] => risksOf({ ...sound, ...more }, nowMs);

test('each rule is met at its threshold and not before', () => {
  assert.deepEqual(found({}), []);
  assert.deepEqual(found({ releasedMinor: 10_000_00n }), []);
  assert.deepEqual(found({ releasedMinor: 9_999_99n }), ['little_delivered']);
  assert.deepEqual(found({ releasedMinor: 0n, firstSaleAtMs: daysAgo(29), lastReleaseAtMs: null }), []);
  assert.deepEqual(found({ lastReleaseAtMs: daysAgo(30) + 1 }), []);
  assert.deepEqual(found({ lastReleaseAtMs: daysAgo(30) }), ['no_releases']);
  assert.deepEqual(found({ lastReleaseAtMs: null }), ['no_releases']);
  assert.deepEqual(found({ asks30: 5, disputes30: 1 }), ['many_disputes']);
  assert.deepEqual(found({ asks30: 4, disputes30: 4 }), []);
  assert.deepEqual(found({ sold30: 20, refunds30: 4 }), ['many_disputes']);
  assert.deepEqual(found({ sales7Minor: 12_000_00n }), ['sales_jump']);
  assert.deepEqual(found({ sales7Minor: 11_999_99n }), []);
  assert.deepEqual(found({ sales7Minor: 4_999_99n, sales56Minor: 0n }), []);
});

test('without money of consumers nobody is at risk; more delivered never adds a risk', () => {
  const money = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const count = fc.nat(200);
  const figures: fc.Arbitrary<Figures> = fc.record({
    cards: count,
    openCards: count,
    soldMinor: money,
    releasedMinor: money,
    returnedMinor: money,
    outstandingMinor: money,
    firstSaleAtMs: fc.option(fc.nat(400).map(daysAgo)),
    lastReleaseAtMs: fc.option(fc.nat(400).map(daysAgo)),
    asks30: count,
    disputes30: count,
    sold30: count,
    refunds30: count,
    sales7Minor: money,
    sales56Minor: money,
  });
  fc.assert(
    fc.property(figures, money, (one, more) => {
      assert.deepEqual(risksOf({ ...one, outstandingMinor: 0n }, nowMs), []);
      const before = risksOf(one, nowMs);
      const better = { ...one, releasedMinor: one.releasedMinor + more, lastReleaseAtMs: nowMs };
      for (const risk of risksOf(better, nowMs)) assert.ok(before.includes(risk));
    }),
  );
});
