import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../clock.ts';
import { FinharborError } from '../errors.ts';
import { systemRandom } from '../random.ts';
import { rateLimit } from './rates.ts';

const minuteMs = 60_000;

function limit(address = 3, all = 100) {
  const clock = manualClock(1_000_000_000_000);
  const rates = {
    address: { burst: address, everyMs: minuteMs },
    all: { burst: all, everyMs: 1_000 },
  };
  const take = rateLimit({ clock, random: systemRandom }, rates);
  /** For how long an address has to wait; 0 where it was counted. */
  const wait = (from: string): number => {
    try {
      take(from);
      return 0;
    } catch (error) {
      assert.ok(error instanceof FinharborError && error.code === 'request.too_many');
      return error.retryAfterMs!;
    }
  };
  return { clock, wait };
}

test('an address has so many at once, then one in each interval, and is told how long to wait', () => {
  const { clock, wait } = limit();
  const from = '203.0.113.7';
  assert.deepEqual([wait(from), wait(from), wait(from), wait(from)], [0, 0, 0, minuteMs]);
  clock.advance(minuteMs - 1);
  assert.equal(wait(from), 1);
  clock.advance(1);
  assert.deepEqual([wait(from), wait(from)], [0, minuteMs]);
  clock.advance(10 * minuteMs);
  assert.deepEqual([wait(from), wait(from), wait(from), wait(from)], [0, 0, 0, minuteMs]);
});

test('nobody waits for a clock that was put back', () => {
  const { clock, wait } = limit();
  const from = '203.0.113.7';
  assert.deepEqual([wait(from), wait(from), wait(from)], [0, 0, 0]);
  clock.advance(-60 * minuteMs);
  assert.equal(wait(from), 0);
});

test('addresses are counted apart, those of one IPv6 subscriber together', () => {
  const { wait } = limit(1);
  assert.deepEqual([wait('203.0.113.7'), wait('203.0.113.8')], [0, 0]);
  assert.equal(wait('2001:db8::1'), 0);
  assert.ok(wait('2001:db8::ffff') > 0);
  assert.ok(wait('::ffff:203.0.113.7') > 0);
  assert.equal(wait('no address'), 0);
  assert.ok(wait('another text') > 0);
});

test('from all together no more is taken than is set, and whoever is refused counts for nobody', () => {
  const { clock, wait } = limit(1, 5);
  const from = (nth: number) => `198.51.100.${nth}`;
  for (let nth = 0; nth < 5; nth++) assert.equal(wait(from(nth)), 0);
  assert.equal(wait(from(5)), 1_000);
  clock.advance(1_000);
  assert.equal(wait(from(5)), 0, 'the refusal was not counted for its address');
  clock.advance(1_000);
  assert.ok(wait(from(5)) > 0);
  assert.equal(wait(from(6)), 0, 'nor one of the address for all');
});
