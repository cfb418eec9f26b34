import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedAt, sentAgain, shares, tally } from './outages.ts';
import type { Attempt } from './relay.ts';

function attempt(arrivedMs: number, status?: number, more: Partial<Attempt> = {}): Attempt {
  const answeredMs = status === undefined ? undefined : arrivedMs + 5;
  return { path: '/negotiations/request', digest: 'a', by: '1', arrivedMs, answeredMs, status, ...more };
}

test('a message that comes again after its sender had the answer is found, and one whose answer was lost is not', () => {
  assert.equal(sentAgain([attempt(0, 201), attempt(60_000, 201)], []).length, 1);
  assert.deepEqual(sentAgain([attempt(0, 201, { answeredMs: undefined }), attempt(60_000, 201)], []), []);
  assert.deepEqual(sentAgain([attempt(0, 503), attempt(60_000, 201)], []), []);
  assert.deepEqual(sentAgain([attempt(0, 201), attempt(60_000, 201, { digest: 'b' })], []), []);
});

test('only a sender that went down before it can have noted the answer is excused', () => {
  const again = [attempt(10_000, 201), attempt(60_000, 201)];
  assert.deepEqual(sentAgain(again, [{ fromMs: 10_500, toMs: 10_500 }]), []);
  assert.deepEqual(sentAgain(again, [{ fromMs: 8_000, toMs: 11_000 }]), [], 'its database was away');
  assert.deepEqual(sentAgain(again, [{ fromMs: 10_500, toMs: 10_500, process: '1' }]), []);
  assert.equal(
    sentAgain(again, [{ fromMs: 10_500, toMs: 10_500, process: '2' }]).length,
    1,
    'another had it',
  );
  assert.equal(sentAgain(again, [{ fromMs: 30_000, toMs: 31_000 }]).length, 1, 'it had noted it by then');
  assert.equal(sentAgain(again, [{ fromMs: 1_000, toMs: 2_000 }]).length, 1, 'it was back');
});

test('what was accepted is counted by its bytes: an altered repetition counts as a second message', () => {
  const attempts = [
    attempt(0, 201),
    attempt(1, 200),
    attempt(2, 200, { digest: 'b' }),
    attempt(3, 400, { digest: 'c' }),
  ];
  assert.deepEqual([...acceptedAt(attempts)], [['/negotiations/request', 2]]);
  assert.deepEqual(tally(attempts), { messages: 3, attempts: 4, repeated: 1 });
});

test('each process that lived long enough is counted with what it brought, also where that is nothing', () => {
  const attempts = [attempt(0, 201), attempt(1, 503), attempt(2, 200, { by: '2' }), attempt(3, 200)];
  const lives = ['1', '3', '4'].map((process) => ({
    process,
    fromMs: 0,
    toMs: process === '4' ? 1 : 60_000,
  }));
  assert.deepEqual(
    [...shares(attempts, lives)],
    [
      ['1', 2],
      ['3', 0],
    ],
  );
});
