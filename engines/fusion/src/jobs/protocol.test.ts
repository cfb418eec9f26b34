import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobProtocol } from './protocol.ts';
import { planOf } from './testing.ts';

const wide = { mostRows: 2 ** 27 };
const semiHonest = planOf({ adversary: 'semi-honest' }, [wide, wide]);

test('a protocol is chosen from the rows of a shard, and the reason says so', () => {
  const few = jobProtocol(semiHonest, [300, 300]);
  assert.deepEqual([few.protocol, few.shards], ['ecdh', 1]);
  assert.match(few.reason.en, /^At .*ECDH/);
  const many = jobProtocol(semiHonest, [100_000_000, 300]);
  assert.equal(many.shards, 128);
  assert.notEqual(many.protocol, 'ecdh');
  assert.match(many.reason.en, /^For each of 128 shards: /);
  assert.match(many.reason.zh, /^每个分片（共 128 个）：/);
});

test('what the plan leaves open is fixed by what it says of the peer; what it asks for is taken', () => {
  const malicious = jobProtocol(planOf(), [300, 300]);
  assert.equal(malicious.protocol, 'rr22');
  assert.match(malicious.reason.en, /malicious/);
  const asked = jobProtocol({ ...semiHonest, protocol: 'kkrt' }, [300, 300]);
  assert.equal(asked.protocol, 'kkrt');
  assert.match(asked.reason.en, /asked for/);
  const operation = { kind: 'count', learns: 'both' } as const;
  assert.equal(jobProtocol({ ...semiHonest, operation }, [300, 300]).protocol, 'ecdh');
});

test('sizes count by who receives, not by their order', () => {
  const swapped = { ...semiHonest, receiver: 'b' };
  for (const rows of [
    [1000, 200_000],
    [200_000, 1000],
  ] as const)
    assert.deepEqual(jobProtocol(swapped, [rows[1], rows[0]]), jobProtocol(semiHonest, rows));
});
