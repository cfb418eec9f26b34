import {
  type Bilingual,
  dateSchema,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import {
  byNumber,
  fieldSchema,
  open,
  outcomeSchema,
  owners,
  prose,
  readers,
  said,
  secretaries,
  shared,
  stageSchema,
} from '../schemas.ts';
import type { Field, Outcome, Stage } from '../words.ts';

/** How a condition stands. */
export type Standing = 'open' | 'overdue' | 'reported' | 'met' | 'late';

/** A condition of an opinion, as everybody may know it. */
export type ConditionView = {
  readonly place: number;
  readonly dueOn: string;
  readonly what: string;
  readonly standing: Standing;
  readonly metOn: string | null;
};

/** Why a member did not agree with the committee; `member` is null where they did not want to be named. */
export type Dissent = { readonly member: string | null; readonly text: string };

/** An opinion of the committee in a list. */
export type OpinionLine = {
  readonly number: string;
  readonly uscc: string;
  readonly firm: string;
  readonly product: string;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly issuedAtMs: number;
};
/** An opinion of the committee, whole. */
export type OpinionView = OpinionLine & {
  readonly text: string;
  readonly votes: { readonly for: number; readonly against: number; readonly abstain: number };
  readonly hearings: number;
  readonly dissents: readonly Dissent[];
  readonly conditions: readonly ConditionView[];
};

const lineFields = {
  ...{ number: z.string(), uscc: z.string(), firm: z.string(), product: z.string() },
  ...{ stage: stageSchema, outcome: outcomeSchema, issuedAtMs: instantSchema },
};
const conditionSchema: z.ZodType<ConditionView> = z.strictObject({
  ...{ place: z.int(), dueOn: dateSchema, what: z.string(), metOn: dateSchema.nullable() },
  standing: z.enum(['open', 'overdue', 'reported', 'met', 'late']),
});
export const opinionLineSchema: z.ZodType<OpinionLine> = z
  .strictObject(lineFields)
  .meta({ id: 'EthicsOpinionLine' });
const count = z.int().min(0);
const opinionSchema: z.ZodType<OpinionView> = z
  .strictObject({
    ...{ ...lineFields, text: z.string(), hearings: count },
    votes: z.strictObject({ for: count, against: count, abstain: count }),
    dissents: z.array(z.strictObject({ member: z.string().nullable(), text: z.string() })).readonly(),
    conditions: z.array(conditionSchema).readonly(),
  })
  .meta({ id: 'EthicsOpinion' });

/** `POST /ethics/reviews/:id/panel`: make up the panel of a review, one member of each field without an interest in the firm. */
export const postPanel: Route<{
  params: { readonly id: string };
  body: { readonly members?: readonly string[] | undefined };
  replies: { 200: { readonly fields: readonly Field[] } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/reviews/:id/panel',
  summary: { en: 'Make up a panel', zh: '组成评审组' },
  description: {
    en: 'Of these members, by their ids; or of each field whoever has the fewest open reviews. Once it is appealed: none who was heard on it before.',
    zh: '可指定委员；未指定时每个领域选取在审事项最少的委员。申诉后排除此前已发表意见的委员。',
  },
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ members: z.array(z.uuid()).min(1).max(10).readonly().optional() }),
  responses: { 200: z.strictObject({ fields: z.array(fieldSchema).readonly() }) },
  errors: ['ethics.not_found', 'ethics.no_panel', 'ethics.panel_unfit'],
  access: secretaries,
  audit: 'ethics.compose_panel',
});

/** Who could sit on a review, who does, and whom the system proposes. */
export type PanelView = {
  readonly number: string;
  readonly subject: string;
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly field: Field;
    readonly employer: string;
    /** What keeps them off it; null where nothing does. */
    readonly bar: 'interest' | 'heard' | null;
    readonly openReviews: number;
    readonly isSeated: boolean;
    readonly isProposed: boolean;
  }[];
};

/** `GET /ethics/reviews/:id/panel`: members in office, what keeps any of them off this review, and whom the system proposes. */
export const getPanel: Route<{
  params: { readonly id: string };
  replies: { 200: PanelView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ethics/reviews/:id/panel',
  summary: { en: 'Who could sit on a review', zh: '可参加评审的委员' },
  params: z.strictObject({ id: z.uuid() }),
  responses: {
    200: z.strictObject({
      ...{ number: z.string(), subject: z.string() },
      members: z
        .array(
          z.strictObject({
            ...{ id: z.uuid(), name: z.string(), field: fieldSchema, employer: z.string() },
            ...{ bar: z.enum(['interest', 'heard']).nullable(), openReviews: z.int() },
            ...{ isSeated: z.boolean(), isProposed: z.boolean() },
          }),
        )
        .readonly(),
    }),
  },
  errors: ['ethics.not_found'],
  access: secretaries,
  audit: 'ethics.read_panel',
});

/** One stage of the review board. */
export type BoardColumn = { readonly stage: Stage; readonly items: readonly BoardItem[] };
type BoardItem = {
  readonly id: string;
  readonly number: string;
  readonly firm: string;
  readonly product: string;
  readonly state: Bilingual;
  readonly isEnded: boolean;
  /** The nearest end of a term that runs. */
  readonly dueMs: number | null;
};

