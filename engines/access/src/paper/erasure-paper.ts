import { fingerprint, type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { ErasureCertificate, SignedCertificate } from '../personal/certificate.ts';
import { paperTexts } from './texts.ts';

type Part = PaperDraft['sections'][number]['parts'][number];

/** The certificate of an erasure as it is printed: what went, what stays and why, and of whom nothing; with the signed file attached. */
export function erasurePaper(signed: SignedCertificate, language: PaperLanguage): PaperDraft {
  const text = paperTexts[language].erasure;
  const { body: certificate, issuer, key } = signed;
  const { id, cause, requestedAtMs, erasedAtMs, subject } = certificate;
  const file = `erasure-${id}.json`;
  return {
    language,
    title: text.title,
    reference: id,
    sections: [
      {
        title: text.facts,
        parts: [
          paperFacts(language, [
            [text.number, id],
            [text.cause, text.causes[cause]],
            [text.requested, paperInstant(requestedAtMs)],
            [text.erased, paperInstant(erasedAtMs)],
            [text.subject, subject],
          ]),
        ],
      },
      { title: text.gone, parts: [goneOf(certificate, language)] },
      { title: text.kept, parts: [keptOf(certificate, language)] },
      {
        title: text.signature,
        parts: [
          paperFacts(language, [
            [text.signer, issuer],
            [text.fingerprint, fingerprint(key)],
          ]),
          { kind: 'text', text: text.how.replace('{}', file) },
        ],
      },
    ],
    attachments: [
      {
        name: file,
        mediaType: 'application/json',
        description: text.title,
        text: JSON.stringify(signed, null, 2),
      },
    ],
  };
}

function goneOf({ erased }: ErasureCertificate, language: PaperLanguage): Part {
  const text = paperTexts[language].erasure;
  if (erased.length === 0) return { kind: 'text', text: text.nothing };
  return {
    kind: 'table',
    columns: [
      { title: text.what, share: 4 },
      { title: text.rows, align: 'end' },
    ],
    rows: erased.map(({ what, rows }) => [what[language], String(rows)]),
  };
}

function keptOf({ kept }: ErasureCertificate, language: PaperLanguage): Part {
  const text = paperTexts[language].erasure;
  return {
    kind: 'table',
    columns: [{ title: text.what }, { title: text.reason, share: 2 }],
    rows: kept.map(({ what, reason }) => [what[language], reason[language]]),
  };
}
