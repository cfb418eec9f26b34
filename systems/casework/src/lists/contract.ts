import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { accountSchema, bilingual, caseIdSchema, nameSchema, shared } from '../schemas.ts';
import type { Filter } from './filter.ts';

type Named = { readonly name: string; readonly title: Bilingual };

/** A case in a list. */
export type ListedCase = {
  readonly id: string;
  readonly number: string;
  readonly procedure: Named;
  readonly subject: string;
  readonly state: Named;
  readonly isEnded: boolean;
  readonly openedAtMs: number;
  readonly dueMs: number | null;
  readonly applicantParty: string;
  /** To the office alone. */
  readonly assignee: string | null;
};

/** What a list is asked for. */
export type CaseQuery = PageRequest &
  Omit<Filter, 'isOverdue'> & {
    readonly overdue?: 'yes' | undefined;
    readonly sort?: 'due' | 'opened' | undefined;
  };

const named = z.strictObject({ name: z.string(), title: bilingual });

const listed: z.ZodType<ListedCase> = z.strictObject({
  ...{ id: caseIdSchema, number: z.string(), procedure: named, subject: z.string(), state: named },
  ...{ isEnded: z.boolean(), openedAtMs: instantSchema, dueMs: instantSchema.nullable() },
  ...{ applicantParty: z.string(), assignee: z.string().nullable() },
});

/** `GET /cases`: the cases of a queue, what is due first coming first. */
export const listCases: Route<{ query: CaseQuery; replies: { 200: Page<ListedCase> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases',
  summary: { en: 'Cases', zh: '事项列表' },
  query: z.strictObject({
    ...pageQuery,
    queue: z.enum(['mine', 'unassigned', 'office', 'applied', 'seat', 'watching']),
    procedure: nameSchema.optional(),
    state: nameSchema.optional(),
    ended: z.enum(['no', 'yes', 'any']).optional(),
    overdue: z.literal('yes').optional(),
    dueBeforeMs: instantSchema.optional(),
    assignee: accountSchema.optional().meta({ description: 'In the office’s own queues alone' }),
    text: textSchema(100, 1)
      .optional()
      .meta({ description: 'A number, Chinese words, pinyin or its initials; the best 500 are looked at' }),
    sort: z.enum(['due', 'opened']).optional(),
  }),
  responses: { 200: pageSchema(listed) },
  links: { case: { to: 'GET /cases/:id', parameters: { id: '/items/0/id' }, each: '/items' } },
  errors: ['page.bad_cursor', 'case.filter_not_yours'],
  audit: 'case.list',
});
