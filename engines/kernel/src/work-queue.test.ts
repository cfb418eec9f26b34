import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workQueue } from './work-queue.ts';

/** Work that runs until it is let go, and says in which order it began. */
function bench(slots: number, waiting: { preferred: number; other: number }) {
  const queue = workQueue({ slots, waiting });
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const put = (name: string) =>
    queue.run(name.startsWith('known'), () => {
      begun.push(name);
      return new Promise<string>((resolve) => finish.set(name, () => resolve(name)));
    });
  return { put, begun, finish: (name: string) => finish.get(name)!() };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('other work never takes the last slot, so that preferred work begins at once', async () => {
  const { put, begun, finish } = bench(2, { preferred: 1, other: 1 });
  const first = put('stranger 1');
  const second = put('stranger 2');
  await turn();
  assert.deepEqual(begun, ['stranger 1']);
  const known = put('known 1');
  await turn();
  assert.deepEqual(begun, ['stranger 1', 'known 1']);
  finish('stranger 1');
  assert.deepEqual(await first, { kind: 'done', value: 'stranger 1' });
  await turn();
  assert.deepEqual(begun, ['stranger 1', 'known 1', 'stranger 2']);
  finish('known 1');
  finish('stranger 2');
  await Promise.all([known, second]);
});

test('preferred work that came later goes before other work that waits', async () => {
  const { put, begun, finish } = bench(1, { preferred: 1, other: 1 });
  const all = [put('stranger 1'), put('stranger 2'), put('known 1')];
  await turn();
  finish('stranger 1');
  await turn();
  assert.deepEqual(begun, ['stranger 1', 'known 1']);
  finish('known 1');
  await turn();
  finish('stranger 2');
  assert.deepEqual(
    (await Promise.all(all)).map(({ kind }) => kind),
    ['done', 'done', 'done'],
  );
});

test('who finds the line full is turned away at once, each line by its own length', async () => {
  const { put, finish } = bench(1, { preferred: 1, other: 1 });
  const [running, waiting] = [put('stranger 1'), put('stranger 2')];
  assert.deepEqual(await put('stranger 3'), { kind: 'busy' });
  const known = put('known 1');
  assert.deepEqual(await put('known 2'), { kind: 'busy' });
  for (const name of ['stranger 1', 'known 1', 'stranger 2']) {
    await turn();
    finish(name);
  }
  await Promise.all([running, waiting, known]);
});

test('work that fails gives its slot back', async () => {
  const queue = workQueue({ slots: 1, waiting: { preferred: 0, other: 0 } });
  await assert.rejects(
    queue.run(false, () => Promise.reject(new Error('disk'))),
    /disk/,
  );
  assert.deepEqual(await queue.run(false, async () => 7), { kind: 'done', value: 7 });
});
