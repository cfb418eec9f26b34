import {
  defineRoute,
  type PaperQuery,
  paperCodes,
  paperRoute,
  queryInteger,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { caseIdSchema, shared } from '../schemas.ts';

/** `GET /cases/:id/letters/:seq`: a letter as a tagged PDF, by the number of its event as its reader counts. */
export const getLetter: Route<{
  params: { readonly id: string; readonly seq: number };
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...shared,
  ...paperRoute,
  path: '/cases/:id/letters/:seq',
  summary: { en: 'A letter of a case as a PDF', zh: '事项文书（PDF）' },
  description: {
    en: 'The letters of a case stand in it, each with the number of its event.',
    zh: '事项的文书列于事项中，以其所在记录的序号查阅。',
  },
  params: z.strictObject({ id: caseIdSchema, seq: queryInteger(1, 1_000_000_000) }),
  errors: ['case.not_found', 'case.forgotten', 'case.letter_unknown', ...paperCodes],
  audit: 'case.read_letter',
});
