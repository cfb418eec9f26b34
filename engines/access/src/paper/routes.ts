import {
  defineRoute,
  type PaperQuery,
  paperCodes,
  paperQueryFields,
  paperRoute,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type AuditSearch, auditFilterFields } from '../contract/audit.ts';

type ExcerptQuery = Omit<AuditSearch, 'before' | 'limit'> & PaperQuery;

/** `GET /audit/pdf`: the events that fit, the latest first, on paper; as many as one document holds. */
export const getAuditPaper: Route<{ query: ExcerptQuery; replies: { 200: Uint8Array } }> = defineRoute({
  ...paperRoute,
  path: '/audit/pdf',
  summary: { en: 'An excerpt of the audit trail as a PDF', zh: '审计记录摘录（PDF）' },
  tags: ['access'],
  query: z.strictObject({ ...auditFilterFields, ...paperQueryFields }) as unknown as z.ZodType<ExcerptQuery>,
  errors: paperCodes,
  access: ['auditor', 'admin', 'operator'],
  audit: 'audit.read',
});

/** `GET /erasures/:id/pdf`: the certificate of an erasure, on paper. */
export const getErasurePaper: Route<{
  params: { readonly id: string };
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...paperRoute,
  path: '/erasures/:id/pdf',
  summary: { en: 'The certificate of an erasure as a PDF', zh: '个人信息删除证明（PDF）' },
  tags: ['personal'],
  params: z.strictObject({ id: z.uuid() }),
  errors: ['personal.not_found', ...paperCodes],
  access: ['admin', 'operator'],
  audit: 'personal.read_certificate',
});

/** The access engine's documents on paper, by name. */
export const accessPaperRoutes: {
  readonly getAuditPaper: typeof getAuditPaper;
  readonly getErasurePaper: typeof getErasurePaper;
} = { getAuditPaper, getErasurePaper };
