import type { Receipt } from '@finharbor/cases';
import {
  type Bilingual,
  defineRoute,
  emptyBody,
  instantSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type ByNumber, byNumber } from '../project/contract.ts';
import type { Comment } from './comments.ts';
import type { Followed } from './complaints.ts';

const open = { tags: ['pilot'], access: 'public' } as const;
const uuid = z.uuid();
const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });

/** A comment on the wire. */
export const commentSchema: z.ZodType<Comment> = z.strictObject({
  ...{ id: uuid, body: z.string(), atMs: instantSchema },
  ...{ state: z.enum(['waiting', 'shown', 'hidden']), answer: z.string().nullable() },
  answeredAtMs: instantSchema.nullable(),
}) as unknown as z.ZodType<Comment>;

/** `GET /public/pilots/:number/comments`: what people have said of a project, as far as it is shown. */
export const listPilotComments: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly Comment[] } };
}> = defineRoute({
  ...open,
  method: 'GET',
  path: '/public/pilots/:number/comments',
  summary: { en: 'Comments on a pilot', zh: '公众意见' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(commentSchema).readonly() }) },
  errors: [],
  audit: { none: 'public' },
});

/** `POST /public/pilots/:number/comments`: say something of a project; it is shown once the secretary has read it. */
export const postPilotComment: Route<{
  params: ByNumber;
  body: { readonly id: string; readonly body: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...open,
  method: 'POST',
  path: '/public/pilots/:number/comments',
  summary: { en: 'Comment on a pilot', zh: '提交公众意见' },
  params: byNumber,
  body: z.strictObject({ id: uuid, body: textSchema(2_000, 1) }),
  responses: { 204: emptyBody() },
  errors: ['pilot.not_found', 'pilot.comment_taken', 'request.too_many'],
  audit: 'pilot.comment',
});

/** `POST /pilot-comments/:id`: show a comment with an answer, or hide it. */
export const postModeration: Route<{
  params: { readonly id: string };
  body: { readonly state: 'shown' | 'hidden'; readonly answer?: string | undefined };
  replies: { 204: undefined };
}> = defineRoute({
  tags: ['pilot'],
  method: 'POST',
  path: '/pilot-comments/:id',
  summary: { en: 'Answer or hide a comment', zh: '回复或隐藏公众意见' },
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ state: z.enum(['shown', 'hidden']), answer: textSchema(2_000, 1).optional() }),
  responses: { 204: emptyBody() },
  errors: ['pilot.not_found'],
  access: ['operator'],
  audit: 'pilot.moderate',
});

const text = (most: number) => textSchema(most, 1);

/** `POST /public/pilot-complaints`: complain about a project without an account. */
export const postPilotComplaint: Route<{
  body: {
    readonly id: string;
    readonly project: string;
    readonly kind: 'service' | 'money' | 'data' | 'untrue' | 'other';
    readonly story: string;
    readonly wish: string;
  };
  replies: { 201: Receipt };
}> = defineRoute({
  ...open,
  method: 'POST',
  path: '/public/pilot-complaints',
  summary: { en: 'Complain about a pilot', zh: '投诉试点项目' },
  description: {
    en: 'Keep the reference and the secret: the complaint is followed by them, and the secret is not kept here.',
    zh: '请保存编号和查询码，凭此查询办理情况；系统不保存查询码。',
  },
  body: z.strictObject({
    ...{ id: z.uuidv7(), project: text(40), kind: z.enum(['service', 'money', 'data', 'untrue', 'other']) },
    ...{ story: text(5_000), wish: text(1_000) },
  }),
  responses: { 201: z.strictObject({ reference: z.string(), secret: z.string() }) },
  errors: ['pilot.complaint_wrong', 'pilot.complaint_taken', 'request.too_many'],
  // Not even from which address it came.
  audit: { none: 'public' },
});

/** `POST /public/pilot-complaints/:reference`: where a complaint stands, for whoever has its secret. */
export const followPilotComplaint: Route<{
  params: { readonly reference: string };
  body: { readonly secret: string };
  replies: { 200: Followed };
}> = defineRoute({
  ...open,
  method: 'POST',
  path: '/public/pilot-complaints/:reference',
  summary: { en: 'Follow a complaint', zh: '查询投诉办理情况' },
  params: z.strictObject({ reference: z.string().regex(/^[A-Z]{2,6}-[0-9]{4}-[0-9]{6,9}$/) }),
  body: z.strictObject({ secret: text(40) }),
  responses: {
    200: z.strictObject({
      ...{ reference: z.string(), state: bilingual, dueMs: instantSchema.nullable() },
      answers: z.array(z.string()).readonly(),
    }),
  },
  errors: ['pilot.complaint_unknown', 'request.too_many'],
  audit: { none: 'public' },
});
