import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { ContractView } from '../contract-views.ts';
import { placeName } from '../crossborder/place-name.ts';
import type { Constraint, ContractKind } from '../documents.ts';
import type { PointsOpening } from '../training/options.ts';
import { termsBeside } from '../usage/held-terms.ts';
import { computationTexts } from './computation-texts.ts';
import { figuresTexts } from './figures-texts.ts';
import type { Names } from './names.ts';
import { pricesSection } from './price-texts.ts';
import { filled, paperTexts } from './texts.ts';
import { trainingTexts } from './training-texts.ts';

/** A contract as it is printed: what was agreed, who signed when, and what each side learns, in the words that were signed. */
export function contractPaper(contract: ContractView, language: PaperLanguage, names: Names): PaperDraft {
  const text = paperTexts[language].contract;
  return {
    language,
    title: text.title,
    reference: contract.id,
    sections: [
      { title: text.facts, parts: [factsOf(contract, language, names)] },
      { title: text.terms, parts: [termsOf(contract.body, language, names)] },
      ...pricesSection(contract.body.charges ?? [], language, names),
      { title: text.signed, parts: [signaturesOf(contract, language, names)] },
      {
        title: text.learns,
        parts: contract.body.leakage.map((line) => ({ kind: 'text', text: line[language] })),
      },
    ],
  };
}

type Part = PaperDraft['sections'][number]['parts'][number];

function factsOf({ id, body, state, usesMade }: ContractView, language: PaperLanguage, names: Names): Part {
  const { and, contract: text, kinds, states } = paperTexts[language];
  return paperFacts(language, [
    [text.purpose, body.purpose[language]],
    [text.kind, kinds[body.kind]],
    [text.state, states[state]],
    [text.consumer, names.party(body.consumer)],
    [text.providers, body.providers.map(names.party).join(and)],
    [text.products, body.products.map(names.product).join(and)],
    [text.legalBasis, body.legalBasis[language]],
    ...(body.place === undefined ? [] : [[text.place, placeName(body.place)[language]] as const]),
    [text.from, paperInstant(Date.parse(body.validFrom))],
    [text.until, paperInstant(Date.parse(body.validUntil))],
    [text.usesMade, String(usesMade)],
    [text.number, id],
  ]);
}

function termsOf(body: ContractView['body'], language: PaperLanguage, names: Names): Part {
  const { contract: text, terms, held } = paperTexts[language];
  const { kind, constraints } = body;
  const listed = constraints.map(({ name, value, enforcement }) => [
    filled(
      name === 'smallest_group' ? smallestGroupOf(kind, language) : terms[name],
      saidOf({ name, value }, language, names),
    ),
    held[enforcement],
  ]);
  const beside = termsBeside(body).map((term) => [term[language], held[term.held]]);
  return {
    kind: 'table',
    columns: [{ title: text.term, share: 3 }, { title: text.heldBy }],
    rows: [...listed, ...beside],
  };
}

function smallestGroupOf(kind: ContractKind, language: PaperLanguage): string {
  if (kind === 'statistics') return computationTexts[language].smallestGroup;
  return kind === 'intersect'
    ? figuresTexts[language].smallestGroup
    : paperTexts[language].terms.smallest_group;
}

function saidOf(
  { name, value }: Pick<Constraint, 'name' | 'value'>,
  language: PaperLanguage,
  names: Names,
): string | number {
  if (name === 'points_opened') return trainingTexts[language].openedTo[value as PointsOpening] ?? value;
  if (name === 'recipient') return names.party(String(value));
  if (name === 'most_learned') return figuresTexts[language].mostLearned[value] ?? value;
  if (name === 'learns') return computationTexts[language].learner[value] ?? value;
  return name === 'privacy_epsilon' ? Number(value) / 1e6 : value;
}

function signaturesOf({ body, decisions }: ContractView, language: PaperLanguage, names: Names): Part {
  const text = paperTexts[language].contract;
  return {
    kind: 'table',
    columns: [
      { title: text.at, share: 2 },
      { title: text.party, share: 2 },
      { title: text.act },
      { title: text.reason, share: 3 },
    ],
    rows: [
      [paperInstant(Date.parse(body.validFrom)), names.party(body.consumer), text.requested, ''],
      ...decisions.map(({ party, decision, reason, atMs }) => [
        paperInstant(atMs),
        names.party(party),
        text[decision],
        reason,
      ]),
    ],
  };
}
