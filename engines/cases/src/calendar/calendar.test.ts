import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { businessDaysAfter, businessDaysUntil, chinaCalendar, endOfDayMs, numberOf } from './calendar.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const after = (from: string, count: number) =>
  businessDaysAfter(chinaCalendar, day(from), count).day.toString();

test('business days over the Spring Festival of 2026, with the Saturdays that are worked for it', () => {
  // Holiday 15 to 23 February; 14 and 28 February are worked.
  assert.equal(after('2026-02-13', 1), '2026-02-14');
  assert.equal(after('2026-02-13', 2), '2026-02-24');
  assert.equal(after('2026-02-27', 1), '2026-02-28');
  assert.equal(after('2026-02-27', 2), '2026-03-02');
});

test('New Year: a term begun in December counts the notice of the next year', () => {
  // 1 to 3 January 2026 are off, Sunday the 4th is worked.
  assert.equal(after('2025-12-31', 1), '2026-01-04');
  assert.equal(after('2025-12-29', 3), '2026-01-04');
});

test('a year without a notice is counted by its weekends and the holidays of every year, and says so', () => {
  const counted = businessDaysAfter(chinaCalendar, day('2026-12-30'), 3);
  assert.deepEqual([counted.day.toString(), counted.isProvisional], ['2027-01-05', true]);
  assert.equal(businessDaysAfter(chinaCalendar, day('2026-12-28'), 2).isProvisional, false);
  const off = ['2027-01-01', '2028-05-02', '2029-10-01', '2029-10-02', '2029-10-03'];
  assert.deepEqual(
    off.filter((one) => chinaCalendar.isWorked(numberOf(day(one)))),
    [],
  );
  assert.ok(chinaCalendar.isWorked(numberOf(day('2029-10-04'))));
});

test('a day ends at midnight in Shanghai', () => {
  assert.equal(endOfDayMs(chinaCalendar, day('2026-03-02')), Date.UTC(2026, 2, 2, 16));
});

test('counting days after a day and counting them up again agree', () => {
  const from = fc.integer({ min: 0, max: 3_000 }).map((days) => day('2018-01-01').add({ days }));
  fc.assert(
    fc.property(from, fc.integer({ min: 1, max: 60 }), (start, count) => {
      const { day: end } = businessDaysAfter(chinaCalendar, start, count);
      assert.equal(businessDaysUntil(chinaCalendar, start, end), count);
      assert.ok(chinaCalendar.isWorked(numberOf(end)));
    }),
  );
});
