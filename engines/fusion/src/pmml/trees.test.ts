import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Binning, binOf, type ColumnValue, fitBinning } from '../binning.ts';
import type { OpenedTrees } from '../boosting/open-trees.ts';
import { sampler, seededRandom } from '../intersect/testing-sets.ts';
import { holds, type Node, parsed } from './testing-xml.ts';
import { treesPmml } from './trees.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const numbers = [...Array.from({ length: 80 }, (_, i) => i / 4), ...times(20, null)];
const words = [
  ...times(50, 'retail & "more"'),
  ...times(30, '农业'),
  ...times(20, 'rare<r'),
  ...times(5, null),
];

const columns: Readonly<Record<string, { binning: Binning; values: readonly ColumnValue[] }>> = {
  apart: {
    binning: fitBinning(numbers, { kind: 'numeric', minRows: 10 }),
    values: [-1, 0, 2.5, 9.75, 9.9, 19, 1e9, null],
  },
  merged: {
    binning: fitBinning(numbers, { kind: 'numeric', minRows: 21 }),
    values: [-1, 0, 9.75, 9.9, 1e9, null],
  },
  kind: {
    binning: fitBinning(words, { kind: 'category', minRows: 25 }),
    values: ['retail & "more"', '农业', 'rare<r', 'never seen', null],
  },
};
const binnings = {
  bank: Object.fromEntries(Object.entries(columns).map(([feature, { binning }]) => [feature, binning])),
};
const lateBins = 4;

const below = sampler(seededRandom(7));
const features = [
  ...Object.entries(columns).map(([feature, { binning }]) => ({
    ...{ party: 'bank', feature },
    bins: binning.labels.length,
  })),
  { party: 'tax', feature: 'paid late', bins: lateBins },
];

/** Trees that ask whatever there is to ask. */
const trees: OpenedTrees = {
  ...{ base: -1.5, depth: 3, features },
  trees: Array.from({ length: 20 }, () => ({
    questions: Array.from({ length: 7 }, () => {
      const { party, feature, bins } = features[below(features.length)]!;
      return { party, feature, bin: below(bins - 1) };
    }),
    leaves: Array.from({ length: 8 }, () => (below(2_001) - 1_000) / 1_024),
  })),
};

type Row = Readonly<Record<string, ColumnValue>>;

/** What the document says of a row: the first child whose predicate holds, down to a leaf of each tree. */
function scored(document: Node, row: Row): number {
  const model = child(document, 'MiningModel');
  const target = child(child(model, 'Targets'), 'Target');
  return child(model, 'Segmentation').children.reduce((sum, segment) => {
    let node = child(child(segment, 'TreeModel'), 'Node');
    for (;;) {
      const next = node.children.find(({ name, children }) => name === 'Node' && isMet(children[0]!, row));
      if (!next) return sum + Number(node.at.score);
      node = next;
    }
  }, Number(target.at.rescaleConstant));
}

function child(of: Node, name: string): Node {
  return of.children.find((one) => one.name === name)!;
}

function isMet(predicate: Node, row: Row): boolean {
  let asked = predicate;
  while (asked.at.field === undefined && asked.children.length > 0) asked = asked.children[0]!;
  return holds(predicate, row[asked.at.field ?? ''] ?? null) === true;
}

function expected(row: Row): number {
  return trees.trees.reduce((sum, { questions, leaves }) => {
    let at = 0;
    for (let level = 0; level < 3; level++) {
      const { party, feature, bin } = questions[2 ** level - 1 + at]!;
      const value = row[`${party}.${feature}`]!;
      const binning = party === 'bank' ? binnings.bank[feature] : undefined;
      at = 2 * at + Number((binning ? binOf(binning, value) : Number(value)) > bin);
    }
    return sum + leaves[at]!;
  }, trees.base);
}

test('every row gets from the document the score of the trees, missing and never seen values included', () => {
  const document = parsed(treesPmml({ name: 'model 1', trees, binnings }));
  const scores = new Set<number>();
  for (let i = 0; i < 500; i++) {
    const raw = Object.entries(columns).map(([feature, { values }]): [string, ColumnValue] => [
      `bank.${feature}`,
      values[below(values.length)]!,
    ]);
    const row = Object.fromEntries([...raw, ['tax.paid late', below(lateBins)]]);
    const score = scored(document, row);
    assert.ok(Math.abs(score - expected(row)) < 1e-9, JSON.stringify(row));
    scores.add(score);
  }
  assert.ok(scores.size > 100, 'rows differ');
});

test('the document is laid out as PMML 4.4.1 orders it, and every field it uses is declared', () => {
  const document = parsed(treesPmml({ name: 'model 1', trees, binnings }));
  const names = (of: Node): string[] => of.children.map(({ name }) => name);
  assert.deepEqual(names(document), ['Header', 'DataDictionary', 'MiningModel']);
  const declared = child(document, 'DataDictionary').children.map(({ at }) => at.name!);
  assert.equal(child(document, 'DataDictionary').at.numberOfFields, String(declared.length));
  const model = child(document, 'MiningModel');
  assert.deepEqual(names(model), ['MiningSchema', 'Output', 'Targets', 'Segmentation']);
  const used = (of: Node): string[] => [
    ...(of.at.field === undefined ? [] : [of.at.field]),
    ...of.children.flatMap(used),
  ];
  for (const { children } of child(model, 'Segmentation').children) {
    const tree = children.find(({ name }) => name === 'TreeModel')!;
    const fields = child(tree, 'MiningSchema').children.map(({ at }) => at.name!);
    assert.deepEqual(new Set(used(child(tree, 'Node'))), new Set(fields));
    assert.ok(fields.every((field) => declared.includes(field)));
  }
});

test('trees that are closed are not exported, nor those of other bins', () => {
  assert.throws(() => treesPmml({ name: 'm', trees: undefined, binnings }), { code: 'fusion.trees_closed' });
  const other = { bank: { apart: columns.kind!.binning } };
  assert.throws(() => treesPmml({ name: 'm', trees, binnings: other }), { code: 'fusion.bad_model' });
});
