import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError } from '@finharbor/kernel';
import { planDigest } from '../scorecard/plan.ts';
import {
  checkIntersectionPlan,
  type IntersectionOperation,
  type IntersectionPlan,
  type IntersectionSide,
} from './plan.ts';
import { planOf } from './testing.ts';

const side = (change: object, k: 0 | 1 = 1): IntersectionPlan =>
  planOf({}, k === 0 ? [change as IntersectionSide, {}] : [{}, change as IntersectionSide]);

const asking = (operation: IntersectionOperation): IntersectionPlan =>
  planOf({ operation, adversary: 'semi-honest' });
const figures = (operation: IntersectionOperation): IntersectionPlan =>
  planOf({ operation, adversary: 'semi-honest' }, [{ result: 'nothing' }, { result: 'nothing' }]);
const sum: Extract<IntersectionOperation, { kind: 'sum' }> = {
  kind: 'sum',
  learns: 'receiver',
  atLeast: 10,
  column: { holds: 'taxes', decimals: 0, most: 100 },
};

test('a plan that cannot be run is refused at its wrong field', () => {
  for (const plan of [
    planOf(),
    figures(sum),
    figures({ kind: 'count', learns: 'both' }),
    asking({ kind: 'rows', atLeast: 1 }),
  ])
    checkIntersectionPlan(plan);
  for (const [plan, pointer] of [
    [planOf({ contract: '' }), '/contract'],
    [planOf({ job: '' }), '/job'],
    [planOf({ key: 'passport' as 'text' }), '/key'],
    [planOf({ receiver: 'c' }), '/receiver'],
    [planOf({ protocol: 'rsa' as 'auto' }), '/protocol'],
    [planOf({ adversary: 'none' as 'malicious' }), '/adversary'],
    [planOf({ shardRows: 1000 }), '/shardRows'],
    [planOf({ shardRows: 2 ** 22 }), '/shardRows'],
    [planOf({ mostAttempts: 0 }), '/mostAttempts'],
    [side({ party: 'a' }), '/sides'],
    [side({ holds: '' }), '/sides/1/holds'],
    [side({ fewestRows: 0 }), '/sides/1/fewestRows'],
    [side({ fewestRows: 2 ** 15 }), '/sides/1/fewestRows'],
    [side({ mostRows: 2 ** 29 }), '/sides/1/mostRows'],
    [side({ mostRows: 1.5 }), '/sides/1/mostRows'],
    [side({ result: 'outer' }), '/sides/1/result'],
    [side({ result: 'nothing' }, 0), '/receiver'],
    [planOf({ protocol: 'kkrt' }), '/protocol'],
    [
      planOf({ protocol: 'ecdh', adversary: 'semi-honest' }, [{ mostRows: 2 ** 20 + 1 }, {}]),
      '/sides/0/mostRows',
    ],
    [planOf({ operation: { kind: 'rows', atLeast: 5 } }), '/adversary'],
    [asking({ kind: 'rows', atLeast: 0 }), '/operation/atLeast'],
    [asking({ kind: 'average' as 'count', learns: 'both' }), '/operation/kind'],
    [asking({ kind: 'count', learns: 'both' }), '/sides/0/result'],
    [figures({ kind: 'count', learns: 'sender' as 'both' }), '/operation/learns'],
    [{ ...figures({ kind: 'count', learns: 'both' }), adversary: 'malicious' }, '/adversary'],
    [{ ...figures({ kind: 'count', learns: 'both' }), protocol: 'kkrt' }, '/protocol'],
    [{ ...figures({ kind: 'count', learns: 'both' }), rowColumn: 'row' }, '/rowColumn'],
    [figures({ ...sum, atLeast: 0 }), '/operation/atLeast'],
    [figures({ ...sum, column: { ...sum.column, holds: '' } }), '/operation/column/holds'],
    [figures({ ...sum, column: { ...sum.column, decimals: 7 } }), '/operation/column/decimals'],
    [figures({ ...sum, column: { ...sum.column, most: 0 } }), '/operation/column/most'],
    [figures({ ...sum, column: { ...sum.column, edges: [5, 5] } }), '/operation/column/edges'],
    [planOf({ rowColumn: '' }), '/rowColumn'],
    [planOf({ rowColumn: 'row' }, [{}, { result: 'anti' }]), '/rowColumn'],
  ] as const)
    assert.throws(
      () => checkIntersectionPlan(plan),
      (error: FinharborError) => {
        assert.deepEqual([error.code, error.fields[0]?.pointer], ['fusion.bad_plan', pointer]);
        return true;
      },
    );
});

test('every field of a plan is in its digest', () => {
  const digest = (plan: IntersectionPlan): string => Buffer.from(planDigest(plan, 's')).toString('hex');
  const plans = [
    planOf(),
    planOf({ contract: 'c2' }),
    planOf({ job: 'j2' }),
    planOf({ key: 'uscc' }),
    planOf({ receiver: 'b' }),
    planOf({ protocol: 'rr22' }),
    planOf({ adversary: 'semi-honest' }),
    planOf({ shardRows: 2 ** 12 }),
    planOf({ mostAttempts: 5 }),
    planOf({ rowColumn: 'row' }),
    asking({ kind: 'rows', atLeast: 3 }),
    figures(sum),
    figures({ ...sum, atLeast: 11 }),
    ...[{ holds: 'x' }, { fewestRows: 2 }, { mostRows: 3 }, { result: 'left' }].map((change) => side(change)),
  ];
  assert.equal(new Set(plans.map(digest)).size, plans.length);
  const { kind, job, ...rest } = planOf();
  assert.equal(digest({ ...rest, job, kind }), digest(planOf()), 'the order of fields does not count');
});
