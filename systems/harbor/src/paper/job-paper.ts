import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import { deliveryResult } from '../delivery/result.ts';
import {
  intersectionResult,
  type ScoreResult,
  scoreResult,
  statisticsResult,
  type TrainingResult,
  trainingResult,
  withheldResult,
} from '../job-result.ts';
import type { ProposalView } from '../proposals/views.ts';
import type { TrainingView } from '../training/views.ts';
import type { JobView } from '../views.ts';
import { askedSections, intersectionSections, statisticsSections } from './computation-paper.ts';
import { computationTexts } from './computation-texts.ts';
import { deliverySection } from './delivery-paper.ts';
import { withheldSection } from './figures-paper.ts';
import type { Names } from './names.ts';
import { filled, paperTexts } from './texts.ts';
import { openedSections, plannedSections } from './training-paper.ts';

type Section = PaperDraft['sections'][number];
type Report = NonNullable<TrainingResult['report']>;

/** A job, how it was planned where it is a training, and the computation it runs where it was proposed. */
export type PrintedJob = {
  readonly job: JobView & { readonly training?: TrainingView | null };
  readonly proposal?: ProposalView | undefined;
};

/** What this party learned from a job that is done, as it is printed: nothing that its own page does not show. */
export function jobPaper({ job, proposal }: PrintedJob, language: PaperLanguage, names: Names): PaperDraft {
  const text = paperTexts[language].job;
  return {
    language,
    title: text.titles[job.kind],
    reference: job.id,
    sections: [
      { title: text.facts, parts: [factsOf(job, language, names)] },
      ...(job.training ? plannedSections(job.training, language) : []),
      ...(proposal ? computed(job, proposal, language) : learned(job, language, names)),
    ],
  };
}

function factsOf(job: JobView, language: PaperLanguage, names: Names): Section['parts'][number] {
  const { and, job: text } = paperTexts[language];
  return paperFacts(language, [
    [text.number, job.id],
    [text.contract, job.contract],
    [text.sides, [...job.roster, ...(job.kind === 'deliver' ? [] : [job.dealer])].map(names.party).join(and)],
    [text.begun, paperInstant(job.createdAt)],
    [text.ended, paperInstant(job.updatedAt)],
    [text.attempt, String(job.attempt)],
  ]);
}

function learned({ result }: JobView, language: PaperLanguage, names: Names): readonly Section[] {
  const delivery = deliveryResult.safeParse(result);
  if (delivery.success) return [deliverySection(delivery.data, language)];
  const training = trainingResult.safeParse(result);
  if (training.success) return trainingSections(training.data, language, names);
  const score = scoreResult.safeParse(result);
  if (score.success) return scoreSections(score.data, language);
  const { score: title, nothing } = paperTexts[language].job;
  return [{ title, parts: [{ kind: 'text', text: nothing }] }];
}

function computed(
  { kind, result }: JobView,
  proposal: ProposalView,
  language: PaperLanguage,
): readonly Section[] {
  const asked = askedSections(proposal, language);
  if (kind === 'intersect') {
    const { data: few } = withheldResult.safeParse(result);
    if (few)
      return [...asked, withheldSection(few.withheld.atLeast, language), stagesOf(few.stages, language)];
    const found = intersectionResult.parse(result);
    return [...asked, ...intersectionSections(found, language), stagesOf(found.stages, language)];
  }
  const found = statisticsResult.parse(result);
  return [...asked, ...statisticsSections(found, proposal, language), stagesOf(found.stages, language)];
}

function scoreSections({ points, reasons }: ScoreResult, language: PaperLanguage): readonly Section[] {
  const text = paperTexts[language].job;
  return [
    { title: text.score, parts: [{ kind: 'text', text: filled(text.total, points) }] },
    { title: text.reasons, parts: [{ kind: 'list', items: reasons.map((reason) => reason[language]) }] },
  ];
}

function trainingSections(result: TrainingResult, language: PaperLanguage, names: Names): readonly Section[] {
  const text = paperTexts[language].job;
  const { rows, report, points, stages } = result;
  return [
    { title: text.rows, parts: [{ kind: 'text', text: String(rows) }] },
    ...(report ? [modelsOf(report, language)] : []),
    ...(report && points
      ? [
          {
            title: text.points,
            parts: [
              { kind: 'text', text: filled(text.scale, points.score, points.odds, points.pdo) } as const,
            ],
          },
        ]
      : []),
    ...openedSections(result, language, names),
    ...(report ? featuresOf(report, language, names) : []),
    stagesOf(stages, language),
  ];
}

function modelsOf(report: Report, language: PaperLanguage): Section {
  const text = paperTexts[language].job;
  const ids = ['joint', 'offices', 'alone'] as const;
  const titles = ['AUC', 'KS', text.outAuc, text.outKs];
  return {
    title: text.models,
    parts: [
      {
        kind: 'table',
        columns: [
          { title: text.model, share: 2 },
          ...titles.map((title) => ({ title, align: 'end' }) as const),
        ],
        rows: ids.map((id) => {
          const { auc, ks, outOfTime } = report[id];
          return [
            text.modelNames[id],
            ...[auc, ks, outOfTime.auc, outOfTime.ks].map((figure) => figure.toFixed(4)),
          ];
        }),
      },
    ],
  };
}

function featuresOf(report: Report, language: PaperLanguage, names: Names): readonly Section[] {
  const text = paperTexts[language].job;
  const features = report.features.toSorted((a, b) => b.iv - a.iv);
  return [
    {
      title: text.features,
      parts: [
        {
          kind: 'table',
          columns: [
            { title: text.feature, share: 2 },
            { title: text.party, share: 2 },
            { title: text.iv, align: 'end' },
          ],
          rows: features.map(({ feature, party, iv }) => [feature, names.party(party), iv.toFixed(3)]),
        },
      ],
    },
    {
      title: text.bins,
      parts: [
        {
          kind: 'table',
          columns: [
            { title: text.feature, share: 3 },
            ...[text.bin, text.woe, text.bad, text.good].map((title) => ({ title, align: 'end' }) as const),
          ],
          rows: features.flatMap(({ feature, bins }) =>
            bins.map(({ woe, bad, good }, at) => [
              feature,
              String(at + 1),
              woe.toFixed(3),
              String(bad ?? text.unopened),
              String(good ?? text.unopened),
            ]),
          ),
        },
      ],
    },
  ];
}

/** What each stage took, in time and bytes. */
export function stagesOf(stages: TrainingResult['stages'], language: PaperLanguage): Section {
  const text = paperTexts[language].job;
  return {
    title: text.stages,
    parts: [
      {
        kind: 'table',
        columns: [
          { title: text.stage, share: 3 },
          ...[text.time, text.sent, text.received].map((title) => ({ title, align: 'end' }) as const),
        ],
        rows: stages.map(({ stage, ms, bytesSent, bytesReceived }) => [
          text.stageNames[stage] ?? computationTexts[language].stageNames[stage] ?? stage,
          (ms / 1000).toFixed(1),
          String(bytesSent),
          String(bytesReceived),
        ]),
      },
    ],
  };
}
