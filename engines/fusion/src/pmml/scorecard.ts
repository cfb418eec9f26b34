import { fail } from '@finharbor/kernel';
import type { Binning } from '../binning.ts';
import type { ScorecardPoints } from '../scorecard/opened-model.ts';
import { type BinnedField, binPredicate } from './bins.ts';
import { type Element, xmlText } from './xml.ts';

/** What a PMML document is made of. */
export type ScorecardPmmlInput = {
  /** The model's name; its id, say. */
  readonly name: string;
  /** As the plan opened them to this party: without `pointsTo` there are none to export. */
  readonly points: ScorecardPoints | undefined;
  /**
   * How a party's features are binned, by party and feature, as far as the caller knows it. Such a feature is read as the raw value; any
   * other as the number of its bin, counted from 0, which its holder has to give.
   */
  readonly binnings: Readonly<Record<string, Readonly<Record<string, Binning>>>>;
};

type Feature = ScorecardPoints['features'][number] & BinnedField;

/**
 * A scorecard in plain points as PMML 4.4.1 (Data Mining Group), model element `Scorecard`. The score is not rounded or cut; reason codes
 * are `party.feature`, worst first by points below the feature's most. Pure, and canonical: equal input gives equal text.
 * Errors: `fusion.points_closed` where the plan did not open the points, `fusion.bad_model` where points and bins do not fit.
 */
export function scorecardPmml({ name, points, binnings }: ScorecardPmmlInput): string {
  if (!points)
    return fail(
      'fusion.points_closed',
      'The points of this model are closed to this party: its plan opens them to nobody here. Train under a plan that does.',
    );
  const features = points.features.map((feature): Feature => {
    const binning = binnings[feature.party]?.[feature.feature];
    if (binning && binning.labels.length !== feature.points.length)
      fail('fusion.bad_model', `Feature ${feature.feature} has other bins than the model.`);
    const field = `${feature.party}.${feature.feature}`;
    return { ...feature, field, bins: feature.points.length, ...(binning && { binning }) };
  });
  const document: Element = [
    'PMML',
    { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4.1' },
    [
      ['Header', { description: name }, [['Application', { name: 'Finharbor' }]]],
      ['DataDictionary', { numberOfFields: features.length + 1 }, [...features.map(dataField), score]],
      scorecard(name, points.base, features),
    ],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(document)}\n`;
}

const score: Element = ['DataField', { name: 'points', optype: 'continuous', dataType: 'double' }];

function dataField({ field, binning, points }: Feature): Element {
  if (binning?.kind === 'numeric')
    return ['DataField', { name: field, optype: 'continuous', dataType: 'double' }];
  if (binning) return ['DataField', { name: field, optype: 'categorical', dataType: 'string' }];
  const values = points.map((_, bin): Element => ['Value', { value: bin }]);
  return ['DataField', { name: field, optype: 'categorical', dataType: 'integer' }, values];
}

function scorecard(name: string, base: number, features: readonly Feature[]): Element {
  const fields = features.map(({ field }): Element => ['MiningField', { name: field, usageType: 'active' }]);
  return [
    'Scorecard',
    {
      modelName: name,
      functionName: 'regression',
      initialScore: base,
      useReasonCodes: 'true',
      reasonCodeAlgorithm: 'pointsBelow',
      baselineMethod: 'max',
    },
    [
      ['MiningSchema', {}, [...fields, ['MiningField', { name: 'points', usageType: 'target' }]]],
      ['Output', {}, [...outputs(features.length)]],
      ['Characteristics', {}, features.map(characteristic)],
    ],
  ];
}

function outputs(features: number): Element[] {
  const reasons = Array.from({ length: Math.min(3, features) }, (_, i): Element => {
    const rank = i + 1;
    return [
      'OutputField',
      { name: `reason${rank}`, optype: 'categorical', dataType: 'string', feature: 'reasonCode', rank },
    ];
  });
  return [
    ['OutputField', { name: 'score', optype: 'continuous', dataType: 'double', feature: 'predictedValue' }],
    ...reasons,
  ];
}

function characteristic(feature: Feature): Element {
  const { field, points } = feature;
  const attributes = points.map(
    (partialScore, bin): Element => ['Attribute', { partialScore }, [binPredicate(feature, bin)]],
  );
  return [
    'Characteristic',
    { name: field, reasonCode: field, baselineScore: Math.max(...points) },
    attributes,
  ];
}
