import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Page,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema, shared } from '../schemas.ts';
import type { InboxItem, Mark, NoticeCount, NoticeFilter } from './domain.ts';
import type { InboxRequest, Marking } from './inbox.ts';

const filters: readonly NoticeFilter[] = ['open', 'unread', 'snoozed', 'done', 'all'];
const marks: readonly Mark[] = ['read', 'unread', 'done', 'open', 'snooze'];

const item: z.ZodType<InboxItem> = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  title: bilingualSchema,
  body: bilingualSchema.nullable(),
  href: z.string(),
  atMs: instantSchema,
  isRead: z.boolean(),
  isDone: z.boolean(),
  snoozedUntilMs: instantSchema.nullable(),
});

/** `GET /notices`: the caller's inbox, newest first; without a state what is left to do. */
export const listNotices: Route<{ query: InboxRequest; replies: { 200: Page<InboxItem> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/notices',
  summary: { en: 'My notices', zh: '我的通知' },
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(filters).optional(),
    kind: textSchema(60, 1).optional(),
  }),
  responses: { 200: pageSchema(item) },
  errors: ['page.bad_cursor'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `GET /notices/count`: how much waits in the caller's inbox. */
export const countNotices: Route<{ replies: { 200: NoticeCount } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/notices/count',
  summary: { en: 'How much waits in my inbox', zh: '我的待办数量' },
  responses: { 200: z.strictObject({ open: z.int(), unread: z.int() }) },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `GET /notices/kinds`: what people with the caller's roles are told of here. */
export const listNoticeKinds: Route<{
  replies: { 200: readonly { readonly kind: string; readonly title: Bilingual }[] };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/notices/kinds',
  summary: { en: 'What I am told of', zh: '我的通知类型' },
  responses: { 200: z.array(z.strictObject({ kind: z.string(), title: bilingualSchema })).readonly() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `POST /notices/marks`: mark notices read, unread, done, open again, or have them sleep until a time. */
export const postMarks: Route<{ body: Marking; replies: { 200: { readonly marked: number } } }> = defineRoute(
  {
    ...shared,
    method: 'POST',
    path: '/notices/marks',
    summary: { en: 'Mark notices', zh: '标记通知' },
    body: z.strictObject({
      ids: z.array(z.uuid()).min(1).max(200).readonly(),
      mark: z.enum(marks),
      untilMs: instantSchema.optional().meta({ description: 'With snooze: until when' }),
    }),
    responses: { 200: z.strictObject({ marked: z.int() }) },
    errors: ['notice.bad_snooze'],
    access: [{ role: '*', over: 'self' }],
    openToUnverified: true,
    audit: { none: 'own' },
  },
);
