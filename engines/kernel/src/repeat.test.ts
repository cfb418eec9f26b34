import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Pause, repeat, systemPause } from './repeat.ts';

/** A time that passes only when it is told to, or the signal fires. */
function simulatedTime(): {
  readonly pause: Pause;
  readonly asked: number[];
  readonly pass: () => Promise<void>;
} {
  const asked: number[] = [];
  let go = (): void => {};
  let paused = Promise.withResolvers<void>();
  return {
    asked,
    pause(ms, signal) {
      asked.push(ms);
      paused.resolve();
      return new Promise((resolve) => {
        go = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    },
    async pass() {
      await paused.promise;
      paused = Promise.withResolvers();
      go();
    },
  };
}

test('a turn begins at once, and each next one so long after the last has ended: two never overlap', async () => {
  const { pause, asked, pass } = simulatedTime();
  const stop = new AbortController();
  const turns: PromiseWithResolvers<void>[] = [];
  const work = (): Promise<void> => {
    turns.push(Promise.withResolvers<void>());
    return turns.at(-1)!.promise;
  };
  const onFault = (): never => assert.fail('nothing fails');
  const done = repeat(work, { everyMs: 100, signal: stop.signal, onFault, pause });
  assert.equal(turns.length, 1);
  assert.deepEqual(asked, [], 'no time is counted while a turn lasts');
  turns[0]!.resolve();
  await pass();
  assert.deepEqual(asked, [100]);
  while (turns.length < 2) await null;
  stop.abort();
  let isOver = false;
  const ended = done.then(() => {
    isOver = true;
  });
  await null;
  assert.equal(isOver, false, 'the turn under way is waited for');
  turns[1]!.resolve();
  await ended;
  assert.equal(turns.length, 2);
});

test('a fault is told once until it works again, which is told too, and is tried again after its own wait', async () => {
  const { pause, asked, pass } = simulatedTime();
  const stop = new AbortController();
  const told: string[] = [];
  const outcomes = ['ok', 'a', 'b', 'ok', 'ok', 'c'];
  const work = async (): Promise<void> => {
    const outcome = outcomes.shift();
    if (outcome === undefined) return stop.abort();
    if (outcome !== 'ok') throw new Error(outcome);
  };
  const done = repeat(work, {
    everyMs: 100,
    retryMs: 7,
    signal: stop.signal,
    onFault: (error) => told.push((error as Error).message),
    onRecovered: () => told.push('recovered'),
    pause,
  });
  for (let turn = 0; turn < 6; turn += 1) await pass();
  await done;
  assert.deepEqual(told, ['a', 'recovered', 'c']);
  assert.deepEqual(asked, [100, 7, 7, 100, 100, 7]);
});

test('the signal ends a wait at once, and what fails for it is no fault', async () => {
  const stop = new AbortController();
  const waiting = repeat(async () => queueMicrotask(() => stop.abort()), {
    everyMs: 60_000,
    signal: stop.signal,
    onFault: () => assert.fail('nothing fails'),
    pause: systemPause,
  });
  await waiting;
  const other = new AbortController();
  await repeat(
    async () => {
      other.abort();
      throw new Error('aborted');
    },
    { everyMs: 1, signal: other.signal, onFault: () => assert.fail('told of its own end') },
  );
});
