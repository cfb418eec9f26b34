import { type PaperLanguage, paperFacts } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { IntersectionResult, StatisticsAnswer, StatisticsResult } from '../job-result.ts';
import type { ProposalView } from '../proposals/views.ts';
import { computationTexts } from './computation-texts.ts';
import { sumSection } from './figures-paper.ts';
import { filled } from './texts.ts';

type Section = PaperDraft['sections'][number];
type Part = Section['parts'][number];
type Plan = {
  readonly columns: readonly {
    readonly name: string;
    readonly party: string;
    readonly groups?: readonly string[];
  }[];
  readonly statistics: readonly {
    readonly name: string;
    readonly by?: readonly string[];
    readonly value?: { readonly column: string };
    readonly bins?: string;
    readonly column?: string;
  }[];
};

/** What was asked, in the words that were signed. */
export function askedSections(proposal: ProposalView, language: PaperLanguage): readonly Section[] {
  const text = computationTexts[language];
  return [
    {
      title: text.computation,
      parts: [
        paperFacts(language, [
          [text.title, proposal.title[language]],
          [text.proposal, proposal.id],
          [text.digest, proposal.digest],
        ]),
      ],
    },
    {
      title: text.learns,
      parts: proposal.leakage.map((line) => ({ kind: 'text', text: line[language] })),
    },
  ];
}

/** How many firms there were, and how many of them both sides have. */
export function intersectionSections(
  result: IntersectionResult,
  language: PaperLanguage,
): readonly Section[] {
  const { firms, figures, none } = computationTexts[language];
  const names = ['rows', 'usable', 'duplicates', 'peerRows', 'common', 'written', 'protocol'] as const;
  return [
    {
      title: firms,
      parts: [
        paperFacts(
          language,
          names.map((name) => [figures[name], String(result[name] ?? none)] as const),
        ),
      ],
    },
    ...(result.sum === undefined ? [] : [sumSection(result.sum, language)]),
  ];
}

/** Each statistic this party learned, a table each; numbers in the units of the data sets. */
export function statisticsSections(
  { results, budget, refused }: StatisticsResult,
  proposal: ProposalView,
  language: PaperLanguage,
): readonly Section[] {
  const text = computationTexts[language];
  const inEpsilon = (micro: number): string => String(micro / 1e6);
  return [
    ...(refused
      ? [
          {
            title: text.refused,
            parts: [{ kind: 'text', text: text.refusals[refused.code] ?? refused.code } as const],
          },
        ]
      : []),
    ...results.map((answer) => ({ title: answer.name, parts: partsOf(answer, proposal, language) })),
    ...(budget
      ? [
          {
            title: text.budget,
            parts: [
              {
                kind: 'text',
                text: filled(text.left, inEpsilon(budget.spentMicro), inEpsilon(budget.leftMicro)),
              } as const,
            ],
          },
        ]
      : []),
  ];
}

function partsOf(answer: StatisticsAnswer, proposal: ProposalView, language: PaperLanguage): readonly Part[] {
  const text = computationTexts[language];
  const noise = answer.noise
    ? [
        {
          kind: 'text',
          text: filled(text.noise, answer.noise.map((one) => one.toFixed(2)).join(', ')),
        } as const,
      ]
    : [];
  return [...tableOf(answer, proposal, language), ...noise];
}

function tableOf(answer: StatisticsAnswer, proposal: ProposalView, language: PaperLanguage): readonly Part[] {
  const text = computationTexts[language];
  switch (answer.kind) {
    case 'groups':
      return [groupsOf(answer, proposal, language)];
    case 'correlation': {
      const { r, rows } = answer;
      const said = r === undefined ? text.withheld : filled(text.correlation, r.toFixed(4), rows ?? '');
      return [{ kind: 'text', text: said }];
    }
    case 'woe':
      return woeOf(answer, proposal, language);
    case 'quantiles':
      return [quantilesOf(answer, proposal, language)];
  }
}

type Answer<K extends StatisticsAnswer['kind']> = Extract<StatisticsAnswer, { readonly kind: K }>;

function groupsOf({ name, cells }: Answer<'groups'>, proposal: ProposalView, language: PaperLanguage): Part {
  const text = computationTexts[language];
  const { by = [], value } = planOf(proposal).statistics.find((one) => one.name === name) ?? {};
  const unit = unitOf(proposal, value?.column);
  const figures = value ? [text.count, text.sum, text.mean, text.variance] : [text.count];
  return {
    kind: 'table',
    columns: [{ title: text.group, share: 2 }, ...figures.map((title) => ({ title, align: 'end' }) as const)],
    rows: cells.map(({ groups, rows, sum, mean, variance }) => {
      const group = by.map((column, at) => groupsIn(proposal, column)[groups[at]!] ?? '').join(' · ');
      if (rows === undefined) return [group, ...figures.map(() => text.withheld)];
      const values = [sum && Number(sum) / unit, mean && mean / unit, variance && variance / unit ** 2];
      return [group, String(rows), ...(value ? values.map((one) => numberOf(one)) : [])];
    }),
  };
}

function woeOf(
  { name, bins, iv }: Answer<'woe'>,
  proposal: ProposalView,
  language: PaperLanguage,
): readonly Part[] {
  const text = computationTexts[language];
  const column = planOf(proposal).statistics.find((one) => one.name === name)?.bins ?? '';
  const table: Part = {
    kind: 'table',
    columns: [
      { title: text.group, share: 2 },
      ...[text.noEvent, text.event, text.woe].map((title) => ({ title, align: 'end' }) as const),
    ],
    rows: bins.map(({ good, bad, woe }, at) => [
      groupsIn(proposal, column)[at] ?? '',
      String(good ?? text.withheld),
      String(bad ?? text.withheld),
      woe?.toFixed(3) ?? text.withheld,
    ]),
  };
  return iv === undefined ? [table] : [table, { kind: 'text', text: filled(text.iv, iv.toFixed(3)) }];
}

function quantilesOf(
  { name, quantiles = [] }: Answer<'quantiles'>,
  proposal: ProposalView,
  language: PaperLanguage,
): Part {
  const text = computationTexts[language];
  const column = planOf(proposal).statistics.find((one) => one.name === name)?.column;
  const unit = unitOf(proposal, column);
  if (quantiles.length === 0) return { kind: 'text', text: text.withheld };
  return {
    kind: 'table',
    columns: [text.quantile, text.above, text.upTo].map((title) => ({ title, align: 'end' })),
    rows: quantiles.map(({ at, above, upTo }) => [
      String(at),
      numberOf(above === undefined ? undefined : above / unit),
      numberOf(upTo === undefined ? undefined : upTo / unit),
    ]),
  };
}

/** The plan of a computation of statistics, as its proposal was checked when it was admitted to. */
function planOf({ plan }: ProposalView): Plan {
  return plan as unknown as Plan;
}

function groupsIn(proposal: ProposalView, column: string): readonly string[] {
  return planOf(proposal).columns.find(({ name }) => name === column)?.groups ?? [];
}

/** Whole units of the plan in one of the data set's. */
function unitOf(proposal: ProposalView, column: string | undefined): number {
  const party = planOf(proposal).columns.find(({ name }) => name === column)?.party;
  if (column === undefined || party === undefined) return 1;
  return 10 ** (proposal.data[party]?.decimals[column.slice(party.length + 1)] ?? 0);
}

function numberOf(value: number | string | undefined): string {
  return value === undefined ? '' : String(Number(Number(value).toPrecision(12)));
}
