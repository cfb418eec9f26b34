import {
  type Cursor,
  defineRoute,
  emptyBody,
  type Page,
  type PageRequest,
  pageQuery,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import {
  accountOrMeSchema,
  accountSchema,
  caseIdSchema,
  nameSchema,
  numberSchema,
  saidSchema,
  shared,
  type Values,
  valuesSchema,
} from '../schemas.ts';
import { caseLinks } from './links.ts';
import { caseSchema, eventSchema } from './schemas.ts';
import type { SeenEvent } from './seen.ts';
import type { CaseView } from './view.ts';

type ById = { readonly id: string };
type Weighed = { readonly weight?: number | undefined };
type Seats = readonly (Weighed & ({ readonly account: string } | { readonly login: string }))[];

const byId: z.ZodType<ById> = z.strictObject({ id: caseIdSchema });
const revision = z
  .int()
  .min(0)
  .optional()
  .meta({ description: 'The revision you saw; left out where it does not matter' });
const weight = z.int().min(1).max(1_000).optional();
const login = z.string().min(1).max(64).meta({
  description:
    'How somebody signs in, of whom the office knows no more: an expert or a regulator from outside',
});
const acting = [
  'case.not_found',
  'case.forgotten',
  'case.ended',
  'case.step_not_yours',
  'case.changed',
] as const;

/** `POST /cases`: begin a case; with the same id again, the case that is there. */
export const postCase: Route<{
  body: {
    readonly procedure: string;
    readonly id?: string | undefined;
    readonly objectsTo?: string | undefined;
  };
  replies: { 201: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases',
  summary: { en: 'Begin a case', zh: '发起事项' },
  description: {
    en: 'The case begins empty, in the first state of its procedure: fill its forms in by taking its steps.',
    zh: '事项以空白状态开始，处于程序的初始状态；通过办理步骤填写表单。',
  },
  body: z.strictObject({
    ...{ procedure: nameSchema, id: caseIdSchema.optional() },
    objectsTo: numberSchema.optional().meta({
      description: 'The number of a published case that it objects to: see GET /public/cases/{number}',
    }),
  }),
  responses: { 201: caseSchema },
  links: caseLinks,
  errors: [
    ...['case.procedure_unknown', 'case.not_yours_to_open', 'case.id_taken', 'case.not_found'],
    ...['case.nothing_to_object', 'case.objection_over'],
  ],
  audit: 'case.begin',
});

/** `GET /cases/:id`: a case as the caller may see it. */
export const getCase: Route<{ params: ById; replies: { 200: CaseView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases/:id',
  summary: { en: 'One case', zh: '查看事项' },
  params: byId,
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: ['case.not_found', 'case.forgotten'],
  audit: 'case.read',
});

/** `GET /cases/:id/events`: what happened to it, the first first. */
export const listCaseEvents: Route<{
  params: ById;
  query: PageRequest & { readonly type?: string | undefined };
  replies: { 200: Page<SeenEvent> & { readonly names: Values } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases/:id/events',
  summary: { en: 'History of a case', zh: '事项经过' },
  params: byId,
  query: z.strictObject({
    ...pageQuery,
    type: z
      .string()
      .regex(/^[a-z_]+(,[a-z_]+)*$/)
      .max(200)
      .optional()
      .meta({ description: 'Types of events, separated by commas' }),
  }),
  responses: {
    200: z.strictObject({
      items: z.array(eventSchema).readonly(),
      next: (z.base64url() as unknown as z.ZodType<Cursor>).nullable(),
      names: valuesSchema.meta({ description: 'What people call the accounts above' }),
    }),
  },
  errors: ['case.not_found', 'case.forgotten', 'page.bad_cursor'],
  audit: 'case.read_history',
});

/** `POST /cases/:id/steps/:step`: take a step. */
export const postStep: Route<{
  params: ById & { readonly step: string };
  body: {
    readonly form?: Values | undefined;
    readonly reason?: string | undefined;
    readonly revision?: number | undefined;
  };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/steps/:step',
  summary: { en: 'Take a step', zh: '办理步骤' },
  description: {
    en: 'The steps that are open to you stand in the case. case.not_yet: the procedure has a condition of its own; its code is the detail of the first of errors.',
    zh: '可办理的步骤列于事项中。case.not_yet 表示程序另有条件，其代码见 errors 第一项的 detail。',
  },
  params: z.strictObject({ id: caseIdSchema, step: nameSchema }),
  body: z.strictObject({ form: valuesSchema.optional(), reason: saidSchema.optional(), revision }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: [
    ...acting,
    ...['case.step_unknown', 'case.step_closed', 'case.reason_missing', 'case.form_invalid'],
    ...['case.documents_missing', 'case.not_yet'],
  ],
  audit: 'case.step',
});

/** `POST /cases/:id/opinion`: say what the caller's seat thinks. */
export const postOpinion: Route<{
  params: ById;
  body: { readonly form: Values };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/opinion',
  summary: { en: 'Give an opinion', zh: '出具评审意见' },
  params: byId,
  body: z.strictObject({ form: valuesSchema }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: [...acting, 'case.no_panel', 'case.opinion_given', 'case.form_invalid', 'case.not_yet'],
  audit: 'case.opine',
});

/** `POST /cases/:id/assignee`: whose the case is, at its office. */
export const postAssignee: Route<{
  params: ById;
  body: { readonly to: string | null; readonly revision?: number | undefined };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/assignee',
  summary: { en: 'Assign a case', zh: '分办' },
  params: byId,
  body: z.strictObject({
    to: accountOrMeSchema.nullable(),
    revision,
  }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: [...acting, 'case.person_unfit', 'case.assignee_excluded', 'case.not_yet'],
  audit: 'case.assign',
});

/** `POST /cases/next`: the caller takes the case that is due first of those nobody has. */
export const postNext: Route<{
  body: { readonly procedure: string };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/next',
  summary: { en: 'Take the next case', zh: '领取下一件' },
  body: z.strictObject({ procedure: nameSchema }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: ['case.procedure_unknown', 'case.none_waiting'],
  audit: 'case.take_next',
});

/** `POST /cases/:id/seats`: who sits on the panel. */
export const postSeats: Route<{
  params: ById;
  body: { readonly seats: Seats; readonly revision?: number | undefined };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/seats',
  summary: { en: 'Name the panel', zh: '指定评审人员' },
  params: byId,
  body: z.strictObject({
    seats: z
      .array(z.union([z.strictObject({ account: accountSchema, weight }), z.strictObject({ login, weight })]))
      .max(50)
      .readonly(),
    revision,
  }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: [...acting, 'case.person_unfit', 'case.seats_wrong', 'case.not_yet'],
  audit: 'case.seat',
});

/** `POST /cases/:id/exclusions`: somebody has a conflict of interest; for them the case is not there from then on. */
export const postExclusion: Route<{
  params: ById;
  body: { readonly account: string; readonly reason: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/exclusions',
  summary: { en: 'Declare a conflict of interest', zh: '申请回避' },
  params: byId,
  body: z.strictObject({
    account: accountOrMeSchema,
    reason: saidSchema,
  }),
  responses: { 204: emptyBody() },
  errors: [...acting, 'case.person_unfit', 'case.not_yet'],
  audit: 'case.exclude',
});

/** `POST /cases/:id/comments`: say something about a case. */
export const postComment: Route<{
  params: ById;
  body: {
    readonly text: string;
    readonly mentions?: readonly string[] | undefined;
    readonly isInternal?: boolean | undefined;
  };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/comments',
  summary: { en: 'Comment', zh: '留言' },
  params: byId,
  body: z.strictObject({
    text: saidSchema,
    mentions: z
      .array(accountSchema)
      .max(20)
      .readonly()
      .optional()
      .meta({ description: 'Accounts that are told of it, each with the case' }),
    isInternal: z.boolean().optional().meta({ description: 'For the office alone' }),
  }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: [...acting, 'case.person_unfit', 'case.not_yet'],
  audit: 'case.comment',
});

/** `POST /cases/:id/extensions`: a term is made longer, once. */
export const postExtension: Route<{
  params: ById;
  body: { readonly term: string; readonly reason: string; readonly revision?: number | undefined };
  replies: { 200: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/extensions',
  summary: { en: 'Extend a term', zh: '延长期限' },
  params: byId,
  body: z.strictObject({ term: nameSchema, reason: saidSchema, revision }),
  responses: { 200: caseSchema },
  links: caseLinks,
  errors: [...acting, 'case.term_not_extensible', 'case.term_extended', 'case.term_over', 'case.not_yet'],
  audit: 'case.extend',
});

/** `PUT /cases/:id/watch`: have the case in the list of what the caller watches. */
export const putWatch: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/cases/:id/watch',
  summary: { en: 'Watch a case', zh: '关注事项' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['case.not_found', 'case.forgotten'],
  audit: 'case.watch',
});

/** `DELETE /cases/:id/watch`: no longer. */
export const deleteWatch: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/cases/:id/watch',
  summary: { en: 'Stop watching a case', zh: '取消关注' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: [],
  audit: 'case.unwatch',
});
