import type { Receipt } from '@finharbor/cases';
import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { line, prose, said, shared } from '../schemas.ts';

/** Where a report stands, and what came of it. */
export type FollowedReport = {
  readonly reference: string;
  readonly state: Bilingual;
  readonly dueMs: number | null;
  readonly isEnded: boolean;
  /** What was written to whoever reported. */
  readonly answers: readonly Bilingual[];
};

/** The number of a case in a path. */
const byReference: z.ZodType<{ readonly reference: string }> = z.strictObject({
  reference: z.string().regex(/^[A-Z]{2,6}-\d{4}-\d{6,9}$/),
});
// Nothing of who reports is written down, not even from which address it came.
const unnamed = { ...shared, access: 'public', audit: { none: 'public' } } as const;

/** `POST /public/ethics-reports`: report a breach of the declaration without an account. */
export const postEthicsReport: Route<{
  body: {
    readonly id: string;
    readonly firmName: string;
    readonly uscc: string;
    readonly article: string;
    readonly story: string;
  };
  replies: { 201: Receipt };
}> = defineRoute({
  ...unnamed,
  method: 'POST',
  path: '/public/ethics-reports',
  summary: { en: 'Report a breach without an account', zh: '匿名举报违反伦理宣言' },
  description: {
    en: 'Keep the reference and the secret: the report is followed by them, and neither the secret nor anything of who has it is kept here. The id is yours to make; tell it to nobody.',
    zh: '请保存编号和查询码，凭此查询办理情况；系统不保存查询码，也不记录举报人信息。id 由提交方生成，请勿告知他人。',
  },
  body: z.strictObject({
    ...{ id: z.uuidv7(), firmName: line, uscc: textSchema(18, 1), story: prose },
    article: z.string().regex(/^[1-9]$/),
  }),
  responses: { 201: z.strictObject({ reference: z.string(), secret: z.string() }) },
  errors: ['ethics.report_wrong', 'ethics.report_taken', 'request.too_many'],
});

/** `POST /public/ethics-reports/:reference`: where a report stands, for whoever has its secret. */
export const followEthicsReport: Route<{
  params: { readonly reference: string };
  body: { readonly secret: string };
  replies: { 200: FollowedReport };
}> = defineRoute({
  ...unnamed,
  method: 'POST',
  path: '/public/ethics-reports/:reference',
  summary: { en: 'Follow a report', zh: '查询举报办理情况' },
  params: byReference,
  body: z.strictObject({ secret: textSchema(40, 1) }),
  responses: {
    200: z.strictObject({
      ...{ reference: z.string(), state: said, dueMs: instantSchema.nullable(), isEnded: z.boolean() },
      answers: z.array(said).readonly(),
    }),
  },
  errors: ['ethics.report_unknown', 'request.too_many'],
});
