import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { CredentialStatus } from './records/change-status.ts';
import type { StoredCredential } from './records/find.ts';
import { claimText } from './types.ts';

const words = {
  en: {
    ...{
      number: 'Number',
      issued: 'Issued',
      expires: 'Valid until',
      status: 'Status when printed',
      facts: 'What is certified',
    },
    ...{ verify: 'Verify', alt: 'QR code of the page that verifies this certificate' },
    how: 'Paper alone proves nothing. Scan the code or open the address: the page checks the signature and says how the certificate stands now. The signed original travels inside this file.',
    original: 'The signed original (SD-JWT VC)',
  },
  zh: {
    ...{
      number: '证书编号',
      issued: '签发时间',
      expires: '有效期至',
      status: '打印时状态',
      facts: '证明事项',
    },
    ...{ verify: '核验', alt: '本证书核验页面的二维码' },
    how: '纸面本身不构成证明。请扫描二维码或打开下列网址：页面将核验签名，并显示证书当前状态。已签名的电子原件作为附件随本文件提供。',
    original: '已签名的电子原件（SD-JWT VC）',
  },
};

const statusWords: { readonly [L in PaperLanguage]: Readonly<Record<CredentialStatus, string>> } = {
  en: { valid: 'Valid', suspended: 'Suspended', revoked: 'Revoked' },
  zh: { valid: '有效', suspended: '已暂停', revoked: '已吊销' },
};

/** A public certificate for paper, with a code that leads to where it is verified. */
export function credentialPaper(found: StoredCredential, page: string, language: PaperLanguage): PaperDraft {
  const { type, number, status, issuedAtMs, expiresAtMs, claims, credential } = found;
  const said = words[language];
  const facts = Object.entries(claims).map(
    ([name, value]) => [type.claims[name]!.label[language], claimText(value)] as const,
  );
  const about = [
    [said.number, number],
    [said.issued, paperInstant(issuedAtMs)],
    ...(expiresAtMs === null ? [] : [[said.expires, paperInstant(expiresAtMs)] as const]),
    [said.status, statusWords[language][status]],
  ] as const;
  return {
    ...{ language, title: type.title[language], reference: number },
    sections: [
      {
        title: said.facts,
        parts: [
          { kind: 'text', text: type.description[language] },
          paperFacts(language, [...about, ...facts]),
        ],
      },
      {
        title: said.verify,
        parts: [
          { kind: 'text', text: said.how },
          { kind: 'qr', text: page, alt: said.alt },
          { kind: 'code', text: page },
        ],
      },
    ],
    attachments: [
      {
        name: `${number}.sd-jwt`,
        mediaType: 'application/dc+sd-jwt',
        description: said.original,
        text: credential,
      },
    ],
  };
}
