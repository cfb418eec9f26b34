import {
  type Bilingual,
  defineRoute,
  type FileStream,
  fileOf,
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
import type { Count } from './count.ts';
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
  /** What `POST …/steps/{step}` and `POST …/assignee` may name as the one seen; to the office alone. */
  readonly revision: number | null;
};

/** Which cases are asked for. */
export type FilterQuery = Omit<Filter, 'isOverdue' | 'isDueThisWeek' | 'sort'> & {
  readonly overdue?: 'yes' | undefined;
  readonly dueThisWeek?: 'yes' | undefined;
};

type Sorted = Pick<Filter, 'sort'>;

/** What a list is asked for. */
export type CaseQuery = PageRequest & FilterQuery & Sorted;

/** What a file of a list is asked for. */
export type ExportQuery = FilterQuery & Sorted & { readonly language: 'en' | 'zh' };

/** How many cases a list has, and how many of each kind; without what there are none of. */
export type Facets = {
  readonly total: Count;
  readonly procedures: readonly (Named & Count)[];
  readonly states: readonly (Named & { readonly procedure: string } & Count)[];
  readonly overdue: Count;
  readonly dueThisWeek: Count;
  /** In the office's own list of open cases alone. */
  readonly assignees: readonly ({ readonly account: string } & Count)[] | null;
};

const named = { name: z.string(), title: bilingual };

const listed: z.ZodType<ListedCase> = z.strictObject({
  ...{ id: caseIdSchema, number: z.string(), procedure: z.strictObject(named), subject: z.string() },
  ...{ state: z.strictObject(named), isEnded: z.boolean(), openedAtMs: instantSchema },
  ...{ dueMs: instantSchema.nullable(), applicantParty: z.string() },
  ...{ assignee: z.string().nullable(), revision: z.int().nullable() },
});

const filter = {
  queue: z.enum(['mine', 'unassigned', 'office', 'applied', 'seat', 'watching']),
  procedure: nameSchema.optional(),
  state: nameSchema.optional(),
  ended: z.enum(['no', 'yes', 'any']).optional(),
  overdue: z.literal('yes').optional(),
  dueThisWeek: z.literal('yes').optional().meta({ description: 'From now to the end of Sunday' }),
  dueBeforeMs: instantSchema.optional(),
  assignee: accountSchema.optional().meta({ description: 'In the office’s own list alone' }),
  text: textSchema(100, 1).optional().meta({
    description:
      'A number, Chinese words, pinyin or its initials; of the latest 500 that have them, the latest 200 that fit',
  }),
};
const sort = z.enum(['due', 'opened']).optional();

/** `GET /cases`: the cases of a queue, what is due first coming first. */
export const listCases: Route<{ query: CaseQuery; replies: { 200: Page<ListedCase> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases',
  summary: { en: 'Cases', zh: '事项列表' },
  query: z.strictObject({ ...pageQuery, ...filter, sort }),
  responses: { 200: pageSchema(listed) },
  links: { case: { to: 'GET /cases/:id', parameters: { id: '/items/0/id' }, each: '/items' } },
  errors: ['page.bad_cursor', 'case.filter_not_yours'],
  audit: 'case.list',
});

const count = {
  count: z.int(),
  isMore: z.boolean().meta({ description: 'There are more than are counted' }),
};

/** `GET /cases/facets`: how many cases `GET /cases` would list with the same filter, and how many of each kind. */
export const getFacets: Route<{ query: FilterQuery; replies: { 200: Facets } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases/facets',
  summary: { en: 'Cases, counted', zh: '事项计数' },
  description: {
    en: 'Exact up to 200 of each state in the office’s lists, 20 of each person, 10,000 in one’s own list, 200 found by words; beyond that isMore is true.',
    zh: '机关列表每种状态精确至200件、每人精确至20件，本人列表精确至10000件，文字检索精确至200件；超出时 isMore 为 true。',
  },
  query: z.strictObject(filter),
  responses: {
    200: z
      .strictObject({
        total: z.strictObject(count),
        procedures: z.array(z.strictObject({ ...named, ...count })).readonly(),
        states: z.array(z.strictObject({ ...named, procedure: z.string(), ...count })).readonly(),
        overdue: z.strictObject(count),
        dueThisWeek: z.strictObject(count),
        assignees: z
          .array(z.strictObject({ account: z.string(), ...count }))
          .readonly()
          .nullable(),
      })
      .meta({ id: 'CaseFacets' }),
  },
  errors: ['case.filter_not_yours'],
  audit: 'case.list',
});

/** `GET /cases/csv`: the whole of a list as a file, to 100,000 cases. */
export const getCasesCsv: Route<{ query: ExportQuery; replies: { 200: FileStream } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases/csv',
  summary: { en: 'Cases (CSV)', zh: '事项列表（CSV）' },
  description: {
    en: 'At most 100,000 cases; a last line says so where there are more.',
    zh: '最多100000件；超出时末行注明。',
  },
  query: z.strictObject({ ...filter, sort, language: z.enum(['en', 'zh']) }),
  responses: { 200: fileOf('text/csv; charset=utf-8; header=present') },
  errors: ['case.filter_not_yours'],
  audit: 'case.export',
});
