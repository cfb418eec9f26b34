import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mesh } from '../mesh.ts';
import { localMeshes, observed } from '../psi/testing.ts';
import { type EcdhOperator, ecdhDisclosures, ecdhStatement } from './disclosures.ts';
import { intersectByEcdh } from './intersect.ts';
import type { EcdhInput } from './session.ts';
import { intersectionSize } from './size.ts';
import { intersectionSum } from './sum.ts';
import { both } from './testing.ts';
import { intersectAtLeast } from './threshold.ts';

const parties = ['a', 'b'];
const terms = { most: 9, edges: [5] };
const operators: readonly (readonly [EcdhOperator, (mesh: Mesh, input: EcdhInput) => Promise<unknown>])[] = [
  [{ kind: 'intersection' }, intersectByEcdh],
  [{ kind: 'size' }, intersectionSize],
  [{ kind: 'threshold', atLeast: 2 }, (mesh, input) => intersectAtLeast(mesh, { ...input, atLeast: 2 })],
  [
    { kind: 'sum', atLeast: 2, terms },
    (mesh, input) =>
      intersectionSum(mesh, {
        ...input,
        atLeast: 2,
        terms,
        ...(mesh.self === 'b' ? { values: [1, 2, 7] } : {}),
      }),
  ],
];

for (const [operator, protocol] of operators)
  for (const learns of ['receiver', 'both'] as const)
    test(`${operator.kind}, ${learns}: whoever receives a message is told of it, and nobody of one that is not sent`, async () => {
      const heard = new Map<string, Set<string>>();
      const meshes = localMeshes(parties).map((mesh) =>
        observed(mesh, (label) => heard.set(label, (heard.get(label) ?? new Set()).add(mesh.self))),
      );
      await both(
        protocol,
        [
          { ids: ['x', 'y', 'z'], learns },
          { ids: ['y', 'z', 'w'], learns },
        ],
        meshes,
      );
      const said = ecdhDisclosures({ parties, receiver: 'a', learns, operator });
      assert.deepEqual(said.map(({ label }) => label).sort(), [...heard.keys()].sort());
      for (const { label, to } of said)
        for (const party of heard.get(label)!) assert.ok(to.includes(party), `${label} to ${party}`);
    });

test('a statement says in both languages what is learnt below the threshold, and by whom', () => {
  const plan = { parties, receiver: 'a', operator: { kind: 'threshold', atLeast: 20 } } as const;
  const { en, zh } = ecdhStatement(plan);
  assert.match(en, /^- a: How many identifiers both sides have, below 20 too\.$/m);
  assert.match(en, /^- b: Whether at least 20 identifiers are common\.$/m);
  assert.match(zh, /^- a：双方共有的标识符个数，少于 20 个时也会得知。$/m);
  assert.equal(en.split('\n').length, zh.split('\n').length);
  assert.doesNotMatch(zh.replace(/\ba\b|\bb\b/g, ''), /[A-Za-z]/);
});