/** `GET /ethics/board`: reviews by the stage of their product; those the caller is excluded from are not there. */
export const getBoard: Route<{ replies: { 200: { readonly stages: readonly BoardColumn[] } } }> = defineRoute(
  {
    ...shared,
    method: 'GET',
    path: '/ethics/board',
    summary: { en: 'Reviews by stage', zh: '伦理审查看板' },
    responses: {
      200: z.strictObject({
        stages: z
          .array(
            z.strictObject({
              stage: stageSchema,
              items: z
                .array(
                  z.strictObject({
                    ...{ id: z.string(), number: z.string(), firm: z.string(), product: z.string() },
                    ...{ state: said, isEnded: z.boolean(), dueMs: instantSchema.nullable() },
                  }),
                )
                .readonly(),
            }),
          )
          .readonly(),
      }),
    },
    errors: [],
    access: readers,
    audit: 'ethics.read_board',
  },
);

/** `GET /ethics/opinions`: what the committee has published, the latest first. */
export const listOpinions: Route<{
  query: PageRequest & { readonly stage?: Stage | undefined };
  replies: { 200: Page<OpinionLine> };
}> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/opinions',
  summary: { en: 'Opinions of the ethics committee', zh: '伦理审查意见' },
  query: z.strictObject({ ...pageQuery, stage: stageSchema.optional() }),
  responses: { 200: pageSchema(opinionLineSchema) },
  errors: ['page.bad_cursor'],
});

/** `GET /ethics/opinions/:number`: one, with what members said who did not agree, and how its conditions stand. */
export const getOpinion: Route<{
  params: { readonly number: string };
  replies: { 200: OpinionView };
}> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/opinions/:number',
  summary: { en: 'One opinion of the ethics committee', zh: '查看伦理审查意见' },
  params: byNumber,
  responses: { 200: opinionSchema },
  errors: ['ethics.not_found'],
});

type OneCondition = { readonly number: string; readonly place: string };
const oneCondition: z.ZodType<OneCondition> = z.strictObject({
  number: z.string().regex(/^[A-Z]{2,6}-\d{4}-\d{6,9}$/),
  place: z.string().regex(/^[1-9][0-9]?$/),
});

/** `PUT /ethics/opinions/:number/conditions/:place/report`: what the firm has done about a condition. */
export const putReport: Route<{
  params: OneCondition;
  body: { readonly report: string };
  replies: { 200: ConditionView };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/ethics/opinions/:number/conditions/:place/report',
  summary: { en: 'Report on a condition', zh: '报告条件落实情况' },
  params: oneCondition,
  body: z.strictObject({ report: prose }),
  responses: { 200: conditionSchema },
  errors: ['ethics.not_found', 'ethics.condition_over'],
  access: owners,
  audit: 'ethics.report_condition',
});

/** `POST /ethics/opinions/:number/conditions/:place/check`: the secretary has looked: it is met, or more is to be done. */
export const postCheck: Route<{
  params: OneCondition;
  body: { readonly isMet: boolean; readonly answer: string };
  replies: { 200: ConditionView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/opinions/:number/conditions/:place/check',
  summary: { en: 'Check a condition', zh: '核查条件落实情况' },
  params: oneCondition,
  body: z.strictObject({ isMet: z.boolean(), answer: prose }),
  responses: { 200: conditionSchema },
  errors: ['ethics.not_found', 'ethics.condition_over', 'ethics.nothing_reported'],
  access: secretaries,
  audit: 'ethics.check_condition',
});

/** A condition with what the firm has reported and the secretary answered. */
export type ReportedCondition = ConditionView & {
  readonly number: string;
  readonly uscc: string;
  readonly firm: string;
  readonly product: string;
  readonly report: string | null;
  readonly answer: string | null;
};
const reportedSchema: z.ZodType<ReportedCondition> = z.strictObject({
  ...{ place: z.int(), dueOn: dateSchema, what: z.string(), metOn: dateSchema.nullable() },
  ...{ standing: z.enum(['open', 'overdue', 'reported', 'met', 'late']), number: z.string() },
  ...{ uscc: z.string(), firm: z.string(), product: z.string() },
  ...{ report: z.string().nullable(), answer: z.string().nullable() },
});

/** `GET /ethics/conditions`: conditions that are not met, the first due first, with what was reported. */
export const listConditions: Route<{
  query: PageRequest & { readonly standing?: 'reported' | 'overdue' | undefined };
  replies: { 200: Page<ReportedCondition> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ethics/conditions',
  summary: { en: 'Conditions that are not met', zh: '未落实的条件' },
  query: z.strictObject({ ...pageQuery, standing: z.enum(['reported', 'overdue']).optional() }),
  responses: { 200: pageSchema(reportedSchema) },
  errors: ['page.bad_cursor'],
  access: readers,
  audit: 'ethics.list_conditions',
});

/** `GET /ethics/own-conditions`: those of the caller's firm, the first due first. */
export const listOwnConditions: Route<{
  query: PageRequest;
  replies: { 200: Page<ReportedCondition> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ethics/own-conditions',
  summary: { en: 'Conditions of my firm', zh: '本企业的条件' },
  query: z.strictObject(pageQuery),
  responses: { 200: pageSchema(reportedSchema) },
  errors: ['page.bad_cursor'],
  access: owners,
  audit: { none: 'own' },
});
