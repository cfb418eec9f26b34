import type { ScorecardCoefficient } from '@finharbor/fusion';
import { type PaperLanguage, paperFacts } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { TrainingResult } from '../job-result.ts';
import { openingOf, type TrainingSettings } from '../training/options.ts';
import type { TrainingView } from '../training/views.ts';
import type { Names } from './names.ts';
import { filled } from './texts.ts';
import { trainingTexts } from './training-texts.ts';

type Section = PaperDraft['sections'][number];
type Part = Section['parts'][number];

/** How a training was planned, and what exactly that tells whom. */
export function plannedSections(training: TrainingView, language: PaperLanguage): readonly Section[] {
  const text = trainingTexts[language];
  const { folds, smallestGroup, settings } = training;
  return [
    {
      title: text.settings,
      parts: [
        paperFacts(language, [
          [text.folds, String(folds)],
          [text.smallestGroup, String(smallestGroup)],
          ...settingFacts(settings, language),
        ]),
      ],
    },
    {
      title: text.tells,
      parts: training.leakage.map((line) => ({ kind: 'text', text: line[language] })),
    },
  ];
}

function settingFacts(
  settings: TrainingSettings,
  language: PaperLanguage,
): readonly (readonly [string, string])[] {
  const text = trainingTexts[language];
  const { ridge, classWeights, offset, kept, centreLogit } = settings;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [text.pointsTo, text.openedTo[openingOf(settings)]],
    [text.ridge, ridge === undefined ? undefined : String(ridge)],
    [text.classWeights, classWeights && filled(text.perClass, classWeights.good, classWeights.bad)],
    [text.offset, offset],
    [text.kept, kept && filled(text.perClass, kept.good, kept.bad)],
    [text.centre, centreLogit === undefined ? undefined : String(centreLogit)],
  ];
  return facts.flatMap(([term, value]) => (value === undefined ? [] : [[term, value] as const]));
}

/** The scorecard and its coefficients, as far as the training opened them to this party. */
export function openedSections(
  { opened, labels = {} }: Pick<TrainingResult, 'opened' | 'labels'>,
  language: PaperLanguage,
  names: Names,
): readonly Section[] {
  const text = trainingTexts[language];
  const { points, coefficients } = opened ?? {};
  const binOf = (feature: string, party: string, at: number): string =>
    (names.isOwn(party) ? labels[feature]?.[at] : undefined) ?? String(at + 1);
  return [
    ...(points
      ? [
          {
            title: text.scorecard,
            parts: [
              { kind: 'text', text: filled(text.base, points.base) },
              {
                kind: 'table',
                columns: [
                  { title: text.feature, share: 2 },
                  { title: text.party, share: 2 },
                  { title: text.bin, share: 2 },
                  { title: text.points, align: 'end' },
                ],
                rows: points.features.flatMap(({ party, feature, points: each }) =>
                  each.map((value, at) => [
                    feature,
                    names.party(party),
                    binOf(feature, party, at),
                    String(value),
                  ]),
                ),
              },
              { kind: 'text', text: text.otherBins },
            ] satisfies Part[],
          },
        ]
      : []),
    ...(coefficients
      ? [{ title: text.coefficients, parts: coefficientParts(coefficients, language, names) }]
      : []),
  ];
}

/** Coefficients with what Wald's test says of each. */
export function coefficientParts(
  coefficients: readonly ScorecardCoefficient[],
  language: PaperLanguage,
  names: Names,
): readonly Part[] {
  const text = trainingTexts[language];
  return [
    {
      kind: 'table',
      columns: [
        { title: text.feature, share: 2 },
        { title: text.party, share: 2 },
        ...[text.value, text.error, 'z', 'p'].map((title) => ({ title, align: 'end' }) as const),
      ],
      rows: coefficients.map(({ party, feature, value, standardError, z, p }) => [
        feature === '' ? text.intercept : feature,
        feature === '' ? '' : names.party(party),
        value.toFixed(4),
        standardError.toFixed(4),
        z.toFixed(2),
        p < 0.0001 ? '< 0.0001' : p.toFixed(4),
      ]),
    },
    { kind: 'text', text: text.caution },
  ];
}
