import { defineRoute, type FileStream, fileOf, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { caseIdSchema, shared } from '../schemas.ts';

/** `GET /cases/:id/export`: a whole case as its reader may see it, with proofs. */
export const exportCase: Route<{
  params: { readonly id: string };
  replies: { 200: FileStream };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases/:id/export',
  summary: { en: 'Export a case', zh: '导出事项档案' },
  description: {
    en: 'A ZIP with the case, its history as a chain of hashes, letters and documents, and a signed list of them: finharbor cases verify checks it offline.',
    zh: 'ZIP 档案，含事项内容、以哈希链相连的办理记录、文书与材料，以及经签名的文件清单；可用 finharbor cases verify 离线核验。',
  },
  params: z.strictObject({ id: caseIdSchema }),
  responses: { 200: fileOf('application/zip') },
  errors: [
    'case.not_found',
    'case.forgotten',
    'case.export_large',
    'paper.busy',
    'paper.too_large',
    'paper.failed',
  ],
  audit: 'case.export',
});
