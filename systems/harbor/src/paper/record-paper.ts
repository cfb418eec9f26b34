import type { RecordEntry, RecordedContents, RecordedFigures, TrainingRecord } from '@finharbor/fusion';
import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import { stagesOf } from './job-paper.ts';
import type { Names } from './names.ts';
import { filled, paperTexts } from './texts.ts';
import { coefficientParts } from './training-paper.ts';
import { trainingTexts } from './training-texts.ts';

type Part = PaperDraft['sections'][number]['parts'][number];
type In = { readonly language: PaperLanguage; readonly names: Names };

/** A party's record of a training as it is printed; the record itself is in it as a file. */
export function recordPaper(record: TrainingRecord, language: PaperLanguage, names: Names): PaperDraft {
  const text = trainingTexts[language].record;
  const facts = paperFacts(language, [
    [text.model, record.model],
    [paperTexts[language].contract.consumer, names.party(record.labelHolder)],
    [text.digest, record.digest],
  ]);
  return {
    language,
    title: text.title,
    reference: record.model,
    sections: [
      { title: text.about, parts: [{ kind: 'text', text: text.lead }, facts] },
      ...record.entries.map((entry) => ({
        title: `${entry.clause} ${entry.heading[language]}`,
        parts: [
          ...(entry.checked ? [] : [{ kind: 'text', text: text.unchecked } as const]),
          ...partsOf(entry, { language, names }),
        ],
      })),
    ],
    attachments: [
      {
        name: `training-record-${record.model}.json`,
        mediaType: 'application/json',
        description: text.file,
        text: JSON.stringify(record, null, 2),
      },
    ],
  };
}

function partsOf<K extends keyof RecordedContents>(
  entry: Extract<RecordEntry, { readonly subject: K }>,
  said: In,
): readonly Part[] {
  const print = printed[entry.subject] as (content: unknown, said: In) => readonly Part[];
  return print(entry.content, said);
}

const printed: {
  readonly [K in keyof RecordedContents]: (content: RecordedContents[K], said: In) => readonly Part[];
} = {
  objective: ({ function: objective, ridge, classWeights, offsetHolder, kept }, { language, names }) => {
    const text = trainingTexts[language];
    return [
      { kind: 'text', text: objective[language] },
      paperFacts(language, [
        [text.ridge, String(ridge)],
        [text.classWeights, filled(text.perClass, classWeights.good, classWeights.bad)],
        [text.record.offsetHolder, offsetHolder === null ? text.record.none : names.party(offsetHolder)],
        [text.kept, filled(text.perClass, kept.good, kept.bad)],
      ]),
    ];
  },
  protection: ({ protocol, leakage, opened }, { language }) => {
    const text = trainingTexts[language].record;
    return [
      paperFacts(language, [[text.protocol, protocol]]),
      { kind: 'text', text: leakage[language] },
      { kind: 'text', text: filled(text.opened, opened.length) },
    ];
  },
  libraries: ({ versions }, { language }) => {
    const text = trainingTexts[language].record;
    const columns = [{ title: text.library, share: 2 }, { title: text.version }];
    return [{ kind: 'table', columns, rows: Object.entries(versions) }];
  },
  data: ({ parties }, { language, names }) => {
    const text = trainingTexts[language];
    return parties.map(({ party, rows, commitment, source }) =>
      paperFacts(language, [
        [text.party, names.party(party)],
        [text.record.rows, String(rows)],
        [text.record.commitment, commitment],
        ...(source === undefined ? [] : [[text.record.source, source] as const]),
      ]),
    );
  },
  process: ({ planDigest, startedAtMs, endedAtMs, steps, plan }, { language }) => {
    const text = trainingTexts[language].record;
    return [
      paperFacts(language, [
        [text.planDigest, planDigest],
        [text.started, paperInstant(startedAtMs)],
        [text.ended, paperInstant(endedAtMs)],
        [text.steps, String(steps)],
      ]),
      { kind: 'code', text: JSON.stringify(plan, null, 2) },
    ];
  },
  features: ({ features }, { language, names }) => {
    const text = trainingTexts[language];
    const { and } = paperTexts[language];
    return [
      {
        kind: 'table',
        columns: [
          { title: text.feature, share: 2 },
          { title: text.party, share: 2 },
          { title: text.record.bins, align: 'end' },
          { title: text.record.iv, align: 'end' },
          { title: text.record.labels, share: 3 },
        ],
        rows: features.map(({ feature, party, bins, iv, labels = [] }) => [
          feature,
          names.party(party),
          String(bins),
          iv?.toFixed(3) ?? '',
          labels.join(and),
        ]),
      },
    ];
  },
  coefficients: ({ coefficients }, { language, names }) => {
    const text = trainingTexts[language];
    if (!coefficients) return [{ kind: 'text', text: text.record.closed }];
    const signs = coefficients.filter(({ signAsExpected }) => signAsExpected !== null);
    return [
      ...coefficientParts(coefficients, language, names),
      paperFacts(
        language,
        signs.map(
          ({ feature, signAsExpected }) =>
            [
              `${text.record.signAsExpected}: ${feature}`,
              signAsExpected ? text.record.yes : text.record.no,
            ] as const,
        ),
      ),
    ];
  },
  accuracy: ({ psi, brier, ...models }, { language }) => {
    const text = trainingTexts[language].record;
    return [
      figuresOf(models, language),
      paperFacts(language, [
        [text.psi, psi?.toFixed(4) ?? text.unmeasured],
        [text.brier, brier?.toFixed(4) ?? text.unmeasured],
      ]),
    ];
  },
  performance: ({ rows, stages }, { language }) => [
    paperFacts(language, [[trainingTexts[language].record.rows, String(rows)]]),
    ...stagesOf(stages, language).parts,
  ],
};

type Models = Readonly<Record<'joint' | 'offices' | 'alone', RecordedFigures>>;

function figuresOf(models: Models, language: PaperLanguage): Part {
  const { job } = paperTexts[language];
  const { deviation } = trainingTexts[language].record;
  const titles = ['AUC', `AUC: ${deviation}`, job.outAuc, 'KS', `KS: ${deviation}`, job.outKs];
  return {
    kind: 'table',
    columns: [{ title: job.model, share: 2 }, ...titles.map((title) => ({ title, align: 'end' }) as const)],
    rows: (['joint', 'offices', 'alone'] as const).map((id) => {
      const { auc, aucDeviation, ks, ksDeviation, outOfTime } = models[id];
      const figures = [auc, aucDeviation, outOfTime.auc, ks, ksDeviation, outOfTime.ks];
      return [job.modelNames[id], ...figures.map((figure) => figure.toFixed(4))];
    }),
  };
}
