import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import { certificateTexts } from './certificate-texts.ts';
import type { CertificateView } from './views.ts';

type Wanted = {
  readonly language: PaperLanguage;
  readonly names: ReadonlyMap<string, string>;
  /** Where anybody sees how the certificate stands. */
  readonly checkUrl: string;
};

/** A certificate of rights as it is printed: what was certified when, how it stood when printed, and where it stands now. */
export function certificatePaper({ entry, title }: CertificateView, wanted: Wanted): PaperDraft {
  const { language, names, checkUrl } = wanted;
  const text = certificateTexts[language];
  const nameOf = (party: string): string => names.get(party) ?? party;
  const { registration, answer, rights, state, entitled } = entry;
  const { body } = registration;
  const certified = answer?.body.decision === 'accepted' ? answer.body : undefined;
  return {
    language,
    title: text.title,
    reference: answer?.id ?? registration.id,
    sections: [
      {
        title: text.facts,
        parts: [
          paperFacts(language, [
            [text.number, certified?.number ?? ''],
            [text.holder, nameOf(entitled)],
            [text.product, title?.[language] ?? body.product],
            [text.productNumber, body.product],
            [text.kind, text.kinds[body.kind]],
            [text.rights, rights.map((right) => text.rightNames[right]).join(text.and)],
            [text.origin, text.origins[body.origin]],
            [text.basis, body.basis[language]],
            [text.scope, body.scope[language]],
            [text.noticeUntil, certified ? paperInstant(Date.parse(certified.noticeUntil)) : ''],
            [text.validUntil, certified ? paperInstant(Date.parse(certified.validUntil)) : ''],
            [text.state, text.states[state]],
          ]),
        ],
      },
      {
        title: text.evidence,
        parts:
          body.evidence.length === 0
            ? [{ kind: 'text', text: text.noEvidence }]
            : [
                {
                  kind: 'table',
                  columns: [{ title: text.file }, { title: 'SHA-256', share: 3 }],
                  rows: body.evidence.map(({ name, digest }) => [name, digest]),
                },
              ],
      },
      {
        title: text.check,
        parts: [
          { kind: 'text', text: text.how },
          { kind: 'qr', text: checkUrl, alt: `${text.check}: ${checkUrl}` },
        ],
      },
    ],
    attachments: [
      {
        name: `rights-certificate-${(answer ?? registration).id.slice(0, 10)}.json`,
        mediaType: 'application/json',
        description: text.attached,
        text: JSON.stringify({ registration, certificate: answer }, null, 2),
      },
    ],
  };
}
