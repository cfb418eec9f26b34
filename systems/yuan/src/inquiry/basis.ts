import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { line } from '../schemas.ts';

/** Laws that requests and orders commonly rest on; `other` is named by whoever asks. */
export const bases = ['criminal_procedure', 'civil_procedure', 'tax_collection', 'other'] as const;
/** One of them. */
export type BasisCode = (typeof bases)[number];

/** What of them is known beforehand: the law, and the article on inquiries and freezing. */
const laws: {
  readonly [B in Exclude<BasisCode, 'other'>]: { readonly law: Bilingual; readonly article: string };
} = {
  criminal_procedure: {
    law: { en: 'Criminal Procedure Law', zh: '《中华人民共和国刑事诉讼法》' },
    article: '144',
  },
  civil_procedure: {
    law: { en: 'Civil Procedure Law', zh: '《中华人民共和国民事诉讼法》' },
    article: '253',
  },
  tax_collection: {
    law: { en: 'Law on the Administration of Tax Collection', zh: '《中华人民共和国税收征收管理法》' },
    article: '54',
  },
};

/** The legal basis as somebody states it: law and article are theirs to name where the basis is another. */
export type StatedBasis = {
  readonly basis: BasisCode;
  readonly law: string;
  readonly article: string;
  /** The number of the document that asks or orders. */
  readonly document: string;
};

/** The legal basis, as zod. */
export const basisFields: {
  readonly basis: z.ZodType<BasisCode>;
  readonly law: z.ZodType<string, string>;
  readonly article: z.ZodType<string, string>;
  readonly document: z.ZodType<string, string>;
} = {
  basis: z.enum(bases),
  law: z.string().trim().max(80),
  article: z.string().trim().max(40),
  document: line,
};

/** The basis in full: of known laws law and article are the table's, whatever was typed. */
export function basisOf(stated: StatedBasis): StatedBasis {
  if (stated.basis === 'other') return stated;
  const { law, article } = laws[stated.basis];
  return { ...stated, law: law.zh, article };
}

/** What the law is called. */
export function lawOf({ basis, law }: Pick<StatedBasis, 'basis' | 'law'>): Bilingual {
  return basis === 'other' ? { en: law, zh: law } : laws[basis].law;
}

/** Law and article as everybody may read of them: what somebody typed is not among it. */
export function publicBasis(basis: BasisCode): {
  readonly law: Bilingual | null;
  readonly article: string | null;
} {
  return basis === 'other' ? { law: null, article: null } : laws[basis];
}
