import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostEvents } from '../model/query.ts';
import { inPages, inTurn, lookupsOf, requestsOf } from './requests.ts';

const linked = 1;
const most = 8_189;
const events = (count: number, isLinked: (k: number) => boolean) =>
  Array.from({ length: count }, (_, k) => ({ k, flags: isLinked(k) ? linked : 0 }));

test('a request that TigerBeetle takes is sent as it is', () => {
  for (const some of [[], events(most, () => true)]) assert.deepEqual(requestsOf(some, linked), [some]);
});

test('a larger one is sent in two, and what is linked stays together', () => {
  const sizes = (isLinked: (k: number) => boolean): readonly number[] => {
    const all = events(mostEvents, isLinked);
    const requests = requestsOf(all, linked);
    assert.deepEqual(requests.flat(), all);
    return requests.map(({ length }) => length);
  };
  assert.deepEqual(
    sizes(() => false),
    [most, 1],
  );
  // A chain that ends with the last event but one, and one that never ends.
  assert.deepEqual(
    sizes((k) => k >= 8_000 && k < 8_188),
    [most, 1],
  );
  assert.deepEqual(
    sizes((k) => k >= 8_000),
    [8_000, 190],
  );
});

test('more than a request holds is refused, and so is a chain of more than TigerBeetle takes', () => {
  const tooMany = { code: 'ledger.too_many_events' };
  assert.throws(
    () =>
      requestsOf(
        events(mostEvents + 1, () => false),
        linked,
      ),
    tooMany,
  );
  assert.throws(
    () =>
      requestsOf(
        events(mostEvents, (k) => k < mostEvents - 1),
        linked,
      ),
    tooMany,
  );
  assert.throws(() => lookupsOf(Array.from({ length: mostEvents + 1 }, () => 1n)), tooMany);
});

test('ids are asked for in their order, each once', async () => {
  const ids = Array.from({ length: mostEvents }, (_, k) => BigInt(k));
  const asked = await inTurn(lookupsOf(ids), async (some) => {
    assert.ok(some.length <= most);
    return some;
  });
  assert.deepEqual(asked, ids);
});

test('a filter for more rows than an answer holds is asked page by page, in both directions, and no further than there are rows', async () => {
  const reversed = 4;
  const timestamps = (count: number) => Array.from({ length: count }, (_, k) => BigInt(k + 1));
  const ask = async (count: number, limit: number, flags: number): Promise<readonly bigint[]> => {
    const all = timestamps(count).map((timestamp) => ({ timestamp }));
    const rows = await inPages(
      { filter: { timestamp_min: 0n, timestamp_max: 0n, limit, flags }, reversed },
      async ({ timestamp_min: from, timestamp_max: to, limit: upTo }) => {
        assert.ok(upTo > 0 && upTo <= most);
        const within = all.filter((row) => row.timestamp >= from && (to === 0n || row.timestamp <= to));
        return ((flags & reversed) === 0 ? within : within.toReversed()).slice(0, upTo);
      },
    );
    return rows.map(({ timestamp }) => timestamp);
  };
  for (const [count, limit] of [
    [mostEvents, mostEvents],
    [mostEvents + 5, mostEvents],
    [most, mostEvents],
    [3, mostEvents],
    [3, 2],
  ] as const) {
    const all = timestamps(count);
    assert.deepEqual(await ask(count, limit, 0), all.slice(0, limit));
    assert.deepEqual(await ask(count, limit, reversed), all.toReversed().slice(0, limit));
  }
});
