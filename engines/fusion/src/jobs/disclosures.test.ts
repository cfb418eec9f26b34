import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { localMeshes, observed } from '../psi/testing.ts';
import { intersectionDisclosures, intersectionStatement } from './disclosures.ts';
import type { IntersectionPlan } from './plan.ts';
import { memorySource, planOf, runBoth } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-disclosures-'));
after(() => rmSync(folder, { recursive: true }));

const semiHonest = { adversary: 'semi-honest' } as const;
const nothing = [{ result: 'nothing' }, { result: 'nothing' }] as const;
const column = { holds: 'taxes paid', decimals: 0, most: 9, edges: [3] };
const plans: readonly IntersectionPlan[] = (['malicious', 'semi-honest'] as const)
  .flatMap((adversary) => [
    planOf({ adversary }, [{}, { result: 'left' }]),
    planOf({ adversary, receiver: 'b' }, [{ result: 'nothing' }, { result: 'anti' }]),
  ])
  .concat([
    ...(['rr22', 'kkrt', 'ecdh'] as const).map((protocol) => planOf({ protocol, ...semiHonest })),
    planOf({ ...semiHonest, protocol: 'kkrt', operation: { kind: 'rows', atLeast: 1 }, rowColumn: 'row' }),
    planOf({ ...semiHonest, operation: { kind: 'count', learns: 'both' } }, nothing),
    planOf({ ...semiHonest, operation: { kind: 'count', learns: 'receiver' } }, nothing),
    planOf({ ...semiHonest, operation: { kind: 'sum', learns: 'both', atLeast: 1, column } }, nothing),
  ]);

for (const [n, plan] of plans.entries())
  test(`what goes over the wire is what the statement lists, to whom it says (plan ${n})`, async () => {
    const heard = new Map<string, Set<string>>();
    const meshes = localMeshes(['a', 'b']).map((mesh) =>
      observed(mesh, (numbered) => {
        const label = numbered.replace(/\/\d+$/, '');
        heard.set(label, (heard.get(label) ?? new Set()).add(mesh.self));
      }),
    );
    const tables = [
      ['x', 'y', 'z'],
      ['y', 'z', 'w', 'v'],
    ] as const;
    const source = {
      ...memorySource(tables[1]),
      numbers: async function* () {
        yield ['1', '2', '3', '4'];
      },
    };
    const extra = (k: number) => (k === 1 && plan.operation?.kind === 'sum' ? { source } : {});
    const { outcomes } = await runBoth({ plan, tables, folder: join(folder, `${n}`), meshes, extra });
    const [outcome] = outcomes;
    assert.ok(outcome?.kind === 'finished');
    const listed = new Map(intersectionDisclosures(plan).map((one) => [one.label, one]));
    for (const [label, by] of heard) {
      const said = listed.get(label);
      assert.ok(said, `${label} goes over the wire and is not listed`);
      for (const party of by) {
        // The proofs of what is common name it to whoever has the keys, and go to nobody else.
        assert.ok(said.to.includes(party), `${label} reaches ${party}`);
      }
    }
    for (const { label, masked } of listed.values())
      if (!masked && [outcome.protocol, 'job'].includes(label.split('/')[0]!))
        assert.ok(heard.has(label), `${label} is listed and never goes over the wire`);
  });

test('sizes on the wire follow from the declared rows alone: neither duplicates nor how keys fall into shards change them', async () => {
  const lengths = async (
    tables: readonly [readonly string[], readonly string[]],
    n: number,
  ): Promise<string[]> => {
    const seen: string[] = [];
    const meshes = localMeshes(['a', 'b']).map((mesh) =>
      observed(mesh, (label, { length }) => void seen.push(`${mesh.self} ${label} ${length}`)),
    );
    const plan = planOf({ shardRows: 2 ** 10 }, [{}, { result: 'nothing' }]);
    await runBoth({ plan, tables, folder: join(folder, `sizes${n}`), meshes });
    return seen.filter((line) => !line.includes('job/hello')).toSorted();
  };
  const many = (count: number, distinct: number, name: string): string[] =>
    Array.from({ length: count }, (_, i) => `${name} ${i % distinct}`);
  const different = await lengths([many(1500, 1500, 'x'), many(1200, 1200, 'x')], 0);
  const repeated = await lengths([many(1500, 1500, 'x'), many(1200, 7, 'y')], 1);
  assert.deepEqual(repeated, different);
});

test('the statement names tables, results and limits, in both languages', () => {
  const { en, zh } = intersectionStatement(plans[0]!);
  assert.match(
    en,
    /a: Which of its own keys \(loans\) b holds too \(tax payers\).*its rows whose key both hold/,
  );
  assert.match(en, /b: Which of its own keys .*all its rows, each marked.*a could keep matches back/);
  assert.match(en, /a: 1 to 16384, b: 1 to 16384/);
  assert.match(zh, /a：本方（loans）的哪些键值 b（tax payers）也持有/);
  assert.equal(en.split('\n').length, zh.split('\n').length);
  assert.doesNotMatch(zh.replaceAll(/loans|tax payers|Unicode/g, ''), /[A-Za-z]{2}/);
  const open = intersectionStatement(planOf(semiHonest));
  assert.equal(open.en.split('\n').length, en.split('\n').length, 'what is open is said once');
  assert.match(open.en, /a could keep matches back, and guess some/);
  const few = intersectionStatement(planOf({ ...semiHonest, operation: { kind: 'rows', atLeast: 20 } }));
  assert.match(few.en, /a: How many identifiers both sides have.*\n- b: Whether at least 20 keys are common/);
  assert.match(few.zh, /b：双方共有的键值是否不少于 20 个/);
  const summed = intersectionStatement(plans.at(-1)!);
  assert.match(
    summed.en,
    /- a: If at least 1 identifiers are common: sum of the values.* The values are: taxes paid\./,
  );
  assert.doesNotMatch(summed.en, /Which of its own keys|learns which of them/);
  assert.match(summed.en, /the difference between two tells of the keys by which they differ/);
  const onlyB = intersectionStatement(plans[1]!);
  assert.doesNotMatch(onlyB.en, /- a:/);
  assert.match(onlyB.en, /b: Which of its own keys .*its rows whose key the other lacks/);
});
