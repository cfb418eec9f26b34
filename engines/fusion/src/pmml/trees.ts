import { fail } from '@finharbor/kernel';
import type { Binning } from '../binning.ts';
import type { OpenedTrees } from '../boosting/open-trees.ts';
import { type BinnedField, binPredicate, simple } from './bins.ts';
import { type Element, xmlText } from './xml.ts';

/** What a PMML document of boosted trees is made of. */
export type TreesPmmlInput = {
  /** The model's name; its id, say. */
  readonly name: string;
  /** As the plan opened them to this party: without `treesTo` there are none to export. */
  readonly trees: OpenedTrees | undefined;
  /**
   * How a party's features are binned, by party and feature, as far as the caller knows it. Such a feature is read as the raw value; any
   * other as the number of its bin, counted from 0, which its holder has to give.
   */
  readonly binnings: Readonly<Record<string, Readonly<Record<string, Binning>>>>;
};

/**
 * Boosted trees in the clear as PMML 4.4.1 (Data Mining Group): a `MiningModel` that sums `TreeModel` segments and adds the base. The
 * score is in log-odds; 1/(1 + e^−score) is the probability, under class weights that of the weighted rows. Pure, and canonical: equal
 * input gives equal text.
 * Errors: `fusion.trees_closed` where the plan did not open the trees, `fusion.bad_model` where trees and bins do not fit.
 */
export function treesPmml({ name, trees, binnings }: TreesPmmlInput): string {
  if (!trees)
    return fail(
      'fusion.trees_closed',
      'The trees of this model are closed to this party: its plan opens them to nobody here. Train under a plan that does.',
    );
  const fields = new Map(
    trees.features.map(({ party, feature, bins }): [string, BinnedField] => {
      const binning = binnings[party]?.[feature];
      if (binning && binning.labels.length !== bins)
        fail('fusion.bad_model', `Feature ${feature} has other bins than the model.`);
      const field = `${party}.${feature}`;
      return [field, { field, bins, ...(binning && { binning }) }];
    }),
  );
  const document: Element = [
    'PMML',
    { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4.1' },
    [
      ['Header', { description: name }, [['Application', { name: 'Finharbor' }]]],
      [
        'DataDictionary',
        { numberOfFields: fields.size + 1 },
        [...[...fields.values()].map(dataField), logOdds],
      ],
      model(name, trees, fields),
    ],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(document)}\n`;
}

const logOdds: Element = ['DataField', { name: 'logOdds', optype: 'continuous', dataType: 'double' }];
const target: Element = ['MiningField', { name: 'logOdds', usageType: 'target' }];

type Fields = ReadonlyMap<string, BinnedField>;

function dataField({ field, binning }: BinnedField): Element {
  if (!binning) return ['DataField', { name: field, optype: 'continuous', dataType: 'integer' }];
  if (binning.kind === 'numeric')
    return ['DataField', { name: field, optype: 'continuous', dataType: 'double' }];
  return ['DataField', { name: field, optype: 'categorical', dataType: 'string' }];
}

function model(name: string, { base, depth, trees }: OpenedTrees, fields: Fields): Element {
  const segments = trees.map(
    (tree, i): Element => ['Segment', { id: i + 1 }, [['True', {}], treeModel(depth, tree, fields)]],
  );
  return [
    'MiningModel',
    { modelName: name, functionName: 'regression' },
    [
      schema([...fields.keys()], [target]),
      [
        'Output',
        {},
        [
          [
            'OutputField',
            { name: 'score', optype: 'continuous', dataType: 'double', feature: 'predictedValue' },
          ],
        ],
      ],
      ['Targets', {}, [['Target', { field: 'logOdds', rescaleConstant: base }]]],
      ['Segmentation', { multipleModelMethod: 'sum' }, segments],
    ],
  ];
}

function schema(fields: readonly string[], others: readonly Element[] = []): Element {
  const active = fields.map((name): Element => ['MiningField', { name, usageType: 'active' }]);
  return ['MiningSchema', {}, [...active, ...others]];
}

type Tree = OpenedTrees['trees'][number];

function treeModel(depth: number, { questions, leaves }: Tree, fields: Fields): Element {
  const fieldOf = (at: number): string => `${questions[at]!.party}.${questions[at]!.feature}`;
  const asked = [...fields.keys()].filter((field) => questions.some((_, at) => fieldOf(at) === field));
  const node = (level: number, at: number, predicate: Element): Element => {
    if (level === depth) return ['Node', { score: leaves[at]! }, [predicate]];
    const place = 2 ** level - 1 + at;
    const isAtMost = atMost(fields.get(fieldOf(place))!, questions[place]!.bin);
    const below = [node(level + 1, 2 * at, isAtMost), node(level + 1, 2 * at + 1, ['True', {}])];
    return ['Node', {}, [predicate, ...below]];
  };
  return [
    'TreeModel',
    { functionName: 'regression', missingValueStrategy: 'none' },
    [schema(asked), node(0, 0, ['True', {}])],
  ];
}

// A missing value is no comparison's: only a test for it says where it goes.
function atMost(of: BinnedField, bin: number): Element {
  const { field, binning } = of;
  if (!binning) return simple(field, 'lessOrEqual', bin);
  const parts =
    binning.kind === 'numeric' && bin < binning.edges.length
      ? [
          simple(field, 'lessOrEqual', binning.edges[bin]),
          ...(binning.missing <= bin ? [simple(field, 'isMissing')] : []),
        ]
      : Array.from({ length: bin + 1 }, (_, one) => binPredicate(of, one));
  return parts.length === 1 ? parts[0]! : ['CompoundPredicate', { booleanOperator: 'or' }, parts];
}
