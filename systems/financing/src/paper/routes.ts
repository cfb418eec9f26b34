import { defineRoute, type PaperQuery, paperCodes, paperRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';

type PaperOf = Route<{
  params: { readonly id: string };
  query: PaperQuery;
  replies: { 200: Uint8Array };
}>;

const shared = {
  ...paperRoute,
  tags: ['financing'],
  params: z.strictObject({ id: z.uuid() }),
  errors: ['application.not_found', 'application.undecided', ...paperCodes],
} as const;

/** A decision with its reasons, on paper, for those who decide. */
export const getDecisionPaper: PaperOf = defineRoute({
  ...shared,
  path: '/applications/:id/pdf',
  summary: { en: 'A decision as a PDF', zh: '贷款决定（PDF）' },
  access: ['analyst', 'approver'],
  audit: 'application.read',
});

/** The decision on the calling firm's own application, on paper. */
export const getOwnDecisionPaper: PaperOf = defineRoute({
  ...shared,
  path: '/my/applications/:id/pdf',
  summary: { en: "The decision on a firm's own application as a PDF", zh: '企业查看本企业贷款决定（PDF）' },
  access: 'signed',
  audit: { none: 'own' },
});
