import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@finharbor/kernel';
import fc from 'fast-check';
import { openingOf, trainingOptions } from './options.ts';
import { opening, planUnder, settingsFrom, settingsOf } from './settings.ts';

const loans = (goods: number, bads: number) => [
  ...Array.from({ length: goods }, () => ({ Default: 0 })),
  ...Array.from({ length: bads }, () => ({ Default: 1 })),
];
const from = (options: Parameters<typeof settingsFrom>[0], rows = loans(95, 5)) =>
  settingsFrom(options, { rows, label: 'Default' });
const of = { roster: ['bank', 'tax'], smallestGroup: 50, folds: 5 };

test('without options a training is the usual one, and its plan says nothing of settings', () => {
  assert.deepEqual(from({}), {});
  const usual = planUnder({}, of);
  assert.deepEqual(
    [usual.centreLogit, usual.pointsTo, usual.offsetHolder, usual.classWeights],
    [-1, undefined, undefined, undefined],
  );
});

test('balanced weights let both classes weigh alike as near as sixteenths come, and centre the fit at even odds', () => {
  assert.deepEqual(from({ classWeights: 'balanced' }), {
    classWeights: { good: 0.5, bad: 10 },
    kept: { good: 0.05, bad: 1 },
    centreLogit: 0,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (goods, bads) => {
      const { good, bad } = from({ classWeights: 'balanced' }, loans(goods, bads)).classWeights!;
      for (const [weight, count] of [
        [good, goods],
        [bad, bads],
      ] as const) {
        const exact = (goods + bads) / (2 * count);
        assert.ok(Math.abs(weight - Math.min(16, exact)) <= 1 / 32, `${weight} for ${exact}`);
      }
    }),
  );
  for (const rows of [loans(5, 0), loans(0, 5)])
    assert.throws(() => from({ classWeights: 'balanced' }, rows), { code: 'fusion.bad_plan' });
});

test('own weights move the centre by the logarithm of their ratio, unless it is told, and any of them make a plan that runs', () => {
  assert.equal(from({ classWeights: { good: 1, bad: 8 } }).centreLogit, 1);
  assert.equal(from({ classWeights: { good: 1, bad: 8 }, centreLogit: -2.5 }).centreLogit, -2.5);
  const weight = fc.integer({ min: 1, max: 256 }).map((sixteenths) => sixteenths / 16);
  fc.assert(
    fc.property(weight, weight, (good, bad) => {
      const settings = from(trainingOptions.parse({ classWeights: { good, bad } }));
      assert.deepEqual(settingsOf({ settings: settings as unknown as Json }), settings);
      planUnder(settings, of);
    }),
  );
});

test('points keep the odds they stand for: weights are corrected for as sampling is, and both together', () => {
  assert.deepEqual(from({ classWeights: { good: 1, bad: 8 } }).kept, { good: 0.125, bad: 1 });
  assert.deepEqual(from({ classWeights: { good: 8, bad: 1 } }).kept, { good: 1, bad: 0.125 });
  const kept = { good: 0.125, bad: 1 };
  assert.deepEqual(from({ kept }).kept, kept);
  assert.deepEqual(from({ kept, classWeights: { good: 8, bad: 1 } }).kept, { good: 1, bad: 1 });
});

test('an offset is the consumer’s, and what is opened goes to whom it was said', () => {
  const plan = planUnder(from({ offset: 'Prior', ridge: 4, kept: { good: 0.1, bad: 1 }, opened: 'all' }), of);
  assert.deepEqual(
    [plan.offsetHolder, plan.ridge, plan.kept, plan.pointsTo, plan.coefficientsTo],
    ['bank', 4, { good: 0.1, bad: 1 }, 'everyone', 'everyone'],
  );
  for (const to of ['nobody', 'consumer', 'all'] as const) assert.equal(openingOf(opening(to)), to);
});

test('settings that this node does not know, or that reach for more than settings, are none', () => {
  for (const settings of [
    { parties: ['bank'] },
    { labelHolder: 'tax' },
    { figuresTo: 'everyone' },
    { pointsTo: 'tax' },
    { ridge: 0.5 },
    { classWeights: { good: 1, bad: 1 / 32 } },
    { classWeights: 'balanced' },
    { kept: { good: 0, bad: 1 } },
    { centreLogit: 0.25 },
    'none',
  ])
    assert.equal(settingsOf({ settings }), undefined, JSON.stringify(settings));
  assert.deepEqual(settingsOf({}), {});
});
