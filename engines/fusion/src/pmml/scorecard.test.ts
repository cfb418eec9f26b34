import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Binning, binOf, type ColumnValue, fitBinning } from '../binning.ts';
import type { ScorecardPoints } from '../scorecard/opened-model.ts';
import { scorecardPmml } from './scorecard.ts';
import { holds, parsed } from './testing-xml.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const numbers = [...Array.from({ length: 80 }, (_, i) => i / 4), ...times(20, null)];
const words = [
  ...times(50, 'retail & "more"'),
  ...times(30, '农业'),
  ...times(20, 'rare<r'),
  ...times(5, null),
];

const columns: Readonly<Record<string, { binning: Binning; asked: readonly ColumnValue[] }>> = {
  'missing apart': {
    binning: fitBinning(numbers, { kind: 'numeric', minRows: 10 }),
    asked: [-1, 0, 2.5, 19, 1e9, null],
  },
  'missing merged': {
    binning: fitBinning(numbers, { kind: 'numeric', minRows: 21 }),
    asked: [-1, 0, 9.75, 9.9, 1e9, null],
  },
  'any number': {
    binning: fitBinning(times(60, 1), { kind: 'numeric', minRows: 10 }),
    asked: [1, 2, null],
  },
  'missing only apart': {
    binning: fitBinning([...times(60, 1), ...times(60, null)], { kind: 'numeric', minRows: 10 }),
    asked: [1, 2, null],
  },
  category: {
    binning: fitBinning(words, { kind: 'category', minRows: 25 }),
    asked: ['retail & "more"', '农业', 'rare<r', 'never seen', null],
  },
  'rare apart': {
    binning: fitBinning(words, { kind: 'category', minRows: 5 }),
    asked: ['retail & "more"', 'rare<r', 'never seen', null],
  },
};

const features = Object.entries(columns).map(([feature, { binning }]) => ({
  ...{ party: 'bank', feature },
  points: binning.labels.map((_, bin) => 7 * bin - 10),
}));
const opened: ScorecardPoints = {
  base: 463,
  features: [...features, { party: 'tax', feature: 'paid late', points: [12, -3, 0] }],
};
const binnings = {
  bank: Object.fromEntries(Object.entries(columns).map(([feature, { binning }]) => [feature, binning])),
};
const document = scorecardPmml({ name: 'model 1', points: opened, binnings });

test('each value meets exactly the predicate of its bin, missing and never seen values included', () => {
  const scorecard = parsed(document).children.find(({ name }) => name === 'Scorecard')!;
  assert.equal(scorecard.at.initialScore, '463');
  const characteristics = scorecard.children.find(({ name }) => name === 'Characteristics')!.children;
  const check = (field: string, value: ColumnValue, points: number): void => {
    const characteristic = characteristics.find(({ at }) => at.name === field)!;
    const met = characteristic.children.filter(({ children }) => holds(children[0]!, value) === true);
    assert.deepEqual(
      met.map(({ at }) => Number(at.partialScore)),
      [points],
      `${field}: ${value}`,
    );
  };
  for (const [feature, { binning, asked }] of Object.entries(columns))
    for (const value of asked) check(`bank.${feature}`, value, 7 * binOf(binning, value) - 10);
  for (const [bin, points] of [12, -3, 0].entries()) check('tax.paid late', bin, points);
});

test('the document is laid out as PMML 4.4.1 orders it, and every field it uses is declared', () => {
  const pmml = parsed(document);
  assert.equal(pmml.at.version, '4.4.1');
  assert.deepEqual(
    pmml.children.map(({ name }) => name),
    ['Header', 'DataDictionary', 'Scorecard'],
  );
  const [, dictionary, scorecard] = pmml.children;
  const declared = dictionary!.children.map(({ at }) => at.name);
  assert.equal(dictionary!.at.numberOfFields, String(declared.length));
  assert.deepEqual(
    scorecard!.children.map(({ name }) => name),
    ['MiningSchema', 'Output', 'Characteristics'],
  );
  assert.deepEqual(
    scorecard!.children[0]!.children.map(({ at }) => at.name),
    declared,
  );
  for (const { at, children } of scorecard!.children[2]!.children) {
    assert.ok(declared.includes(at.name));
    const partial = children.map((attribute) => Number(attribute.at.partialScore));
    assert.equal(Number(at.baselineScore), Math.max(...partial));
  }
});

test('a model whose points are closed is not exported, nor one of other bins', () => {
  assert.throws(() => scorecardPmml({ name: 'm', points: undefined, binnings: {} }), {
    code: 'fusion.points_closed',
  });
  const other = { bank: { category: columns['missing apart']!.binning } };
  assert.throws(() => scorecardPmml({ name: 'm', points: opened, binnings: other }), {
    code: 'fusion.bad_model',
  });
});
