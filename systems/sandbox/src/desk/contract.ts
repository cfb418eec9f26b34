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
import { type ByNumber, byNumber, numberSchema } from '../project/contract.ts';
import { stages } from '../project/domain.ts';
import type { PilotNext } from '../project/next.ts';
import { trackNames } from '../tracks.ts';
import { seenRecord } from '../watch/contract.ts';
import type { SeenRecord } from '../watch/records.ts';
import type { Declared } from './batches.ts';
import type { OwnDeclaration } from './cases.ts';
import { columns } from './columns.ts';
import type { CommentOn } from './comments.ts';
import type { Figures } from './figures.ts';
import { parts } from './stages.ts';
import { wantKinds } from './wants.ts';

const shared = { tags: ['pilot'], method: 'GET' } as const;
const office = ['operator', 'bureau'] as const;
const readers = ['operator', 'bureau', 'auditor', { role: 'owner', over: 'party' }] as const;
const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
const text = z.string();
const uuid = z.uuid();

const projectCase = {
  ...{ id: uuid, number: text, title: bilingual, state: bilingual, isEnded: z.boolean() },
  ...{ dueMs: instantSchema.nullable(), promisedMs: instantSchema.nullable() },
};

const next: z.ZodType<PilotNext> = z.strictObject({
  line: z
    .array(
      z.strictObject({
        ...{ part: z.enum(parts), state: z.enum(['done', 'running', 'waiting', 'failed']) },
      }),
    )
    .readonly(),
  wants: z
    .array(
      z.strictObject({
        ...{ kind: z.enum(wantKinds), by: z.enum(['firm', 'office']), about: bilingual.nullable() },
        ...{ count: z.int(), dueOn: dateSchema.nullable(), isLate: z.boolean() },
      }),
    )
    .readonly(),
  cases: z.array(z.strictObject(projectCase)).readonly(),
  may: z.strictObject({
    ask: z.array(z.enum(['exit', 'extension', 'change', 'appeal'])).readonly(),
    measure: z.array(z.enum(['suspend', 'resume', 'stop'])).readonly(),
    ...{ withdraw: z.boolean(), report: z.boolean(), record: z.boolean(), office: z.boolean() },
  }),
  held: uuid.nullable(),
}) as unknown as z.ZodType<PilotNext>;

/** `GET /pilots/:number/next`: what is missing of a project, what comes next, and by when. */
export const getPilotNext: Route<{ params: ByNumber; replies: { 200: PilotNext } }> = defineRoute({
  ...shared,
  path: '/pilots/:number/next',
  summary: { en: 'What is missing and what comes next', zh: '查看缺项与下一步' },
  params: byNumber,
  responses: { 200: next },
  errors: ['pilot.not_found'],
  access: readers,
  audit: 'pilot.read',
});

/** `GET /pilots/:number/records/:id`: all versions of a record, the latest first. */
export const getRecordVersions: Route<{
  params: ByNumber & { readonly id: string };
  replies: { 200: { readonly items: readonly SeenRecord[] } };
}> = defineRoute({
  ...shared,
  path: '/pilots/:number/records/:id',
  summary: { en: 'Versions of a record', zh: '查看记录各版本' },
  params: z.strictObject({ number: numberSchema, id: uuid }),
  responses: { 200: z.strictObject({ items: z.array(seenRecord).readonly() }) },
  errors: ['pilot.not_found'],
  access: readers,
  audit: 'pilot.read',
});

/** `GET /pilot-declarations`: what the caller's institution has declared and is not decided yet. */
export const listOwnDeclarations: Route<{
  replies: { 200: { readonly items: readonly OwnDeclaration[] } };
}> = defineRoute({
  ...shared,
  path: '/pilot-declarations',
  summary: { en: 'Own declarations under way', zh: '本机构在办申报' },
  responses: {
    200: z.strictObject({
      items: z
        .array(z.strictObject({ ...projectCase, name: text }) as unknown as z.ZodType<OwnDeclaration>)
        .readonly(),
    }),
  },
  errors: [],
  access: [{ role: 'owner', over: 'party' }],
  audit: 'pilot.read',
});

const commentState = z.enum(['waiting', 'shown', 'hidden']);
type Commented = PageRequest & { readonly state?: CommentOn['state'] | undefined };

const commented: z.ZodType<Commented> = z.strictObject({
  ...{ ...pageQuery, state: commentState.optional() },
}) as unknown as z.ZodType<Commented>;

/** `GET /pilot-comments`: comments on all projects; without a state those that wait. */
export const listAllComments: Route<{
  query: Commented;
  replies: { 200: Page<CommentOn> };
}> = defineRoute({
  ...shared,
  path: '/pilot-comments',
  summary: { en: 'Comments to see to', zh: '公众意见办理' },
  query: commented,
  responses: {
    200: pageSchema(
      z.strictObject({
        ...{ id: uuid, body: text, atMs: instantSchema, state: commentState, answer: text.nullable() },
        ...{ answeredAtMs: instantSchema.nullable(), number: numberSchema, title: text },
      }) as unknown as z.ZodType<CommentOn>,
    ),
  },
  errors: ['page.bad_cursor'],
  access: office,
  audit: 'pilot.read_comments',
});

const declared: z.ZodType<Declared> = z.strictObject({
  ...{ id: uuid, number: text, track: z.enum(trackNames), batch: text.nullable(), name: text, lead: text },
  ...{ column: z.enum(columns), state: bilingual, isChecked: z.boolean() },
  panel: z.enum(['none', 'unnamed', 'awaited', 'complete']),
  days: z.strictObject({ used: z.int(), left: z.int() }).nullable(),
});

/** `GET /pilot-batches`: declarations that are under way, for the office: who reviews them and what they say is not among it. */
export const listDeclarations: Route<{
  replies: { 200: { readonly items: readonly Declared[] } };
}> = defineRoute({
  ...shared,
  path: '/pilot-batches',
  summary: { en: 'Declarations under way', zh: '在办申报' },
  responses: { 200: z.strictObject({ items: z.array(declared).readonly() }) },
  errors: [],
  access: office,
  audit: 'pilot.read_batches',
});

const project = { number: numberSchema, title: text };
const figures: z.ZodType<Figures> = z.strictObject({
  projects: z
    .array(z.strictObject({ track: z.enum(trackNames), stage: z.enum(stages), count: z.int() }))
    .readonly(),
  alerts: z.array(z.strictObject({ ...project, count: z.int() })).readonly(),
  late: z.array(z.strictObject({ ...project, since: dateSchema })).readonly(),
  ...{ waitingComments: z.int(), openComplaints: z.int(), lateCases: z.int() },
}) as unknown as z.ZodType<Figures>;

/** `GET /pilot-figures`: projects by track and stage, and what waits for somebody. */
export const getPilotFigures: Route<{ replies: { 200: Figures } }> = defineRoute({
  ...shared,
  path: '/pilot-figures',
  summary: { en: 'The pilot in figures', zh: '试点统计概览' },
  responses: { 200: figures },
  errors: [],
  access: ['operator', 'bureau', 'auditor'],
  audit: 'pilot.read_figures',
});
