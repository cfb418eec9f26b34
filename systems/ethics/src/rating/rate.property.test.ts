import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { components, type Method, type OnFile, rate } from './rate.ts';

const weight = fc.integer({ min: 0, max: 100 });
const methods: fc.Arbitrary<Method> = fc.record({
  version: fc.constant(1),
  weights: fc.record({
    ...{ reviews: weight, conditions: weight, breaches: weight, disclosure: weight, declaration: weight },
  }),
  breachPoints: fc.record({ advice: weight, criticism: weight, removal: weight }),
  bands: fc.constant([
    { name: 'A', from: 800 },
    { name: 'B', from: 500 },
    { name: 'C', from: 0 },
  ]),
});
const files: fc.Arbitrary<OnFile> = fc.record({
  today: fc.constant('2026-03-02'),
  opinions: fc.array(fc.record({ outcome: fc.constantFrom('agreed', 'conditional', 'refused') })),
  conditions: fc.array(
    fc.record({ standing: fc.constantFrom('open', 'overdue', 'reported', 'met', 'late') }),
  ),
  breaches: fc.array(
    fc.record({
      on: fc.constantFrom('2026-01-05', '2022-01-05'),
      measure: fc.constantFrom('advice', 'criticism', 'removal'),
    }),
  ),
  disclosed: fc.uniqueArray(fc.integer({ min: 2020, max: 2027 })),
  hasSigned: fc.boolean(),
});
const nothing: OnFile = {
  ...{ today: '2026-03-02', opinions: [], conditions: [], breaches: [], disclosed: [], hasSigned: false },
};

test('a rating lies between nothing and 1,000, and is what its parts make of it', () => {
  fc.assert(
    fc.property(methods, files, (method, file) => {
      const { score, band, parts } = rate(method, file);
      assert.deepEqual(
        parts.map(({ component }) => component),
        components,
      );
      const counted = parts.filter(({ points, weight: of }) => points !== null && of > 0);
      assert.equal(score === null, counted.length === 0);
      if (score === null) return;
      assert.ok(score >= Math.min(...counted.map(({ points }) => points!)) && score <= 1_000);
      assert.equal(band, score >= 800 ? 'A' : score >= 500 ? 'B' : 'C');
    }),
  );
});

test('what is better on file never rates worse: a breach less, a condition met in time, a signature, a disclosure', () => {
  const better: readonly ((file: OnFile) => OnFile)[] = [
    (file) => ({ ...file, breaches: file.breaches.slice(1), opinions: [...file.opinions] }),
    (file) => ({ ...file, conditions: file.conditions.map(() => ({ standing: 'met' as const })) }),
    (file) => ({ ...file, opinions: file.opinions.map(() => ({ outcome: 'agreed' as const })) }),
  ];
  fc.assert(
    fc.property(methods, files, fc.constantFrom(...better), (method, file, improve) => {
      // Of a firm that stays known by the same parts: what is newly counted may weigh it down.
      const [before, after] = [rate(method, file), rate(method, improve(file))];
      const kept = (one: typeof before): string =>
        one.parts.map(({ points }) => (points === null ? '-' : '+')).join('');
      if (kept(before) === kept(after)) assert.ok((after.score ?? 0) >= (before.score ?? 0));
    }),
  );
});

test('a firm of which nothing is on file has no rating, and a breach of more than three years ago takes nothing', () => {
  const method: Method = {
    version: 1,
    weights: { reviews: 40, conditions: 20, breaches: 20, disclosure: 10, declaration: 10 },
    breachPoints: { advice: 200, criticism: 500, removal: 1_000 },
    bands: [{ name: 'A', from: 0 }],
  };
  assert.deepEqual(rate(method, nothing).score, null);
  const opinions = [{ outcome: 'agreed' }, { outcome: 'conditional' }] as const;
  const file: OnFile = { ...nothing, opinions, hasSigned: true, disclosed: [2025] };
  // (40 × 850 + 20 × 1000 + 10 × 1000 + 10 × 1000) / 80
  assert.equal(rate(method, file).score, 925);
  const old = { on: '2022-12-31', measure: 'removal' } as const;
  assert.equal(rate(method, { ...file, breaches: [old] }).score, 925);
  // (40 × 850 + 20 × 500 + 10 × 1000 + 10 × 1000) / 80
  assert.equal(rate(method, { ...file, breaches: [{ on: '2026-02-01', measure: 'criticism' }] }).score, 800);
});
