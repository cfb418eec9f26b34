import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { ContractView } from '../contracts.ts';
import type { Constraint } from '../documents.ts';
import type { Names } from './names.ts';
import { filled, paperTexts } from './texts.ts';

/** A contract as it is printed: what was agreed, who signed when, and what each side learns, in the words that were signed. */
export function contractPaper(contract: ContractView, language: PaperLanguage, names: Names): PaperDraft {
  const text = paperTexts[language].contract;
  return {
    language,
    title: text.title,
    reference: contract.id,
    sections: [
      { title: text.facts, parts: [factsOf(contract, language, names)] },
      { title: text.terms, parts: [termsOf(contract.body.constraints, language, names)] },
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
    [text.from, paperInstant(Date.parse(body.validFrom))],
    [text.until, paperInstant(Date.parse(body.validUntil))],
    [text.usesMade, String(usesMade)],
    [text.number, id],
  ]);
}

function termsOf(constraints: readonly Constraint[], language: PaperLanguage, names: Names): Part {
  const { contract: text, terms, held } = paperTexts[language];
  return {
    kind: 'table',
    columns: [{ title: text.term, share: 3 }, { title: text.heldBy }],
    rows: constraints.map(({ name, value, enforcement }) => [
      filled(terms[name], name === 'recipient' ? names.party(String(value)) : value),
      held[enforcement],
    ]),
  };
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
