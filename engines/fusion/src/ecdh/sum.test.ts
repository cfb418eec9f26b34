import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, type FinharborError, systemRandom } from '@finharbor/kernel';
import fc from 'fast-check';
import { ids } from '../intersect/testing.ts';
import { localMeshes, observed, tampered } from '../psi/testing.ts';
import { intersectionSum, mostSum, type SumInput, type ValueTerms } from './sum.ts';
import { both } from './testing.ts';

type Sides = readonly [Omit<SumInput, 'receiver' | 'random'>, Omit<SumInput, 'receiver' | 'random'>];

const sides = (
  {
    lists,
    values,
  }: { readonly lists: readonly [readonly string[], readonly string[]]; readonly values: readonly number[] },
  more: { readonly terms: ValueTerms; readonly atLeast?: number; readonly learns?: 'both' },
): Sides => {
  const common = { atLeast: 1, ...more };
  return [
    { ids: lists[0], ...common },
    { ids: lists[1], values, ...common },
  ];
};

test('count, sum, mean and histogram are those of the values beside the common identifiers', () => {
  const list = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
  const given = fc.record({
    own: list,
    rows: fc.array(fc.tuple(fc.nat(40), fc.nat(1000)), { maxLength: 30 }),
  });
  return fc.assert(
    fc.asyncProperty(given, async ({ own, rows }) => {
      const lists = [own.map(String), rows.map(([id]) => `${id}`)] as const;
      const values = rows.map(([, value]) => value);
      const terms = { most: 1000, edges: [100, 500] };
      const ends = await both(intersectionSum, sides({ lists, values }, { terms, learns: 'both' }));
      const first = new Map(rows.map(([id, value]) => [id, value] as const).reverse());
      const common = [...first].filter(([id]) => own.includes(id)).map(([, value]) => value);
      const sum = common.reduce((total, value) => total + value, 0);
      const bins = [
        (value: number) => value < 100,
        (value: number) => value >= 100 && value < 500,
        (value: number) => value >= 500,
      ];
      const told = {
        ...{ kind: 'told', count: common.length, sum, mean: sum / common.length },
        histogram: bins.map((isIn) => common.filter(isIn).length),
      };
      const refused = [0, undefined].map((count) => ({ kind: 'refused', count }));
      assert.deepEqual(ends, common.length > 0 ? [told, told] : refused);
    }),
    { numRuns: 25 },
  );
});

test('a sender that is not told learns that enough is common, and its values need no histogram', async () => {
  const terms = { most: 10 };
  const input = { lists: [ids(0, 5), ids(2, 8)], values: [10, 9, 8, 0, 0, 0] } as const;
  assert.deepEqual(await both(intersectionSum, sides(input, { terms })), [
    { kind: 'told', count: 3, sum: 27, mean: 9, histogram: undefined },
    { kind: 'served' },
  ]);
});

test('below the threshold the receiver learns the count, the sender that it is too small, and nothing is decrypted', async () => {
  const heard = new Set<string>();
  const meshes = localMeshes(['a', 'b']).map((mesh) => observed(mesh, (label) => heard.add(label)));
  const input = { lists: [ids(0, 5), ids(2, 8)], values: [10, 9, 8, 0, 0, 0] } as const;
  const ends = await both(intersectionSum, sides(input, { terms: { most: 10 }, atLeast: 4 }), meshes);
  assert.deepEqual(ends, [
    { kind: 'refused', count: 3 },
    { kind: 'refused', count: undefined },
  ]);
  assert.ok(!heard.has('ecdh/total') && !heard.has('ecdh/opened'));
});

test('a sum may be as large as its bound, and is read exactly', async () => {
  const terms = { most: 2 ** 26 };
  const input = {
    lists: [ids(0, 8), ids(0, 8)],
    values: Array.from({ length: 8 }, (_, k) => terms.most - k),
  } as const;
  const [receiver] = await both(intersectionSum, sides(input, { terms }));
  const sum = 8 * terms.most - 28;
  assert.deepEqual(receiver, { kind: 'told', count: 8, sum, mean: sum / 8, histogram: undefined });
});

test('values and terms that cannot be summed are refused by name', async () => {
  const ends = (more: Partial<SumInput>) => {
    const input = {
      ids: ['x', 'y'],
      values: [1, 2],
      receiver: 'a',
      atLeast: 1,
      terms: { most: 2 },
      random: systemRandom,
    };
    return intersectionSum(localMeshes(['a', 'b'])[1]!, { ...input, ...more });
  };
  for (const [more, code] of [
    [{ values: [1] }, 'fusion.bad_value'],
    [{ values: [1, 3] }, 'fusion.bad_value'],
    [{ values: [1, -1] }, 'fusion.bad_value'],
    [{ values: [1, 0.5] }, 'fusion.bad_value'],
    [{ terms: { most: mostSum + 1 } }, 'fusion.bad_value'],
    [{ terms: { most: 2, edges: [1, 1] } }, 'fusion.bad_value'],
    [{ atLeast: 0 }, 'fusion.bad_threshold'],
  ] as const)
    await assert.rejects(ends(more), (error) => codeOf(error) === code, JSON.stringify(more));
  await assert.rejects(
    ends({ values: [1, 3] }),
    (error: FinharborError) => error.fields?.[0]?.pointer === '/values/1',
  );
  const large = { lists: [ids(0, 5), ids(0, 5)], values: [0, 0, 0, 0, 0] } as const;
  await assert.rejects(
    both(intersectionSum, sides(large, { terms: { most: mostSum / 4 } })),
    (error) => codeOf(error) === 'fusion.sum_too_large',
  );
});

test('values beyond what was agreed on, and figures that no values have, are found and the peer named', async () => {
  const terms = { most: 100, edges: [50] };
  const input = { lists: [ids(0, 5), ids(0, 5)], values: [1, 2, 3, 4, 5] } as const;
  const tampering = (who: 'a' | 'b', label: string, change: (message: Uint8Array) => void) => {
    const meshes = localMeshes(['a', 'b']);
    const deviating = who === 'a' ? 0 : 1;
    meshes[deviating] = tampered(meshes[deviating]!, who === 'a' ? 'b' : 'a', (name, payload) => {
      const message = new Uint8Array(payload);
      if (name === label) change(message);
      return [message];
    });
    const all = sides(input, { terms, learns: 'both' });
    const runs = meshes.map((mesh, k) =>
      intersectionSum(mesh, { ...all[k]!, receiver: 'a', random: systemRandom }),
    );
    for (const run of runs) run.catch(() => {});
    return assert.rejects(
      runs[1 - deviating]!,
      (error: Error) =>
        ['fusion.inconsistent', 'fusion.bad_point'].includes(codeOf(error)) && error.message.includes(who),
    );
  };
  const generator = Buffer.from('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76', 'hex');
  await tampering('b', 'ecdh/opened', (message) => message.set(generator));
  await tampering('b', 'ecdh/opened', (message) => message.fill(255));
  await tampering('b', 'ecdh/keys', (message) => message.fill(255));
  await tampering('b', 'ecdh/pairs', (message) => message.fill(255, 8 + 32, 8 + 64));
  await tampering('a', 'ecdh/total', (message) => message.fill(255));
  await tampering('a', 'ecdh/sum', (message) => message.fill(1));
});
