import { defineRoute, type PaperQuery, paperCodes, paperRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema } from '../views.ts';

type PaperOf = Route<{
  params: { readonly id: string };
  query: PaperQuery;
  replies: { 200: Uint8Array };
}>;

const shared = { ...paperRoute, access: [], audit: { none: 'party' } } as const;

/** A contract on paper, as its page shows it. */
export const getContractPaper: PaperOf = defineRoute({
  ...shared,
  path: '/contracts/:id/pdf',
  summary: { en: 'A contract as a PDF', zh: '合同（PDF）' },
  tags: ['contracts'],
  params: z.strictObject({ id: documentIdSchema }),
  errors: ['contract.not_found', ...paperCodes],
});

/** What this party learned from a job that is done, on paper. */
export const getJobPaper: PaperOf = defineRoute({
  ...shared,
  audit: 'job.read',
  path: '/jobs/:id/pdf',
  summary: { en: 'The report of a job as a PDF', zh: '任务结果报告（PDF）' },
  tags: ['jobs'],
  params: z.strictObject({ id: z.uuid() }),
  errors: ['job.not_found', 'job.not_done', ...paperCodes],
});

/** A receipt on paper, with its proof, and with itself as a file inside. */
export const getReceiptPaper: PaperOf = defineRoute({
  ...shared,
  path: '/receipts/:id/pdf',
  summary: { en: 'A receipt as a PDF', zh: '使用凭证（PDF）' },
  tags: ['evidence'],
  params: z.strictObject({ id: z.uuid() }),
  errors: ['receipt.not_found', 'hub.not_pinned', ...paperCodes],
});
