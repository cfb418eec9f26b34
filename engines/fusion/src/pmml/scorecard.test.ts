import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Binning, binOf, type ColumnValue, fitBinning } from '../binning.ts';
import type { ScorecardPoints } from '../scorecard/opened-model.ts';
import { scorecardPmml } from './scorecard.ts';

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

type Node = { readonly name: string; readonly at: Record<string, string>; readonly children: Node[] };

/** Enough of XML for a document without text between its tags. */
function parsed(xml: string): Node {
  const unescaped = (text: string): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const root: Node = { name: '', at: {}, children: [] };
  const open = [root];
  for (const [, close, name, attributes, empty] of xml.matchAll(/<(\/?)([A-Za-z]+)((?: [^<>]*?)?)(\/?)>/g)) {
    if (close) {
      assert.equal(open.pop()!.name, name);
      continue;
    }
    const at = Object.fromEntries(
      [...attributes!.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescaped(value!)]),
    );
    const node = { name: name!, at, children: [] };
    open.at(-1)!.children.push(node);
    if (!empty) open.push(node);
  }
  assert.equal(open.length, 1);
  return root.children[0]!;
}

/** Whether a predicate holds, by PMML's three-valued logic: undefined is unknown. */
function holds({ name, at, children }: Node, value: ColumnValue): boolean | undefined {
  if (name === 'True') return true;
  if (name === 'CompoundPredicate') {
    const parts = children.map((child) => holds(child, value));
    const decides = at.booleanOperator === 'or';
    return parts.includes(decides) ? decides : parts.includes(undefined) ? undefined : !decides;
  }
  if (at.operator === 'isMissing') return value === null;
  if (at.operator === 'isNotMissing') return value !== null;
  if (value === null) return undefined;
  const other = typeof value === 'number' ? Number(at.value) : at.value!;
  const is = { equal: value === other, notEqual: value !== other };
  const order = { greaterThan: value > other, lessOrEqual: value <= other };
  return { ...is, ...order }[at.operator!];
}

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
