import { z } from 'zod';
import { bytesOf } from '../http/schemas.ts';
import type { PaperLanguage } from './paper.ts';

/** What is asked of a document besides which one it is. */
export type PaperQuery = { readonly language: PaperLanguage };

/** The fields of a `PaperQuery`, to be read as they are or among others. */
export const paperQueryFields: { readonly language: z.ZodType<PaperLanguage, PaperLanguage> } = {
  language: z.enum(['en', 'zh']),
};

const query: z.ZodType<PaperQuery> = z.strictObject(paperQueryFields);
const responses: { readonly 200: z.ZodType<Uint8Array> } = { 200: bytesOf('application/pdf') };

/** What the routes of documents on paper have in common; each adds its path, who may call it, and its audit rule. */
export const paperRoute: {
  readonly method: 'GET';
  readonly query: typeof query;
  readonly responses: typeof responses;
} = { method: 'GET', query, responses };

/** The codes a document on paper may answer besides those of what it is of. */
export const paperCodes: readonly string[] = ['paper.busy', 'paper.too_large', 'paper.failed'];
