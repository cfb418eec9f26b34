import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { ReceiptBody } from '../receipts.ts';
import type { ReceiptView } from '../views.ts';
import type { Names } from './names.ts';
import { filled, paperTexts } from './texts.ts';

type Section = PaperDraft['sections'][number];
type Wanted = {
  readonly language: PaperLanguage;
  readonly names: Names;
  /** Where anybody checks a receipt. */
  readonly checkUrl: string;
};

/** A receipt as it is printed: readable by people, and whole as a file inside, since nobody types a proof from paper. */
export function receiptPaper(receipt: ReceiptView, wanted: Wanted): PaperDraft {
  const { language } = wanted;
  const text = paperTexts[language].receipt;
  const name = `receipt-${receipt.id}.json`;
  const { logKey, witnessKeys } = receipt.trust;
  return {
    language,
    title: text.title,
    reference: receipt.id,
    sections: [
      factsOf(receipt, wanted),
      ...carriersOf(receipt, language),
      ...termsOf(receipt, language),
      {
        title: text.check,
        parts: [
          { kind: 'text', text: filled(text.how, name, wanted.checkUrl) },
          { kind: 'qr', text: wanted.checkUrl, alt: `${text.qr}: ${wanted.checkUrl}` },
          { kind: 'text', text: text.limits },
        ],
      },
      {
        title: text.keys,
        parts: [
          { kind: 'text', text: text.keysHelp },
          { kind: 'code', text: [logKey, ...witnessKeys].join('\n') },
        ],
      },
      { title: text.salt, parts: [{ kind: 'code', text: receipt.salt }] },
      { title: text.proof, parts: [{ kind: 'code', text: receipt.proof.trimEnd() }] },
    ],
    attachments: [
      {
        name,
        mediaType: 'application/json',
        description: text.file,
        text: JSON.stringify(receipt, null, 2),
      },
    ],
  };
}

/** The transfers that carried the use. */
function carriersOf({ body }: ReceiptView, language: PaperLanguage): readonly Section[] {
  const { receipt: text } = paperTexts[language];
  const { transfers = [] } = body as unknown as ReceiptBody;
  return transfers.map(({ product, agreement, consumerPid, providerPid }) => ({
    title: text.carrier,
    parts: [
      paperFacts(language, [
        [text.product, product],
        [text.agreement, agreement],
        [text.consumerPid, consumerPid],
        [text.providerPid, providerPid],
      ]),
    ],
  }));
}

/** Receipts from before terms were written down have none. */
function termsOf({ body }: ReceiptView, language: PaperLanguage): readonly Section[] {
  const { contract: text, held } = paperTexts[language];
  const { terms = [] } = body as unknown as ReceiptBody;
  if (terms.length === 0) return [];
  return [
    {
      title: text.terms,
      parts: [
        {
          kind: 'table',
          columns: [{ title: text.term, share: 3 }, { title: text.heldBy }],
          rows: terms.map((term) => [term[language], held[term.held]]),
        },
      ],
    },
  ];
}

function factsOf({ body, logIndex }: ReceiptView, { language, names }: Wanted): Section {
  const { and, kinds, receipt: text } = paperTexts[language];
  // A node keeps no receipt but those it has written itself.
  const facts = body as unknown as ReceiptBody;
  return {
    title: text.facts,
    parts: [
      paperFacts(language, [
        [text.party, names.party(facts.party)],
        [text.kind, kinds[facts.kind]],
        [text.usedAt, paperInstant(Date.parse(facts.usedAt))],
        [text.contract, facts.contract],
        [text.job, facts.job],
        [text.session, facts.session],
        ...(facts.subject === null ? [] : [[text.subject, facts.subject] as const]),
        [text.fields, facts.fields.join(and)],
        [text.transcript, facts.transcript],
        [text.entry, String(logIndex)],
      ]),
    ],
  };
}
