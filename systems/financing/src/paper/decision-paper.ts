import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { Bilingual, PaperDraft } from '@finharbor/kernel/http';
import type { LoanTerms } from '../domain.ts';
import type { StoredApplication } from '../store.ts';
import { paperTexts } from './texts.ts';

type Section = PaperDraft['sections'][number];
type Fact = readonly [term: string, value: string];
type Decision = NonNullable<StoredApplication['decision']>;

/** An application that has been decided. */
export type Decided = StoredApplication & { readonly decision: Decision };

/** What a decision is printed with besides the application. */
export type DecisionFacts = {
  readonly language: PaperLanguage;
  readonly lender: Bilingual;
  /** Undefined where the lender no longer has the product. */
  readonly terms: LoanTerms | undefined;
};

/** A decision as it is printed: what was asked, what was decided, and why; a refusal with what the firm can do. */
export function decisionPaper(decided: Decided, facts: DecisionFacts): PaperDraft {
  const { language } = facts;
  const text = paperTexts[language];
  const { decision, application } = decided;
  const stated = Object.entries(application.columns).map(([name, value]): Fact => {
    const title = facts.terms?.asks?.find((ask) => ask.name === name)?.title[language] ?? name;
    return [title, String(value ?? '—')];
  });
  return {
    language,
    title: text.title,
    reference: decided.id,
    sections: [
      { title: text.facts, parts: [paperFacts(language, asked(decided, facts))] },
      { title: text.decision, parts: [paperFacts(language, outcome(decision, language))] },
      ...because(decision, language),
      { title: text.stated, parts: [paperFacts(language, stated)] },
    ],
  };
}

function asked(
  { id, application, receivedAtMs, decidedAtMs }: Decided,
  { language, lender, terms }: DecisionFacts,
): readonly Fact[] {
  const text = paperTexts[language];
  return [
    [text.number, id],
    [text.lender, lender[language]],
    [text.product, terms?.title[language] ?? text.gone],
    [text.firm, application.uscc],
    [text.asked, `${application.amount} ${terms?.currency ?? 'CNY'}`],
    [text.received, paperInstant(receivedAtMs)],
    ...(decidedAtMs === null ? [] : [[text.decided, paperInstant(decidedAtMs)] as const]),
  ];
}

function outcome(decision: Decision, language: PaperLanguage): readonly Fact[] {
  const text = paperTexts[language];
  const kind: Fact = [text.outcome, text.outcomes[decision.kind]];
  if (decision.kind === 'not_scored') return [kind, [text.code, decision.code]];
  const points: Fact = [text.points, String(decision.points)];
  if (decision.kind === 'refused') return [kind, points, [text.cutOff, String(decision.cutOffPoints)]];
  return [
    kind,
    points,
    [text.amount, `${decision.amount} ${decision.currency}`],
    [text.rate, `${(decision.rateBp / 100).toFixed(2)}%`],
  ];
}

function because(decision: Decision, language: PaperLanguage): readonly Section[] {
  const text = paperTexts[language];
  if (decision.kind === 'not_scored') return [];
  const { reasons } = decision;
  return [
    {
      title: text.reasons,
      parts: [
        reasons.length > 0
          ? { kind: 'list', items: reasons.map((reason) => reason[language]) }
          : { kind: 'text', text: text.noReasons },
      ],
    },
    ...(decision.kind === 'refused'
      ? [{ title: text.appeal, parts: [{ kind: 'text', text: decision.appeal[language] } as const] }]
      : []),
  ];
}
